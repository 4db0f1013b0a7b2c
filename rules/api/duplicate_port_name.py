"""SVC113 duplicate-port-name."""

from svclint.api import (
    Absent,
    EndpointSlice,
    Finding,
    Graph,
    Iterator,
    Mapping,
    Object,
    Related,
    Service,
    ServicePort,
    Severity,
    rule,
    violation_findings,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: http
    port: 80
    targetPort: http
  - name: http  # <- the same again
    port: 8080
    targetPort: http
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: http
    port: 80
    targetPort: http
  - name: http-alt
    port: 8080
    targetPort: http
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
"""


@rule(id="SVC113", name="duplicate-port-name", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def duplicate_port_name(each: Object, graph: Graph) -> Iterator[Finding]:
    """Two ports have one name.

    Endpoints, Ingresses, SRV records and probes know a port by its name. In a slice, no name is a name, too.
    """
    yield from violation_findings(each, graph, "duplicate-port-name")
    if isinstance(each, Service) and len(each.ports) > 1:
        yield from _of_service(each)
    elif isinstance(each, EndpointSlice) and len(each.ports) > 1:
        yield from _of_slice(each)


def _of_service(service: Service) -> Iterator[Finding]:
    first: dict[str, ServicePort] = {}
    for port in service.ports:
        earlier = first.setdefault(port.name, port)
        if port.name and earlier is not port:
            related = (Related(earlier.place("name"), f"the name of {earlier.title}"),)
            yield Finding(at=port.place("name"), message=f'"{port.name}" is the name of an earlier port, too', related=related)


def _of_slice(each: EndpointSlice) -> Iterator[Finding]:
    first: dict[str, Mapping] = {}
    for port in each.ports:
        earlier = first.setdefault(port.name, port.node)
        if earlier is not port.node:
            name = f'"{port.name}" is the name of an earlier port, too' if port.name else "a second port without a name"
            at = port.node.get("name") or Absent(port.node, "name")
            yield Finding(at=at, message=name, related=(Related(earlier, "the earlier one"),))
