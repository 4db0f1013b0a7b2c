"""SVC101 missing-name."""

from svclint.api import Finding, Graph, Iterator, Mapping, Object, Severity, is_blank, is_null, is_stored, node_at, rule

BAD = """
apiVersion: v1
kind: Service
metadata:  # <- no name below
  labels: {app: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  labels: {app: web}
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


@rule(id="SVC101", name="missing-name", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def missing_name(each: Object, _graph: Graph) -> Iterator[Finding]:
    """An object has no name.

    The API server needs `metadata.name`, or `metadata.generateName` to make one from.
    """
    if each.name or not each.kind or not is_stored(each):
        return
    metadata = each.get("metadata")
    written = node_at(metadata, "name")
    if (
        not is_blank(written)
        or not is_blank(node_at(metadata, "generateName"))
        or not (is_null(metadata) or isinstance(metadata, Mapping))
    ):
        return
    message = f"this {each.kind} has no name: give it metadata.name (or metadata.generateName)"
    yield Finding(at=each.name_place, message=message, field="metadata.name")
