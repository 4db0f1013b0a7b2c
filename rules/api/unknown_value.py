"""SVC187 unknown-value."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, rule, violation_findings

BAD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  tls:
  - hosts: [shop.example.com]
    secretName: shop-tls
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /cart
        pathType: prefix  # <- lower case
        backend: {service: {name: web, port: {name: http}}}
"""

GOOD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  tls:
  - hosts: [shop.example.com]
    secretName: shop-tls
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /cart
        pathType: Prefix
        backend: {service: {name: web, port: {name: http}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
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
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  tls:
  - hosts: [shop.example.com]
    secretName: shop-tls
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /cart
        pathType: Prefix  # <- lower case
        backend: {service: {name: web, port: {name: http}}}
"""


@rule(id="SVC187", name="unknown-value", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_value(each: Object, graph: Graph) -> Iterator[Finding]:
    """A field that takes one of a few words holds another one.

    The spelling is exact: pathType `Prefix`, not `prefix`; addressType `IPv4`, not `ipv4`.
    """
    yield from violation_findings(each, graph, "unknown-value")
