"""SVC149 unknown-traffic-distribution."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, rule, scalar_at, unknown_choice

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  trafficDistribution: SameZone  # <- PreferSameZone
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

FIRST = (1, 31)
SAME_ZONE = (1, 34)
EARLY = ("PreferClose",)
ALL = ("PreferSameZone", "PreferSameNode", "PreferClose")


@rule(id="SVC149", name="unknown-traffic-distribution", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def unknown_traffic_distribution(service: Service, graph: Graph) -> Iterator[Finding]:
    """A trafficDistribution is none that this Kubernetes version knows.

    PreferClose from 1.31 on, PreferSameZone and PreferSameNode from 1.34 on (KEP-3015); the spelling is exact. Before 1.31
    the API server drops the field.
    """
    version = graph.settings.kubernetes_version
    if version >= FIRST:
        known = ALL if version >= SAME_ZONE else EARLY
        yield from unknown_choice(scalar_at(service.spec, "trafficDistribution"), "trafficDistribution", known)
