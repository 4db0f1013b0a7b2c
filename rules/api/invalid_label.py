"""SVC104 invalid-label."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Object,
    Severity,
    foreign_doubt,
    label_faults,
    mapping_at,
    rule,
    spell,
    stored_template,
    template_path,
)

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app: web
    owner: shop@example.com  # <- no @ in a label
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
    metadata:
      labels:
        app: web
        version: 1.4.2+build7  # <- no + either
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  labels:
    app: web
  annotations:
    owner: shop@example.com
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


@rule(id="SVC104", name="invalid-label", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_label(each: Object, _graph: Graph) -> Iterator[Finding]:
    """A label's key or value has signs that labels cannot have.

    Keys and values have at most 63 characters of letters, digits, `-`, `_` and `.`; a key may have a domain and a slash
    before it. Free text belongs into annotations. The labels of a workload's template are those of its pods.
    """
    labels = mapping_at(each.metadata, "labels")
    for at, message in label_faults(labels) if labels is not None else ():
        yield Finding(at=at, message=message, doubt=foreign_doubt(each), field="metadata.labels")
    template = stored_template(each)
    of_pods = template.labels_node if template is not None else None
    for at, message in label_faults(of_pods) if of_pods is not None else ():
        yield Finding(at=at, message=message, field=spell((*(template_path(each) or ()), "labels")))
