"""SVC804 egress-without-dns."""

from svclint.api import (
    DnsEgress,
    Finding,
    Graph,
    Iterator,
    NetworkPolicy,
    Related,
    Severity,
    Workload,
    asks_cluster_dns,
    few,
    leads_to_names,
    listed,
    name_used,
    rule,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: checkout}
spec:
  podSelector: {matchLabels: {app: checkout}}
  policyTypes: [Egress]
  egress:  # <- nothing lets the pods ask DNS
  - to:
    - podSelector: {matchLabels: {app: cart}}
    ports: [{port: 6379}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout}
spec:
  selector: {matchLabels: {app: checkout}}
  template:
    metadata: {labels: {app: checkout}}
    spec: {containers: [{name: checkout, image: "checkout:4", env: [{name: CART, value: "cart:6379"}]}]}
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {selector: {app: cart}, ports: [{name: redis, port: 6379}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec: {containers: [{name: cart, image: "redis:8", ports: [{containerPort: 6379}]}]}
"""

GOOD = BAD.replace(
    "  egress:  # <- nothing lets the pods ask DNS\n",
    """  egress:
  - to:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
      podSelector: {matchLabels: {k8s-app: kube-dns}}
    ports: [{protocol: UDP, port: 53}, {protocol: TCP, port: 53}]
""",
)


@rule(id="SVC804", name="egress-without-dns", severity=Severity.WARNING, on=NetworkPolicy, bad=BAD, good=GOOD)
def egress_without_dns(policy: NetworkPolicy, graph: Graph) -> Iterator[Finding]:
    """NetworkPolicies let pods out, and not to DNS, without which they find nobody.

    As soon as one policy isolates pods for egress, only what the policies of these pods let out together gets out, and that
    goes for questions to DNS too. Programs then wait for seconds and report that a name cannot be resolved. DNS takes UDP for
    most answers and TCP for long ones; `port: 53` without a protocol is TCP only. Pods that nothing lets out at all are left
    alone: they are meant to be shut in.
    """
    place = policy.rules_place("Egress")
    if place is None or not policy.rules_of("Egress"):
        return
    shut: dict[DnsEgress, list[Workload]] = {}
    for workload in graph.reach.isolations.led_by(policy, "Egress"):
        answer = graph.reach.dns.of(graph.reach.egress_of(workload))
        if not (answer.udp and answer.tcp) and _asks(workload, graph):
            shut.setdefault(answer, []).append(workload)
    for answer, workloads in shut.items():
        titles = listed([each.title for each in workloads])
        yield Finding(
            at=place,
            message=f"the policies of {titles} let {_what(answer)}{_for_what(answer, workloads, graph)}; "
            "add a rule to namespace kube-system for port 53 over UDP and TCP",
            related=few([Related(each.name_place, f"{each.title} is selected") for each in workloads]),
            doubt=graph.doubts.about_policies(policy),
            severity=Severity.INFO if answer.udp else None,
        )


def _asks(workload: Workload, graph: Graph) -> bool:
    """Whether the pods need DNS, as far as the manifests tell."""
    needs = leads_to_names(graph.reach.egress_of(workload)) or name_used(workload, graph)
    return bool(needs) and asks_cluster_dns(workload)


def _what(answer: DnsEgress) -> str:
    if answer.udp:
        return "them ask DNS over UDP only, and long answers come over TCP"
    return "them ask DNS over TCP only, but it is asked over UDP" if answer.tcp else "nothing out to DNS, over UDP or TCP"


def _for_what(answer: DnsEgress, workloads: list[Workload], graph: Graph) -> str:
    if answer.udp:
        return ""
    name = next(filter(None, (name_used(each, graph) for each in workloads)), None)
    return f", so that they cannot resolve {name}" if name else ""
