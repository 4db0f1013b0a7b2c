"""SVC155 overflowing-number."""

from svclint.api import Finding, Graph, Iterator, Object, OutOfRange, Scalar, Severity, rule, spell

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP
  sessionAffinityConfig:
    clientIP:
      timeoutSeconds: 10800000000  # <- 32 bits
  ports: [{name: http, port: 80}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP
  sessionAffinityConfig: {clientIP: {timeoutSeconds: 10800}}
  ports: [{name: http, port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: registry.example.com/web:1.4.2, ports: [{containerPort: 80}]}
"""


@rule(id="SVC155", name="overflowing-number", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def overflowing_number(each: Object, graph: Graph) -> Iterator[Finding]:
    """A number is larger than its field can hold.

    The API server cannot decode the object and refuses it, before any rule about sensible values is asked.
    """
    for fault in graph.decode(each):
        if isinstance(fault, OutOfRange):
            written = fault.node.text if isinstance(fault.node, Scalar) else "this"
            message = f"{spell(fault.path)} takes whole numbers from {fault.lowest} to {fault.highest}, and not {written}"
            yield Finding(at=fault.node, message=message)
