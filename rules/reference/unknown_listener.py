"""SVC711 unknown-listener."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Likeness,
    Listener,
    ListenerHolder,
    ObjectReference,
    Related,
    Route,
    Scalar,
    Severity,
    attachment,
    few,
    likeness,
    listed,
    renamed,
    rule,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners: [{name: plain, protocol: HTTP, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - name: front-door
    sectionName: plian  # <- the listener is plain
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

GOOD = BAD.replace("plian  # <- the listener is plain", "plain")

FIXED = BAD.replace("plian  #", "plain  #")


@rule(id="SVC711", name="unknown-listener", severity=Severity.ERROR, on=Route, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_listener(route: Route, graph: Graph) -> Iterator[Finding]:
    """A route is for a listener that its Gateway does not have.

    `sectionName` is the *name* of a listener and `port` its number. With any other the route is not attached (its status says
    NoMatchingParent), and clients get 404.
    """
    for parent in route.parents:
        found = attachment(route, parent, graph)
        if found is not None and found.refused == "listener":
            yield _unknown(route, parent, (found.holders[0], found.listeners), graph)


def _unknown(
    route: Route, parent: ObjectReference, there: tuple[ListenerHolder, tuple[Listener, ...]], graph: Graph
) -> Finding:
    holder, listeners = there
    at, wanted = _wanted(parent, listeners)
    near = [each for each in listeners if likeness(at.text, each.name) is Likeness.SLIP]
    has = f"has {listed([each.title for each in listeners])}"
    return Finding(
        at=at,
        message=f"{route.title} is for {wanted} of {holder.title}, which {has}"
        + (f"; {near[0].name} may be meant" if near else ""),
        related=few([Related(each.node, f"{holder.title} has {each.title}") for each in near or listeners]),
        doubt=None if near else graph.doubts.about_fields(holder),
        fix=renamed(at, (each.name for each in listeners)) if at is parent.section else None,
        severity=None if near or holder.folder == route.folder else Severity.WARNING,
    )


def _wanted(parent: ObjectReference, listeners: tuple[Listener, ...]) -> tuple[Scalar, str]:
    """The name that no listener has, else the port."""
    asked = [(node, word) for node, word in ((parent.section, "listener"), (parent.port, "port")) if node is not None]
    unknown = asked[0][0].text not in {each.name for each in listeners}
    node, word = asked[0] if unknown else asked[-1]
    return node, f"{word} {node.text}"
