"""SVC701 ingress-unknown-service."""

from svclint.api import Contradicted, Finding, Graph, Ingress, Iterator, Severity, Unverifiable, renamed, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: storefront}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront}
spec:
  replicas: 2
  selector: {matchLabels: {app: storefront}}
  template:
    metadata: {labels: {app: storefront}}
    spec:
      containers:
      - name: storefront
        image: storefront
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: store-frnt  # <- the Service is storefront
            port: {number: 80}
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: storefront}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront}
spec:
  replicas: 2
  selector: {matchLabels: {app: storefront}}
  template:
    metadata: {labels: {app: storefront}}
    spec:
      containers:
      - name: storefront
        image: storefront
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: storefront
            port: {number: 80}
"""

FIXED = BAD.replace("store-frnt  #", "storefront  #")


@rule(id="SVC701", name="ingress-unknown-service", severity=Severity.ERROR, on=Ingress, bad=BAD, good=GOOD, fixed=FIXED)
def ingress_unknown_service(ingress: Ingress, graph: Graph) -> Iterator[Finding]:
    """An Ingress sends requests to a Service that does not exist.

    The Ingress is accepted, and its controller answers 503, or leaves the path out. The Service must be in the namespace of the
    Ingress.
    """
    for backend in ingress.backends:
        name = backend.name.string if backend.name else None
        if backend.name is None or not name:
            continue
        match graph.service_named(ingress.namespace, name, ingress):
            case Contradicted(near=near, hint=hint):
                yield Finding(
                    at=backend.name,
                    message=f"{ingress.title} sends requests to Service {name}, which is not in namespace {ingress.namespace}"
                    + (f"; {hint}" if hint else ""),
                    related=near,
                    fix=renamed(backend.name, (each.name for each in graph.index.services.get(ingress.namespace, ()))),
                    severity=None if near else Severity.WARNING,
                )
            case Unverifiable(because=doubt, near=near):
                message = f"{ingress.title} sends requests to Service {name}, which is not in these files"
                yield Finding(at=backend.name, message=message, related=near, doubt=doubt)
            case _:
                continue
