"""SVC701 unknown-service."""

from svclint.api import (
    Contradicted,
    Finding,
    Fix,
    Graph,
    Iterator,
    Reference,
    Severity,
    Unverifiable,
    refusal,
    renamed_in,
    rewritten,
    rule,
)

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
        case Contradicted(hint=hint) as answer:
            message = f"{reference.words} Service {name}, which is not in namespace {namespace}"
            yield Finding(
                at=answer.slip.at if answer.slip else reference.name_node,
                message=f"{message}; {hint}" if hint else message,
                related=(*answer.near, *refusal(reference)),
                fix=_fix(reference, answer, graph),
                severity=None if answer.near else Severity.WARNING,
            )
        case Unverifiable(because=doubt, near=near):
            message = f"{reference.words} Service {name}, which is not in these files"
            yield Finding(at=reference.name_node, message=message, related=near, doubt=doubt)
        case _:
            return


def _fix(reference: Reference, answer: Contradicted, graph: Graph) -> Fix | None:
    """The namespace, where that is misspelt, else the name."""
    if answer.slip:
        return rewritten(answer.slip.at, answer.slip.expected)
    return renamed_in(reference, graph.references.slips(reference))
