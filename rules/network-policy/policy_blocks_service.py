"""SVC803 policy-blocks-service."""

from svclint.api import (
    BlockedPort,
    Caller,
    Contradicted,
    Finding,
    Graph,
    Iterator,
    NetworkPolicy,
    Related,
    Service,
    ServicePort,
    Severity,
    blocked_port,
    few,
    is_told_elsewhere,
    listed,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: cart}
spec:
  selector: {app: cart}
  ports:
  - port: 80  # <- the policy opens 9102 only
    targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: cart}
spec:
  podSelector: {matchLabels: {app: cart}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
    ports: [{port: 9102}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
spec:
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec: {containers: [{name: cart, image: "cart:5", ports: [{containerPort: 8080}, {containerPort: 9102}]}]}
"""

GOOD = BAD.replace("  # <- the policy opens 9102 only", "").replace(
    "  ingress:\n", "  ingress:\n  - from:\n    - podSelector: {}\n    ports: [{port: 8080}]\n"
)


@rule(id="SVC803", name="policy-blocks-service", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def policy_blocks_service(service: Service, graph: Graph) -> Iterator[Finding]:
    """The pods behind a Service are isolated, and its callers are not let in.

    Once any NetworkPolicy selects a pod for ingress, only what some policy allows gets in. Here none opens the port on which
    the pods listen, or none lets in a caller that the manifests show: a workload that is told the Service's name, an Ingress
    controller, Prometheus through a monitor, the API server through a webhook. Connections run into a timeout.
    """
    if not service.selects_pods or not graph.of(NetworkPolicy):
        return
    ports = [each for each in service.ports if not is_told_elsewhere(service, each, graph)]
    blocked = {each.index: found for each in ports if (found := blocked_port(service, each, graph))}
    for port in ports:
        callers = graph.reach.callers.of(service, port)
        if port.index in blocked:
            partly = len(blocked) < len(service.ports) and not callers
            yield _shut(service, blocked[port.index], callers, graph, severity=Severity.INFO if partly else None)
            continue
        refused = [(each, answer) for each in callers if (answer := graph.reach.callers.refusal(each, service, port))]
        if refused:
            yield _refused(service, port, refused)


def _shut(
    service: Service, blocked: BlockedPort, callers: tuple[Caller, ...], graph: Graph, *, severity: Severity | None
) -> Finding:
    policies = blocked.policies
    titles = listed([each.title for each in policies])
    where = "" if blocked.number == blocked.port.port else f", which leads to {blocked.number} in the pods"
    verb = "isolates" if len(policies) == 1 else "isolate"
    return Finding(
        at=blocked.port.place("port"),
        message=f"nobody gets to {blocked.port.title} of {service.title}{where}: {titles} {verb} the pods, and no rule opens "
        f"port {blocked.number}",
        related=(*blocked.opened, *few([Related(each.at, f"{each.title} calls it") for each in callers])),
        doubt=graph.doubts.about_policies(policies[0]),
        severity=severity,
    )


def _refused(service: Service, port: ServicePort, refused: list[tuple[Caller, Contradicted]]) -> Finding:
    titles = listed(list(dict.fromkeys(caller.title for caller, _ in refused)))
    return Finding(
        at=port.place("port"),
        message=f"{titles} cannot connect to {port.title} of {service.title}: {refused[0][1].hint}",
        related=few([Related(caller.at, f"{caller.title} calls it") for caller, _ in refused] + list(refused[0][1].near)),
    )
