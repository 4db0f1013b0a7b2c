"""SVC112 invalid-port-name."""

from dataclasses import replace

from svclint.api import (
    Finding,
    Fix,
    Graph,
    Iterator,
    Object,
    Service,
    ServicePort,
    Severity,
    dns_label_fault,
    nearest_name,
    rewritten,
    rule,
    scalar_at,
    violation_findings,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: HTTP  # <- upper case
    port: 80
    targetPort: http
"""

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: http  # <- upper case
    port: 80
    targetPort: http
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: http-admin
    port: 80
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


@rule(id="SVC112", name="invalid-port-name", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def invalid_port_name(each: Object, graph: Graph) -> Iterator[Finding]:
    """The name of a port is none that a port can have.

    A Service's becomes part of the SRV record `_name._tcp.service…`, and so do those of endpoints: lower-case letters, digits
    and dashes. Ingresses and NetworkPolicies take shorter ones, as containers do: at most 15, with at least one letter.
    """
    yield from violation_findings(each, graph, "invalid-port-name")
    if isinstance(each, Service):
        yield from _of_service(each)


def _of_service(service: Service) -> Iterator[Finding]:
    for port in service.ports:
        fault = dns_label_fault(port.name) if port.name else None
        if fault is not None:
            right = nearest_name(port.name, dns_label_fault)
            hint = f'; "{right}" would do' if right else ""
            message = f'"{port.name}" cannot be the name of a port: {fault}{hint}'
            yield Finding(at=port.place("name"), message=message, fix=_fix(port, service))


def _fix(port: ServicePort, service: Service) -> Fix | None:
    """Safe where letter case and outer white space alone are wrong and no other port has the name."""
    at, right = scalar_at(port.node, "name"), port.name.strip().lower()
    if at is None or dns_label_fault(right) or right in {each.name for each in service.ports}:
        return None
    return replace(rewritten(at, right), safe=True)
