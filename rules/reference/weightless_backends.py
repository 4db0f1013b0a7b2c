"""SVC717 weightless-backends."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Node,
    Related,
    Route,
    Severity,
    few,
    integer_at,
    items_at,
    rule,
    scalar_at,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: front-door}]
  rules:
  - backendRefs:  # <- nobody gets anything
    - {name: web, port: 80, weight: 0}
    - {name: web, port: 81, weight: 0}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, protocol: HTTP, port: 80}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}, {name: admin, port: 81, targetPort: admin}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 8081}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("backendRefs:  # <- nobody gets anything", "backendRefs:").replace(
    "port: 80, weight: 0", "port: 80, weight: 1"
)


@rule(id="SVC717", name="weightless-backends", severity=Severity.WARNING, on=Route, bad=BAD, good=GOOD)
def weightless_backends(route: Route, graph: Graph) -> Iterator[Finding]:  # noqa: ARG001 - the signature of every rule
    """All backends of a route's rule have the weight 0.

    The weights are shares: with nothing to share the Gateway answers 500 to every request that the rule takes.
    """
    for each in route.rules:
        backends = items_at(each, "backendRefs")
        if backends and all(integer_at(backend, "weight") == 0 for backend in backends):
            yield Finding(
                at=each.key("backendRefs") or each,
                message=f"all backends of a rule of {route.title} have the weight 0, and requests get 500; one needs a weight",
                related=few([_related(backend) for backend in backends]),
            )


def _related(backend: Node) -> Related:
    return Related(scalar_at(backend, "weight") or backend, "the weight is 0")
