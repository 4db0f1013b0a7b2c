"""SVC132 unknown-ip-family."""

from svclint.api import Finding, Graph, Iterator, Scalar, Service, Severity, is_null, items_at, rule, unknown_choice

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilies: [ipv6]  # <- IPv6
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilies: [IPv6]
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
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilies: [IPv6]  # <- IPv6
  ports: [{port: 80, targetPort: http}]
"""

FAMILIES = ("IPv4", "IPv6")


@rule(id="SVC132", name="unknown-ip-family", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_ip_family(service: Service, _graph: Graph) -> Iterator[Finding]:
    """An IP family is neither IPv4 nor IPv6.

    The spelling is exact: `IPv4`, not `ipv4` or `4`.
    """
    if service.type == "ExternalName":
        return
    for item in items_at(service.spec, "ipFamilies"):
        if is_null(item):
            yield Finding(at=item, message="an IP family is empty, it must be IPv4 or IPv6")
        elif isinstance(item, Scalar):
            yield from unknown_choice(item, "IP family", FAMILIES)
