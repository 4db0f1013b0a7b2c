"""SVC802 policy-uses-service-port."""

from svclint.api import (
    Edit,
    Finding,
    Fix,
    Graph,
    Iterator,
    NetworkPolicy,
    PolicyPort,
    PolicyRule,
    Scalar,
    Severity,
    Translation,
    Way,
    are_all_known,
    listed,
    rule,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: allow-gateway}
spec:
  podSelector: {matchLabels: {app: gateway}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - podSelector: {}
    ports:
    - protocol: TCP
      port: 443  # <- the pods listen on 8443
---
apiVersion: v1
kind: Service
metadata: {name: gateway}
spec:
  selector: {app: gateway}
  ports: [{name: https, port: 443, targetPort: tls}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: gateway}
spec:
  selector: {matchLabels: {app: gateway}}
  template:
    metadata: {labels: {app: gateway}}
    spec: {containers: [{name: gateway, image: "gateway:2", ports: [{name: tls, containerPort: 8443}]}]}
"""

FIXED = BAD.replace("port: 443  #", "port: 8443  #")
GOOD = BAD.replace("port: 443  # <- the pods listen on 8443", "port: 8443")


@rule(
    id="SVC802",
    name="policy-uses-service-port",
    severity=Severity.ERROR,
    on=NetworkPolicy,
    bad=BAD,
    good=GOOD,
    fixed=FIXED,
)
def policy_uses_service_port(policy: NetworkPolicy, graph: Graph) -> Iterator[Finding]:
    """A NetworkPolicy names the port of a Service, and the pods listen on another one.

    Policies are applied behind the translation of the Service, at the pod: only the number or the name of a port of the pods
    counts. Clients of the Service run into a timeout, as if the policy did not let them in at all.
    """
    ports = graph.reach.ports
    for each in policy.rules:
        targets = ports.targets_of(each) if each.direction in policy.directions else ()
        for port in each.ports if targets else ():
            found = ports.translation(port, targets)
            if found is not None:
                yield _finding(each, port, found, graph)


def _finding(each: PolicyRule, port: PolicyPort, found: Translation, graph: Graph) -> Finding:
    beside = _beside(each, found)
    numbers = listed([str(number) for number in found.numbers])
    nodes = all(way.port.node_port == port.port for way in found.ways)
    what = "the name of a port" if isinstance(port.port, str) else "the node port" if nodes else "the port"
    there = "which this rule opens too" if beside else "and only ports of pods count"
    return Finding(
        at=port.place,
        message=f"{port.port} is {what} of {found.titles}, but the pods listen on {numbers}, {there}",
        related=found.places,
        fix=None if beside else _fix(port, found),
        severity=Severity.INFO if beside else _severity(each, port, found, graph),
    )


def _fix(port: PolicyPort, found: Translation) -> Fix | None:
    if len(found.numbers) > 1 or not isinstance(port.place, Scalar):
        return None
    number = found.numbers[0]
    return Fix(f"write {number} instead of {port.port}", (Edit.of(port.place, str(number)),))


def _beside(each: PolicyRule, found: Translation) -> bool:
    """Whether the same rule opens the right ports as well: then the wrong one only does nothing."""
    return all(any(port.holds(way.number, way.port.protocol) for port in each.ports) for way in found.ways)


def _severity(each: PolicyRule, port: PolicyPort, found: Translation, graph: Graph) -> Severity:
    """Certainly broken is what no rule opens, where the manifests tell everything about the pods and the policies."""
    number = port.port
    doubt = found.doubt or graph.doubts.about_policies(each.policy) or not are_all_known(each)
    spoken = isinstance(number, int) and any(graph.servers(way.service).mention(number) for way in found.ways)
    return Severity.WARNING if doubt or spoken or all(_is_open(each, way, graph) for way in found.ways) else Severity.ERROR


def _is_open(each: PolicyRule, way: Way, graph: Graph) -> bool:
    """Whether another rule of that direction opens the port of the pods to anybody."""
    reach, template = graph.reach, way.workload.template
    if each.direction == "Ingress":
        return bool(reach.ingress_of(way.workload).opening(way.number, way.port.protocol, template))
    callers = reach.isolations.selected_by(each.policy).all
    return any(reach.egress_of(caller).opening(way.number, way.port.protocol, template) for caller in callers)
