"""SVC192 too-many-items."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, rule, violation_findings

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress, Ingress]  # <- there are but two
  ingress:
  - from:
    - ipBlock: {cidr: 192.0.2.0/24}
    ports: [{protocol: TCP, port: http}]
"""

GOOD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - ipBlock: {cidr: 192.0.2.0/24}
    ports: [{protocol: TCP, port: http}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
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


@rule(id="SVC192", name="too-many-items", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def too_many_items(each: Object, graph: Graph) -> Iterator[Finding]:
    """A list is longer than the API server takes.

    A slice has at most 1000 endpoints with 100 addresses each; more backends go into more slices.
    """
    yield from violation_findings(each, graph, "too-many-items")
