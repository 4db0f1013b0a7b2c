"""SVC146 invalid-external-ip."""

from svclint.api import (
    STRICT_ADDRESSES,
    Finding,
    Graph,
    Iterator,
    Service,
    Severity,
    address_fault,
    item_text,
    items_at,
    parse_address,
    rule,
    special_fault,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  externalIPs:
  - 203.0.113.7/32  # <- a range
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


@rule(id="SVC146", name="invalid-external-ip", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def invalid_external_ip(service: Service, graph: Graph) -> Iterator[Finding]:
    """An external IP is no address that traffic could come in on.

    It must be an IP address, and no unspecified, loopback or link-local one. From Kubernetes 1.36 on, leading zeros and
    IPv4 addresses mapped into IPv6 are refused (KEP-4858).
    """
    strict = graph.settings.kubernetes_version >= STRICT_ADDRESSES
    for item in items_at(service.spec, "externalIPs"):
        text = item_text(item)
        if text is None:
            continue
        address = parse_address(text)
        fault = address_fault(text, strict=strict) or (address and special_fault(address))
        if fault is not None:
            yield Finding(at=item, message=f'external IP "{text}" is not valid: {fault}')
