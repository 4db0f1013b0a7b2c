"""SVC115 invalid-port-number."""

from svclint.api import (
    INT32,
    Finding,
    Graph,
    Ingress,
    Iterator,
    Object,
    Scalar,
    Service,
    Severity,
    integer_at,
    is_null,
    items_at,
    node_at,
    port_number_fault,
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
    port: 80800  # <- out of range
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


@rule(id="SVC115", name="invalid-port-number", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_port_number(each: Object, graph: Graph) -> Iterator[Finding]:
    """The number of a port is missing or out of range.

    Ports have numbers from 1 to 65535; an empty one counts as 0.
    """
    yield from violation_findings(each, graph, "invalid-port-number")
    if isinstance(each, Service):
        yield from _of_service(each)
    elif isinstance(each, Ingress) and each.api_version == "networking.k8s.io/v1":
        yield from _of_ingress(each)


def _of_service(service: Service) -> Iterator[Finding]:
    for port in service.ports:
        number = port.port
        fault = None if number is None else port_number_fault(number)
        if fault is not None and number in INT32:
            yield Finding(at=port.place("port"), message=f"{number} is no port: {fault}")
        elif number is None and is_null(port.node.get("port")):
            yield Finding(at=port.place("port"), message="this port has no number")
    for index, item in enumerate(items_at(service.spec, "ports")):
        if isinstance(item, Scalar) and is_null(item):
            yield Finding(at=item, message="an empty port: it has no number", field=f"spec.ports[{index}].port")


def _of_ingress(ingress: Ingress) -> Iterator[Finding]:
    """A 0 counts as none."""
    for backend in ingress.backend_nodes:
        node = node_at(backend, "service", "port", "number")
        number = integer_at(node)
        fault = port_number_fault(number) if number else None
        if node is not None and fault is not None and number in INT32:
            yield Finding(at=node, message=f"{number} is no port: {fault}")
