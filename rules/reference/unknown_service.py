"""SVC701 unknown-service."""

from svclint.api import Contradicted, Finding, Graph, Iterator, Reference, Severity, Unverifiable, refusal, renamed_in, rule

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


@rule(id="SVC701", name="unknown-service", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_service(graph: Graph, _: Graph) -> Iterator[Finding]:
    """An object names a Service that does not exist.

    The object is accepted all the same. A controller of Ingresses or a gateway then answers 503 or leaves the path out, a
    webhook fails, a rollout stops. Where no namespace can be given, the Service must be in that of the object.
    """
    for reference in graph.references.all:
        if reference.names_service and not reference.half_qualified:
            yield from _missing(reference, graph)


def _missing(reference: Reference, graph: Graph) -> Iterator[Finding]:
    name, namespace = reference.name, reference.namespace
    match graph.references.service_of(reference):
        case Contradicted(near=near, hint=hint):
            yield Finding(
                at=reference.name_node,
                message=f"{reference.words} Service {name}, which is not in namespace {namespace}"
                + (f"; {hint}" if hint else ""),
                related=(*near, *refusal(reference)),
                fix=renamed_in(reference, (each.name for each in graph.index.services.get(namespace, ()))),
                severity=None if near else Severity.WARNING,
            )
        case Unverifiable(because=doubt, near=near):
            message = f"{reference.words} Service {name}, which is not in these files"
            yield Finding(at=reference.name_node, message=message, related=near, doubt=doubt)
        case _:
            return
