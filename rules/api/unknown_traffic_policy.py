"""SVC139 unknown-traffic-policy."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, is_blank, rule, scalar_at, unknown_choice

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  internalTrafficPolicy: cluster  # <- a capital C
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  internalTrafficPolicy: Cluster
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
  internalTrafficPolicy: Cluster  # <- a capital C
  ports: [{port: 80, targetPort: http}]
"""

POLICIES = ("Cluster", "Local")


@rule(id="SVC139", name="unknown-traffic-policy", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_traffic_policy(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A traffic policy is neither Cluster nor Local.

    The spelling is exact: `Local`, not `local`.
    """
    yield from unknown_choice(scalar_at(service.spec, "internalTrafficPolicy"), "internalTrafficPolicy", POLICIES)
    external = scalar_at(service.spec, "externalTrafficPolicy")
    if not is_blank(external) and service.externally_accessible:
        yield from unknown_choice(external, "externalTrafficPolicy", POLICIES)
