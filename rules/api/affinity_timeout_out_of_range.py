"""SVC148 affinity-timeout-out-of-range."""

from svclint.api import INT32, Finding, Graph, Iterator, Service, Severity, rule, scalar_at, string_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP
  sessionAffinityConfig:
    clientIP:
      timeoutSeconds: 604800  # <- a week
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP
  sessionAffinityConfig:
    clientIP:
      timeoutSeconds: 86400
  ports: [{port: 80, targetPort: http}]
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

LONGEST = 86_400


@rule(id="SVC148", name="affinity-timeout-out-of-range", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def affinity_timeout_out_of_range(service: Service, _graph: Graph) -> Iterator[Finding]:
    """The time that a client is remembered is out of range.

    `timeoutSeconds` of ClientIP affinity goes from one second to one day.
    """
    if string_at(service.spec, "sessionAffinity") != "ClientIP":
        return
    node = scalar_at(service.spec, "sessionAffinityConfig", "clientIP", "timeoutSeconds")
    seconds = node.integer if node else None
    if node is not None and seconds is not None and not 0 < seconds <= LONGEST and seconds in INT32:
        yield Finding(at=node, message=f"timeoutSeconds {seconds} must be between 1 and {LONGEST} (one day)")
