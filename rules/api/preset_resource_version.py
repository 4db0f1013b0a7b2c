"""SVC107 preset-resource-version."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, is_stored, rule, scalar_at

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  resourceVersion: "48213"  # <- exported from a cluster
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


@rule(id="SVC107", name="preset-resource-version", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def preset_resource_version(each: Object, _graph: Graph) -> Iterator[Finding]:
    """An object is given a resourceVersion.

    It is left over from `kubectl get -o yaml`: "resourceVersion should not be set on objects to be created". On an object
    that is there already it makes every later apply fail with a conflict.
    """
    node = scalar_at(each.metadata, "resourceVersion")
    if node is not None and node.string and is_stored(each):
        yield Finding(at=node, message=f'resourceVersion "{node.string}" is the API server\'s own; leave it out')
