"""SVC105 invalid-annotation."""

from svclint.api import (
    ANNOTATIONS_SIZE,
    Finding,
    Graph,
    Iterator,
    Mapping,
    Object,
    Scalar,
    Severity,
    annotation_key_fault,
    foreign_doubt,
    key_name,
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
  annotations:
    example.com/team/contact: shop  # <- two slashes
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    team.example.com/contact: shop
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


@rule(id="SVC105", name="invalid-annotation", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_annotation(each: Object, _graph: Graph) -> Iterator[Finding]:
    """An annotation's key has signs that it cannot have, or the annotations are too large.

    A key is like a label's. Values are free, but all keys and values of an object together have at most 256 KiB.
    """
    yield from _broken(mapping_at(each.metadata, "annotations"), "metadata.annotations", foreign_doubt(each))
    template = stored_template(each)
    if template is not None:
        of_pods = mapping_at(template.node, "metadata", "annotations")
        yield from _broken(of_pods, spell((*(template_path(each) or ()), "annotations")), None)


def _broken(annotations: Mapping | None, field: str, doubt: str | None) -> Iterator[Finding]:
    if annotations is None:
        return
    size = 0
    for key, value in annotations.entries:
        name = key_name(key)
        fault = annotation_key_fault(name)
        if fault is not None:
            message = f'"{name}" cannot be the key of an annotation: {fault}'
            yield Finding(at=key, message=message, doubt=doubt, field=field)
        size += len(name.encode()) + (len(value.text.encode()) if isinstance(value, Scalar) else 0)
    if size > ANNOTATIONS_SIZE:
        message = f"the annotations have {size} bytes and may have at most {ANNOTATIONS_SIZE}"
        yield Finding(at=annotations, message=message, doubt=doubt, field=field)
