"""SVC174 deprecated-traffic-distribution."""

from svclint.api import Edit, Finding, Fix, Graph, Iterator, Service, Severity, rule, scalar_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  trafficDistribution: PreferClose  # <- old name
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  trafficDistribution: PreferSameZone
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
  trafficDistribution: PreferSameZone  # <- old name
  ports: [{port: 80, targetPort: http}]
"""

DEPRECATED = (1, 35)


@rule(
    id="SVC174", name="deprecated-traffic-distribution", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD, fixed=FIXED
)
def deprecated_traffic_distribution(service: Service, graph: Graph) -> Iterator[Finding]:
    """A trafficDistribution is given under its old name.

    From Kubernetes 1.35 on the API server warns that `PreferClose` is deprecated; `PreferSameZone` does the same and says
    what it does (KEP-3015).
    """
    node = scalar_at(service.spec, "trafficDistribution")
    if node is None or node.string != "PreferClose" or graph.settings.kubernetes_version < DEPRECATED:
        return
    fix = Fix("write PreferSameZone", (Edit.of(node, "PreferSameZone"),), safe=True)
    yield Finding(at=node, message="PreferClose is deprecated; PreferSameZone does the same", fix=fix)
