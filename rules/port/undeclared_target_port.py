"""SVC303 undeclared-target-port."""

from svclint.api import (
    PROTOCOLS,
    Finding,
    Graph,
    Iterator,
    Profile,
    Related,
    Servers,
    Service,
    ServicePort,
    Severity,
    few,
    listed,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
    - port: 80
      targetPort: 8008  # <- the container declares 8080
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: "web:5", ports: [{containerPort: 8080}]}]}
"""

GOOD = BAD.replace("8008  # <- the container declares 8080", "8080")

_PRIVILEGED = 1024
_LONG = 4


@rule(id="SVC303", name="undeclared-target-port", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def undeclared_target_port(service: Service, graph: Graph) -> Iterator[Finding]:
    """A numeric targetPort is not among the ports that the containers declare.

    Nothing has to be declared, so this alone is no mistake and only an audit lists it. It is worth a warning where the
    number is nearly that of a declared port, where there is one port on each side and they differ, and where one port of
    the Service is translated to the declared port while another is passed on as it is. A number that the pods' arguments,
    environment, probes or ConfigMaps mention is taken to be meant.
    """
    servers = graph.servers(service)
    for port in service.ports if servers.are_known else ():
        number = port.target_port
        if isinstance(number, int) and not any(servers.numbered(number, each) for each in PROTOCOLS):
            yield _finding(service, port, number, graph)


def _finding(service: Service, port: ServicePort, number: int, graph: Graph) -> Finding:
    servers = graph.servers(service)
    declared = sorted({each.number for each in servers.declared if each.number is not None})
    suspect = servers.all_declare and _is_suspect(service, port, number, graph) and not graph.is_configured(service, number)
    there = f"declare only {listed([str(each) for each in declared])}" if declared else "declare no port"
    places = [
        Related(each.node.get("containerPort") or each.node, f"the pods declare {each.number}") for each in servers.declared
    ]
    return Finding(
        at=port.target_place,
        message=f"{port.title} goes to port {number}, but the selected pods {there}",
        related=few(places or [Related(each.name_place, f"{each.title} is selected") for each in servers.without(())]),
        doubt=graph.doubts.about_templates(service, *servers.without(())) if suspect else None,
        severity=None if suspect else Severity.INFO,
        profile=Profile.DEFAULT if suspect else Profile.AUDIT,
    )


def _is_suspect(service: Service, port: ServicePort, number: int, graph: Graph) -> bool:
    servers = graph.servers(service)
    spare = {each.number for each in servers.declared if each.number is not None} - _reached(servers, graph)
    if spare:
        return len(service.ports) == len(servers.declared) / len(servers.groups) == 1 or any(
            _near(number, each) for each in spare
        )
    return port.port == number < _PRIVILEGED and any(_is_translated(each, servers) for each in service.ports)


def _reached(servers: Servers, graph: Graph) -> set[int | None]:
    """The declared ports that some Service already leads to: an undeclared one beside them is a port of its own."""
    targets = graph.targets_in(servers)
    return {each.number for each in servers.declared if each.number in targets or (each.name and each.name in targets)}


def _is_translated(port: ServicePort, servers: Servers) -> bool:
    target = port.target_port
    return isinstance(target, int) and target != port.port and bool(servers.numbered(target, port.protocol))


def _near(one: int, other: int) -> bool:
    """Whether two numbers differ by one digit or by two digits swapped; the first digit tells habits apart (3000, 9000)."""
    a, b = str(one), str(other)
    if len(a) != len(b) or len(a) < _LONG:
        return False
    different = [index for index in range(len(a)) if a[index] != b[index]]
    first, last = different[0], different[-1]
    return (len(different) == 1 and first > 0) or (len(different) == 2 and (a[first], a[last]) == (b[last], b[first]))  # noqa: PLR2004 - a swap
