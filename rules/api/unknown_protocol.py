"""SVC117 unknown-protocol."""

from svclint.api import (
    PROTOCOLS,
    Finding,
    Graph,
    Iterator,
    Object,
    Service,
    Severity,
    rule,
    scalar_at,
    unknown_choice,
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
    protocol: tcp  # <- lower case
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
    protocol: TCP
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
    targetPort: http
    protocol: TCP  # <- lower case
"""


@rule(id="SVC117", name="unknown-protocol", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_protocol(each: Object, graph: Graph) -> Iterator[Finding]:
    """A port's protocol is none that Kubernetes knows.

    It is TCP, UDP or SCTP, in upper case. HTTP, gRPC and the like go into `appProtocol` or the port's name.
    """
    yield from violation_findings(each, graph, "unknown-protocol")
    for port in each.ports if isinstance(each, Service) else ():
        if port.protocol not in PROTOCOLS:
            yield from unknown_choice(scalar_at(port.node, "protocol"), "protocol", PROTOCOLS)
