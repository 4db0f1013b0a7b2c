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
    Related,
    Scalar,
    Severity,
    Translated,
    are_all_known,
    few,
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
    for each in policy.rules:
        targets = graph.reach.ports.targets_of(each) if each.direction in policy.directions else ()
        for port in each.ports if targets else ():
            found = graph.reach.ports.translations(port, targets)
            if found:
                yield _finding(each, port, found, graph)


def _finding(each: PolicyRule, port: PolicyPort, found: tuple[Translated, ...], graph: Graph) -> Finding:
    numbers = sorted({translated.number for translated in found})
    beside = _beside(each, found)
    services = dict.fromkeys(translated.service for translated in found)
    titles = listed([service.title for service in services])
    what = (
        f"{port.port} is the name of a port of {titles}"
        if isinstance(port.port, str)
        else f"{port.port} is the port of {titles}"
    )
    there = "which this rule opens too" if beside else "and only ports of pods count"
    return Finding(
        at=port.place,
        message=f"{what}, but the pods listen on {listed([str(number) for number in numbers])}, {there}",
        related=few([Related(each.port.target_place, f"{each.service.title} leads to {each.number}") for each in found]),
        fix=None if beside else _fix(port, numbers),
        severity=Severity.INFO if beside else _severity(each, port, found, graph),
    )


def _fix(port: PolicyPort, numbers: list[int]) -> Fix | None:
    if len(numbers) > 1 or not isinstance(port.place, Scalar):
        return None
    return Fix(f"write {numbers[0]} instead of {port.port}", (Edit.of(port.place, str(numbers[0])),))


def _beside(each: PolicyRule, found: tuple[Translated, ...]) -> bool:
    """Whether the same rule opens the right ports as well: then the wrong one only does nothing."""
    return all(any(port.holds(one.number, one.port.protocol) for port in each.ports) for one in found)


def _severity(each: PolicyRule, port: PolicyPort, found: tuple[Translated, ...], graph: Graph) -> Severity:
    """Certainly broken is what no rule opens, where the manifests tell everything about the pods."""
    open_elsewhere = all(_is_open(each, one, graph) for one in found)
    workloads = [one.workload for one in found]
    doubt = graph.doubts.about_templates(*workloads) or graph.doubts.about_policies(each.policy)
    number = port.port
    spoken = isinstance(number, int) and any(graph.servers(one.service).mention(number) for one in found)
    return Severity.WARNING if open_elsewhere or doubt or spoken or not are_all_known(each) else Severity.ERROR


def _is_open(each: PolicyRule, one: Translated, graph: Graph) -> bool:
    """Whether another rule of that direction opens the port of the pods to anybody."""
    reach, template = graph.reach, one.workload.template
    if each.direction == "Ingress":
        return bool(reach.ingress_of(one.workload).opening(one.number, one.port.protocol, template))
    callers = reach.isolations.selected_by(each.policy).all
    return any(reach.egress_of(caller).opening(one.number, one.port.protocol, template) for caller in callers)
