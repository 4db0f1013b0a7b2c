"""SVC714 route-kind-mismatch."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Related,
    Route,
    Severity,
    attachment,
    few,
    listed,
    rule,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners:
  - {name: http, protocol: HTTP, port: 80}
  - {name: sql, protocol: TCP, port: 5432}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - name: front-door
    sectionName: sql  # <- a listener for TCP takes TCPRoutes
  rules: [{backendRefs: [{name: web, port: 80}]}]
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

GOOD = BAD.replace("sql  # <- a listener for TCP takes TCPRoutes", "http")


@rule(id="SVC714", name="route-kind-mismatch", severity=Severity.ERROR, on=Route, bad=BAD, good=GOOD)
def route_kind_mismatch(route: Route, graph: Graph) -> Iterator[Finding]:
    """A listener does not take routes of this kind.

    Listeners for HTTP and HTTPS take HTTPRoutes and GRPCRoutes, those for TLS TLSRoutes and TCPRoutes, those for TCP and UDP
    the routes of these names; `allowedRoutes.kinds` may say less. The route is not attached (NotAllowedByListeners).
    """
    for parent in route.parents:
        found = attachment(route, parent, graph)
        if found is None or found.refused != "kind":
            continue
        holder = found.holders[0]
        titles = listed([each.title for each in found.listeners])
        fitting = [each for each in holder.listeners if each.takes_kind(route.group, route.kind)]
        hint = f"; {fitting[0].title} does" if fitting else ""
        yield Finding(
            at=parent.section or parent.port or parent.place,
            message=f"{titles} of {holder.title} takes no {route.kind}{hint}",
            related=few([Related(each.node, f"{each.title} of {holder.title}") for each in (*found.listeners, *fitting)]),
            doubt=graph.doubts.about_fields(holder),
        )
