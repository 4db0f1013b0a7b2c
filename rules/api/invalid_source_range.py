"""SVC142 invalid-source-range."""

from dataclasses import replace

from svclint.api import (
    STRICT_ADDRESSES,
    Finding,
    Fix,
    Graph,
    Iterator,
    Node,
    Scalar,
    Service,
    Severity,
    item_text,
    items_at,
    range_fault,
    range_of_host,
    rewritten,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {svclint.dev/load-balancer: the public entrance of the shop}
spec:
  type: LoadBalancer
  selector: {app: web}
  loadBalancerSourceRanges:
  - 203.0.113.7  # <- /32 is missing
  ports: [{port: 80, targetPort: http}]
"""

FIXED = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {svclint.dev/load-balancer: the public entrance of the shop}
spec:
  type: LoadBalancer
  selector: {app: web}
  loadBalancerSourceRanges:
  - 203.0.113.7/32  # <- /32 is missing
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {svclint.dev/load-balancer: the public entrance of the shop}
spec:
  type: LoadBalancer
  selector: {app: web}
  loadBalancerSourceRanges:
  - 203.0.113.7/32
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

SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


@rule(id="SVC142", name="invalid-source-range", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def invalid_source_range(service: Service, graph: Graph) -> Iterator[Finding]:
    """A source range of a load balancer is no range.

    It is an address and the length of its prefix, `203.0.113.0/24`, a single host `203.0.113.7/32`. From Kubernetes 1.36
    on, no bit may be set behind the prefix. The annotation, a list with commas, counts only where the field is empty.
    """
    strict = graph.settings.kubernetes_version >= STRICT_ADDRESSES
    items = items_at(service.spec, "loadBalancerSourceRanges")
    for item in items:
        text = item_text(item)
        fault = None if text is None else range_fault(text.strip(), strict=strict)
        if fault is not None:
            yield Finding(at=item, message=f'source range "{text}" is not valid: {fault}', fix=_fix(item, text))
    written = "" if items else service.annotations.get(SOURCE_RANGES, "").strip()
    for text in written.split(",") if written else ():
        fault = range_fault(text.strip(), strict=strict)
        if fault is not None:
            at = service.place("metadata", "annotations", SOURCE_RANGES)
            yield Finding(at=at, message=f'source range "{text.strip()}" is not valid: {fault}')


def _fix(item: Node, text: str | None) -> Fix | None:
    """Safe: an address alone lets in one host."""
    right = range_of_host(text) if text else None
    return replace(rewritten(item, right), safe=True) if right and isinstance(item, Scalar) else None
