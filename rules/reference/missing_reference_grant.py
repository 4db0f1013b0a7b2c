"""SVC715 missing-reference-grant."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Matched,
    ObjectReference,
    Related,
    Route,
    Service,
    Severity,
    is_granted,
    nearest_grant,
    rule,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: edge}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, protocol: HTTP, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: edge}
spec:
  parentRefs: [{name: front-door}]
  rules:
  - backendRefs:
    - name: web
      namespace: shop  # <- the grant is from the other side
      port: 80
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: from-edge, namespace: edge}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge}]
  to: [{group: "", kind: Service}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
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
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("shop  # <- the grant is from the other side", "shop").replace(
    "{name: from-edge, namespace: edge}", "{name: from-edge, namespace: shop}"
)


@rule(id="SVC715", name="missing-reference-grant", severity=Severity.ERROR, on=Route, bad=BAD, good=GOOD)
def missing_reference_grant(route: Route, graph: Graph) -> Iterator[Finding]:
    """A route sends requests to a Service of another namespace that does not let it.

    A ReferenceGrant in the namespace of the *Service* must name the group, kind and namespace of the route. Without one the
    route has the status RefNotPermitted, and clients get 500. The routes of a mesh need none.
    """
    for backend in route.backends if route.is_for_gateways else ():
        foreign = backend.is_service and backend.namespace not in (None, route.namespace)
        if foreign and not is_granted(route, backend, graph):
            yield from _refused(route, backend, graph)


def _refused(route: Route, backend: ObjectReference, graph: Graph) -> Iterator[Finding]:
    namespace = backend.namespace or ""
    answer = graph.service_named(namespace, backend.name, route)
    found = answer.found if isinstance(answer, Matched) else ()
    near = nearest_grant(route, backend, graph)
    if namespace in graph.settings.external.namespaces or not (found or near):
        return
    explained = near is not None and near.explains
    text = f"no ReferenceGrant of namespace {namespace} lets {route.title} of {route.namespace} refer to Service {backend.name}"
    yield Finding(
        at=backend.place_of("namespace"),
        message=text + (f"; {near.related.message}" if near else ""),
        related=(*((near.related,) if near else ()), *(Related(each.name_place, each.title) for each in found)),
        doubt=None if explained else _doubt(route, found, graph),
    )


def _doubt(route: Route, found: tuple[Service, ...], graph: Graph) -> str | None:
    """What a namespace lets in is written by those who own it."""
    if not found:
        return "no Service of that name is among the files given"
    if route.written_namespace is None:
        return f"{route.title} gives no namespace, so `kubectl -n` decides"
    return graph.doubts.about_world(route)
