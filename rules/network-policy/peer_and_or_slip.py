"""SVC806 peer-and-or-slip."""

from collections.abc import Iterable

from svclint.api import Finding, Graph, Iterator, Mapping, NetworkPolicy, PolicyPeer, PolicyRule, Related, Severity, rule

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: orders, namespace: shop}
spec:
  podSelector: {matchLabels: {app: orders}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
    - podSelector: {matchLabels: {app: prometheus}}  # <- an item of its own
    ports: [{port: 9090}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders, namespace: shop}
spec:
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec: {containers: [{name: orders, image: "orders:3", ports: [{containerPort: 9090}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: prometheus, namespace: monitoring}
spec:
  selector: {matchLabels: {app: prometheus}}
  template:
    metadata: {labels: {app: prometheus}}
    spec: {containers: [{name: prometheus, image: "prometheus:3"}]}
"""

GOOD = BAD.replace(
    "    - podSelector: {matchLabels: {app: prometheus}}  # <- an item of its own",
    "      podSelector: {matchLabels: {app: prometheus}}",
)

_BOTH = 2


@rule(id="SVC806", name="peer-and-or-slip", severity=Severity.INFO, on=NetworkPolicy, bad=BAD, good=GOOD)
def peer_and_or_slip(policy: NetworkPolicy, graph: Graph) -> Iterator[Finding]:
    """A namespaceSelector and a podSelector are two peers where one was probably meant.

    Two items of the list mean one or the other: every pod of the selected namespaces, and besides the pods with the labels in
    the policy's own namespace. One item with both selectors means the pods with the labels in the selected namespaces. One
    dash too many opens the policy far wider than it reads. It is silent where pods of the policy's own namespace carry the
    labels, since then both were meant.
    """
    for each in policy.rules:
        found = _pair(each.peers)
        if found and not graph.reach.pods.meant_by(each, found[1]):
            yield _finding(each, *found)


def _pair(peers: Iterable[PolicyPeer]) -> tuple[PolicyPeer, PolicyPeer] | None:
    """A selector of namespaces alone and one of pods alone, the only two peers of a rule."""
    listed = tuple(peers)
    if len(listed) != _BOTH:
        return None
    namespaces, pods = sorted(listed, key=lambda peer: peer.namespace_selector is None)
    alone = namespaces.pod_selector is None and pods.namespace_selector is None
    return (namespaces, pods) if alone and _says_something(namespaces.namespace_selector, pods.pod_selector) else None


def _says_something(*selectors: Mapping | None) -> bool:
    return all(each is not None and len(each) for each in selectors)


def _finding(each: PolicyRule, namespaces: PolicyPeer, pods: PolicyPeer) -> Finding:
    policy = each.policy
    return Finding(
        at=pods.node,
        message=f"this podSelector is a peer of its own and means pods of namespace {policy.namespace}, of which these files "
        "have none; the namespaceSelector beside it means every pod of its namespaces; to mean these pods in those namespaces, "
        "write both selectors into one item",
        related=(Related(namespaces.node, "every pod of these namespaces is meant"),),
    )
