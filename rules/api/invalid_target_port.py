"""SVC116 invalid-target-port."""

from svclint.api import (
    INT32,
    Edit,
    Finding,
    Fix,
    Graph,
    Iterator,
    Scalar,
    Service,
    Severity,
    nearest_name,
    port_name_fault,
    port_number_fault,
    rule,
    scalar_at,
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
    targetPort: "8080"  # <- a string is a name
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
    targetPort: 8080
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

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: http
    port: 80
    targetPort: 8080  # <- a string is a name
"""


@rule(id="SVC116", name="invalid-target-port", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def invalid_target_port(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A target port is neither a port number nor a name that a container port can have.

    A string is always a name: at most 15 lower-case letters, digits and dashes with at least one letter. So `"80"` in
    quotes is a broken name and not the number 80.
    """
    for port in service.ports:
        node = scalar_at(port.node, "targetPort")
        if node is None:
            continue
        if node.integer:
            fault = port_number_fault(node.integer)
            if fault is not None and node.integer in INT32:
                yield Finding(at=node, message=f"target port {node.integer} is no port: {fault}")
        elif node.string and (fault := port_name_fault(node.string)) is not None:
            yield _broken_name(node, node.string, fault)


def _broken_name(node: Scalar, name: str, fault: str) -> Finding:
    number = int(name) if name.isascii() and name.isdigit() else 0
    if not number or port_number_fault(number):
        right = nearest_name(name, port_name_fault)
        hint = f'; "{right}" would do' if right else ""
        return Finding(at=node, message=f'"{name}" cannot be the name of a port: {fault}{hint}')
    message = f'"{name}" in quotes is the name of a port and not a number, and {fault}; write {number}'
    return Finding(at=node, message=message, fix=Fix(f"write {number}", (Edit.of(node, str(number)),), safe=True))
