"""SVC147 unknown-session-affinity."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, is_blank, rule, scalar_at, unknown_choice

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIp  # <- a capital P
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP
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

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  sessionAffinity: ClientIP  # <- a capital P
  ports: [{port: 80, targetPort: http}]
"""

AFFINITIES = ("ClientIP", "None")


@rule(id="SVC147", name="unknown-session-affinity", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_session_affinity(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A sessionAffinity is neither ClientIP nor None.

    Kubernetes knows no stickiness by cookie: that is the business of an Ingress controller.
    """
    node = scalar_at(service.spec, "sessionAffinity")
    if not is_blank(node):
        yield from unknown_choice(node, "sessionAffinity", AFFINITIES)
