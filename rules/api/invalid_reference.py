"""SVC196 invalid-reference."""

from svclint.api import (
    Finding,
    Graph,
    Ingress,
    Iterator,
    Mapping,
    Object,
    Scalar,
    Severity,
    dns_subdomain_fault,
    mapping_at,
    path_segment_fault,
    rule,
    violation_findings,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  tls:
  - hosts: [shop.example.com]
    secretName: shop_tls  # <- an underscore
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /cart
        pathType: Prefix
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


@rule(id="SVC196", name="invalid-reference", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_reference(each: Object, graph: Graph) -> Iterator[Finding]:
    """A field names something else by a name that it can never have.

    Nodes, Secrets and classes are named like DNS subdomains, Services like DNS labels, controllers of Ingresses by a domain
    and a path (`example.com/ingress`).
    """
    yield from violation_findings(each, graph, "invalid-reference")
    if isinstance(each, Ingress) and each.api_version == "networking.k8s.io/v1":
        for backend in each.backend_nodes:
            resource = mapping_at(backend, "resource")
            if resource is not None:
                yield from _of_resource(resource)


def _of_resource(resource: Mapping) -> Iterator[Finding]:
    """The same type of reference is looked at less closely in other kinds. An empty kind or name is a missing field."""
    for field in ("apiGroup", "kind", "name"):
        node = resource.get(field)
        text = node.string if isinstance(node, Scalar) else None
        if node is None or text is None:
            continue
        fault = dns_subdomain_fault(text) if field == "apiGroup" else path_segment_fault(text)
        if fault is not None:
            yield Finding(node, f'"{text}" cannot be the {field} of a resource: {fault}')
