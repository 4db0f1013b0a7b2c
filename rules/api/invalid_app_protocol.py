"""SVC118 invalid-app-protocol."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Object,
    Service,
    Severity,
    qualified_name_fault,
    rule,
    string_at,
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
    appProtocol: http/1.1/cleartext  # <- two slashes
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
    appProtocol: http
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


@rule(id="SVC118", name="invalid-app-protocol", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_app_protocol(each: Object, graph: Graph) -> Iterator[Finding]:
    """A port's appProtocol is no qualified name.

    It is an IANA service name (`https`) or a name with a domain before it (`kubernetes.io/h2c`).
    """
    yield from violation_findings(each, graph, "invalid-app-protocol")
    for port in each.ports if isinstance(each, Service) else ():
        if "appProtocol" not in port.node:
            continue
        text = string_at(port.node, "appProtocol")
        fault = None if text is None else qualified_name_fault(text)
        if fault is not None:
            yield Finding(at=port.place("appProtocol"), message=f'"{text}" cannot be an appProtocol: {fault}')
