"""SVC103 invalid-namespace."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, dns_label_fault, foreign_doubt, nearest_name, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: Shop  # <- upper case
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
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


@rule(id="SVC103", name="invalid-namespace", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_namespace(each: Object, _graph: Graph) -> Iterator[Finding]:
    """No namespace can have the name that an object gives.

    The API server answers `namespaces "…" not found`, and creating it fails as well: a namespace is named by one DNS label.
    """
    namespace = each.written_namespace
    if namespace is None or not each.namespace:
        return
    fault = dns_label_fault(namespace)
    if fault is not None:
        right = nearest_name(namespace, dns_label_fault)
        hint = f'; "{right}" would do' if right else ""
        yield Finding(
            at=each.place("metadata", "namespace"),
            message=f'no namespace can be named "{namespace}": {fault}{hint}',
            doubt=foreign_doubt(each),
        )
