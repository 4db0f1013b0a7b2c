"""SVC502 endpoint-port-name-mismatch."""

from svclint.api import (
    BackingPort,
    EndpointPort,
    Finding,
    Fix,
    Graph,
    Iterator,
    Place,
    Related,
    Scalar,
    Service,
    ServicePort,
    Severity,
    likeness,
    node_at,
    rewritten,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: warehouse}
spec:
  ports: [{name: sql, port: 5432}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: warehouse-1
  labels: {kubernetes.io/service-name: warehouse}
addressType: IPv4
endpoints: [{addresses: [192.0.2.20]}]
ports:
- name: postgres  # <- the Service's port is sql
  port: 5432
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: warehouse}
spec:
  ports: [{name: sql, port: 5432}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: warehouse-1
  labels: {kubernetes.io/service-name: warehouse}
addressType: IPv4
endpoints: [{addresses: [192.0.2.20]}]
ports:
- name: sql
  port: 5432
"""

FIXED = BAD.replace("- name: postgres", "- name: sql")


@rule(
    id="SVC502",
    name="endpoint-port-name-mismatch",
    severity=Severity.ERROR,
    on=Service,
    bad=BAD,
    good=GOOD,
    fixed=FIXED,
)
def endpoint_port_name_mismatch(service: Service, graph: Graph) -> Iterator[Finding]:
    """A hand-written backend's port has not the name of any port of its Service.

    kube-proxy joins the ports of a Service and of its endpoints by name and protocol; numbers play no part. Where they differ
    the port has no backend and clients are refused, although addresses are there.
    """
    backing = graph.hand_written.ports_of(service)
    if not backing or service.selects_pods or service.type == "ExternalName":
        return
    wanted = {_key(port) for each in graph.hand_written.services_named(service.namespace, service.name) for port in each.ports}
    served = {_key(each.port) for each in backing}
    unserved = [port for port in service.ports if _key(port) not in served]
    stray = [each for each in backing if _key(each.port) not in wanted]
    if not unserved:
        return
    for each in stray:
        yield _mismatch(service, each, unserved, graph, alone=len(stray) == len(unserved) == 1)
    for port in unserved if not stray else ():
        message = f"no hand-written endpoint of {service.title} has {_described(port)}"
        related = tuple(Related(each.name_place, f"{each.title} is here") for each in graph.hand_written.of(service))
        yield Finding(at=port.place("name"), message=message, related=related, severity=Severity.WARNING)


def _mismatch(service: Service, backing: BackingPort, unserved: list[ServicePort], graph: Graph, *, alone: bool) -> Finding:
    named = next((port for port in unserved if port.name == backing.port.name), None)
    expected = named or unserved[0]
    at = _place(backing, "protocol" if named else "name")
    return Finding(
        at=at,
        message=f"{backing.owner.title} has {_described(backing.port)}, {service.title} has {_described(expected)}",
        related=(Related(expected.place("name"), f"{expected.title} of {service.title} gets no endpoints"),),
        doubt=_doubt(service, backing, expected, graph),
        severity=Severity.WARNING if service.headless or service.folder != backing.owner.folder else None,
        fix=_fix(at, expected.protocol if named else expected.name) if alone else None,
    )


def _doubt(service: Service, backing: BackingPort, expected: ServicePort, graph: Graph) -> str | None:
    """Whether a kustomization may rename the port; hardly where both ends stand in one file or differ by a slip."""
    together = backing.owner.document.source is service.document.source
    alike = likeness(backing.port.name, expected.name) or backing.port.name == expected.name
    return None if together or alike else graph.doubts.about_fields(service)


def _fix(at: Place, text: str) -> Fix | None:
    return rewritten(at, text) if isinstance(at, Scalar) and text else None


def _place(backing: BackingPort, field: str) -> Place:
    return node_at(backing.port.node, field) or backing.port.node


def _key(port: ServicePort | EndpointPort) -> tuple[str, str]:
    return port.name, port.protocol


def _described(port: ServicePort | EndpointPort) -> str:
    return f'port "{port.name}" ({port.protocol})' if port.name else f"an unnamed port ({port.protocol})"
