"""SVC122 unknown-service-type."""

from svclint.api import SERVICE_TYPES, Finding, Graph, Iterator, Service, Severity, rule, scalar_at, unknown_choice

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: ClusterIp  # <- a capital P is missing
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: ClusterIP
  selector: {app: web}
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
  type: ClusterIP  # <- a capital P is missing
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""


@rule(id="SVC122", name="unknown-service-type", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_service_type(service: Service, _graph: Graph) -> Iterator[Finding]:
    """The type of a Service is none of the four.

    ClusterIP, NodePort, LoadBalancer or ExternalName, in exactly this spelling; "headless" is no type but `clusterIP:
    None`.
    """
    if service.type not in SERVICE_TYPES:
        yield from unknown_choice(scalar_at(service.spec, "type"), "type", SERVICE_TYPES)
