"""SVC114 duplicate-port."""

from svclint.api import Finding, Graph, Iterator, Related, Service, ServicePort, Severity, rule

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
  - name: http-alt  # <- port 80 again
    port: 80
    targetPort: 8080
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


@rule(id="SVC114", name="duplicate-port", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def duplicate_port(service: Service, _graph: Graph) -> Iterator[Finding]:
    """One number is given twice for one protocol.

    Clients could not say which of the two they mean. The same number for TCP and for UDP is fine.
    """
    if len(service.ports) < 2:  # noqa: PLR2004 - one port cannot clash
        return
    first: dict[tuple[int, str], ServicePort] = {}
    for port in service.ports:
        if port.port is None:
            continue
        earlier = first.setdefault((port.port, port.protocol), port)
        if earlier is not port:
            related = (Related(earlier.node, f"{earlier.title} is the first"),)
            yield Finding(at=port.node, message=f"port {port.port}/{port.protocol} is given twice", related=related)
