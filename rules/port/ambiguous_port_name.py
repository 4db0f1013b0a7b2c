"""SVC304 ambiguous-port-name."""

from svclint.api import ContainerPort, Finding, Graph, Iterator, Related, Service, ServicePort, Severity, Workload, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app: api}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: proxy
          image: proxy:2
          ports: [{name: http, containerPort: 8080}]
        - name: api
          image: api:1.4
          ports:
            - name: http  # <- Service api goes to 8080
              containerPort: 9000
"""

GOOD = BAD.replace("name: http  # <- Service api goes to 8080", "name: backend")


@rule(id="SVC304", name="ambiguous-port-name", severity=Severity.WARNING, on=Workload, bad=BAD, good=GOOD)
def ambiguous_port_name(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """Two containers of a pod give different ports the same name, and a Service goes by that name.

    The first container wins, and containers win over sidecars, so that a new order of containers moves the traffic.
    """
    if workload.template is None:
        return
    first: dict[tuple[str, str], ContainerPort] = {}
    for port in workload.template.ports:
        winner = first.setdefault((port.name, port.protocol), port)
        if port.name and winner.number != port.number:
            yield from _used(workload, winner, port, graph)


def _used(workload: Workload, winner: ContainerPort, loser: ContainerPort, graph: Graph) -> Iterator[Finding]:
    for service in graph.services_selecting(workload):
        user = next((each for each in service.ports if _goes_by(each, loser)), None)
        if user:
            yield _finding(service, user, winner, loser)
            return


def _goes_by(port: ServicePort, declared: ContainerPort) -> bool:
    return port.target_port == declared.name and port.protocol == declared.protocol


def _finding(service: Service, user: ServicePort, winner: ContainerPort, loser: ContainerPort) -> Finding:
    return Finding(
        at=loser.node.get("name") or loser.node,
        message=f"port name {loser.name} stands for {winner.number} and {loser.number}; "
        f"{service.title} goes to {winner.number}, the first of them",
        related=(
            Related(winner.node.get("name") or winner.node, f"{winner.number}, which wins"),
            Related(user.target_place, f"{service.title} goes by the name"),
        ),
    )
