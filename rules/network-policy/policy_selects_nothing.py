"""SVC801 policy-selects-nothing."""

from svclint.api import (
    Answer,
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Mapping,
    NetworkPolicy,
    Node,
    PolicyRule,
    Selector,
    Severity,
    Unverifiable,
    Workload,
    rewritten,
    rule,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: allow-checkout}
spec:
  podSelector:
    matchLabels:
      app: chekout  # <- the pods carry app: checkout
  policyTypes: [Ingress]
  ingress:
  - from:
    - podSelector: {matchLabels: {app: storefrnt}}  # <- the pods carry app: storefront
    ports: [{port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout}
spec:
  selector: {matchLabels: {app: checkout}}
  template:
    metadata: {labels: {app: checkout}}
    spec: {containers: [{name: checkout, image: "checkout:4", ports: [{containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront}
spec:
  selector: {matchLabels: {app: storefront}}
  template:
    metadata: {labels: {app: storefront}}
    spec: {containers: [{name: storefront, image: "storefront:4"}]}
"""

GOOD = BAD.replace("chekout  # <- the pods carry app: checkout", "checkout").replace(
    "storefrnt}}  # <- the pods carry app: storefront", "storefront}}"
)


@rule(
    id="SVC801",
    name="policy-selects-nothing",
    severity=Severity.WARNING,
    on=NetworkPolicy,
    bad=BAD,
    good=GOOD,
    fixed=BAD.replace("chekout", "checkout").replace("storefrnt", "storefront"),
)
def policy_selects_nothing(policy: NetworkPolicy, graph: Graph) -> Iterator[Finding]:
    """A NetworkPolicy, or one of the peers that it lets through, selects no pod.

    The API server accepts it. The pods that were meant stay as open as before, or the callers that were meant stay shut out,
    and nothing tells so. It is a warning where a slip explains it: a label that is nearly the one of a workload or of a
    Service's selector, or labels that the workload carries and its pods do not. Without one it is a note, since the pods may be
    made elsewhere.
    """
    answer = graph.reach.pods.of(policy)
    if policy.pod_selector is not None and isinstance(answer, (Contradicted, Unverifiable)):
        yield _of_policy(policy, policy.pod_selector, answer)
    for stray in graph.reach.pods.stray_values(policy):
        word = stray.slip.at.text if stray.slip else ""
        yield _missed(policy.node, f"the value {word} of {policy.title} selects no pod; {stray.hint}", stray)
    for each in policy.rules:
        yield from _of_peers(each, graph)


def _of_policy(policy: NetworkPolicy, node: Node, answer: Contradicted | Unverifiable) -> Finding:
    message = f"{policy.title} selects no pod of namespace {policy.namespace}"
    if isinstance(answer, Unverifiable):
        return Finding(node, f"{policy.title} selects no pod of these files", answer.near, doubt=answer.because)
    return _missed(node, f"{message}{_wanted(node)}; {answer.hint}", answer)


def _wanted(node: Node) -> str:
    """What no pod has, as a clause."""
    selector = Selector.read(node) if isinstance(node, Mapping) else None
    return f": none carries {selector.text}" if selector and selector.requirements else ""


def _of_peers(each: PolicyRule, graph: Graph) -> Iterator[Finding]:
    """Callers and callees are often made elsewhere: only what a slip explains is worth a word."""
    word = "from" if each.direction == "Ingress" else "to"
    for peer in each.peers:
        answer: Answer[Workload] = graph.reach.pods.of_peer(each, peer)
        if peer.pod_selector is not None and isinstance(answer, Contradicted) and answer.certain:
            what = f'a peer of {each.policy.title} under "{word}" selects no pod'
            message = f"{what}{_wanted(peer.pod_selector)}; {answer.hint}"
            yield _missed(peer.pod_selector, message, answer)


def _missed(node: Node, message: str, answer: Contradicted) -> Finding:
    slip = answer.slip
    return Finding(
        at=slip.at if slip else node,
        message=message,
        related=answer.near,
        fix=rewritten(slip.at, slip.expected) if slip and slip.alone and answer.certain else None,
        severity=None if answer.near and answer.certain else Severity.INFO,
    )
