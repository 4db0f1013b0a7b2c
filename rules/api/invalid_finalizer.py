"""SVC106 invalid-finalizer."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, is_stored, item_text, items_at, qualified_name_fault, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  finalizers:
  - cleanup-dns  # <- whose?
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  finalizers:
  - dns.example.com/cleanup
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

_WITHOUT_DOMAIN = frozenset(
    ["admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "coordination.k8s.io"]
)
"""Groups whose validation does not ask for a domain (measured)."""
BUILT_IN = frozenset(["kubernetes", "orphan", "foregroundDeletion"])


@rule(id="SVC106", name="invalid-finalizer", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_finalizer(each: Object, _graph: Graph) -> Iterator[Finding]:
    """A finalizer's name cannot be one.

    Beside the built-in `kubernetes`, `orphan` and `foregroundDeletion` a finalizer is a domain, a slash and a name. The API
    server rejects others, and an object with a finalizer that no controller knows can never be deleted.
    """
    for index, item in enumerate(items_at(each.metadata, "finalizers")):
        name = item_text(item)
        if name is None or name in BUILT_IN or not is_stored(each):
            continue
        fault, field = qualified_name_fault(name), "metadata.finalizers"
        if fault is None and "/" not in name and each.group not in _WITHOUT_DOMAIN:
            fault, field = "it needs a domain and a slash before it", f"metadata.finalizers[{index}]"
        if fault is not None:
            yield Finding(at=item, message=f'"{name}" cannot be a finalizer: {fault}', field=field)
