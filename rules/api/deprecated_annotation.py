"""SVC172 deprecated-annotation."""

from svclint.api import (
    Edit,
    Finding,
    Fix,
    Graph,
    Ingress,
    Iterator,
    Object,
    Profile,
    Service,
    Severity,
    is_null,
    mapping_at,
    node_at,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.kubernetes.io/topology-aware-hints: Auto  # <- old name
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
    service.kubernetes.io/topology-mode: Auto
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

FIXED = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.kubernetes.io/topology-mode: Auto  # <- old name
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""

OLD = "service.kubernetes.io/topology-aware-hints"
NEW = "service.kubernetes.io/topology-mode"


_INGRESS_CLASS = "kubernetes.io/ingress.class"


@rule(id="SVC172", name="deprecated-annotation", severity=Severity.WARNING, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def deprecated_annotation(each: Object, _graph: Graph) -> Iterator[Finding]:
    """A Service or Ingress uses an annotation that has another name or a field of its own by now.

    The API server warns: `service.kubernetes.io/topology-aware-hints` has been `service.kubernetes.io/topology-mode` since
    1.27. An Ingress without ingressClassName gets the same for `kubernetes.io/ingress.class`, from the profile strict on:
    controllers go on to read it.
    """
    annotations = mapping_at(each.metadata, "annotations")
    if annotations is None:
        return
    if isinstance(each, Service) and (key := annotations.key(OLD)) is not None:
        fix = None if NEW in annotations else Fix(f"rename it to {NEW}", (Edit.of(key, NEW),), safe=True)
        yield Finding(at=key, message=f"{OLD} is deprecated; use {NEW}", fix=fix)
    elif isinstance(each, Ingress) and _gives_no_class(each) and (key := annotations.key(_INGRESS_CLASS)) is not None:
        message = f"{_INGRESS_CLASS} is deprecated; use spec.ingressClassName"
        yield Finding(at=key, message=message, profile=Profile.STRICT)


def _gives_no_class(ingress: Ingress) -> bool:
    return ingress.api_version == "networking.k8s.io/v1" and is_null(node_at(ingress.node, "spec", "ingressClassName"))
