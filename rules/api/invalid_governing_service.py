"""SVC161 invalid-governing-service."""

from svclint.api import Finding, Graph, Iterator, Severity, StatefulSet, rule, violation_findings

BAD = """
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db.shop  # <- a name, not a DNS name
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - name: db
        image: registry.example.com/db:14.2
        ports: [{name: sql, containerPort: 5432}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  clusterIP: None
  selector: {app: db}
  ports: [{name: sql, port: 5432, targetPort: sql}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  serviceName: db
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec:
      containers:
      - name: db
        image: registry.example.com/db:14.2
        ports: [{name: sql, containerPort: 5432}]
"""


@rule(id="SVC161", name="invalid-governing-service", severity=Severity.ERROR, on=StatefulSet, bad=BAD, good=GOOD)
def invalid_governing_service(workload: StatefulSet, graph: Graph) -> Iterator[Finding]:
    """A StatefulSet's serviceName is no name of a Service.

    It becomes the subdomain of the pods, one label of DNS names. Since Kubernetes 1.33 the API server refuses another one;
    before, it took the StatefulSet and could make no pod.
    """
    yield from violation_findings(workload, graph, "invalid-governing-service")
