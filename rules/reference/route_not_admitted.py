"""SVC713 route-not-admitted."""

from svclint.api import (
    Attachable,
    Attachment,
    Finding,
    Gateway,
    Graph,
    Iterator,
    Matched,
    Object,
    ObjectReference,
    Related,
    Route,
    Severity,
    admission,
    attachment,
    few,
    listed,
    parent_of,
    rule,
    string_at,
    whom_it_admits,
)

BAD = """
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {team: shop}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: edge}
spec:
  gatewayClassName: envoy
  listeners:
  - name: http
    protocol: HTTP
    port: 80
    allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {routes: public}}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs:
  - name: front-door  # <- it takes routes of namespaces with routes=public, and shop has team=shop
    namespace: edge
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

GOOD = BAD.replace("labels: {team: shop}", "labels: {routes: public}").replace(
    "  # <- it takes routes of namespaces with routes=public, and shop has team=shop", ""
)


@rule(id="SVC713", name="route-not-admitted", severity=Severity.ERROR, on=Attachable, bad=BAD, good=GOOD)
def route_not_admitted(child: Attachable, graph: Graph) -> Iterator[Finding]:
    """A Gateway does not take routes from the namespace of the route.

    A listener that says nothing takes routes of its own namespace only; `allowedRoutes.namespaces` may open it to all, or to
    namespaces whose *own* labels a selector takes. A route that is not let in has the status NotAllowedByListeners, and its
    clients get 404. Sets of listeners are let in by `allowedListeners`, and by nothing else.
    """
    for parent in child.parents:
        if isinstance(child, Route):
            found = attachment(child, parent, graph)
            if found is not None and found.refused == "namespace":
                yield _refused(child, parent, found, graph)
        else:
            yield from _of_set(child, parent, graph)


def _refused(route: Route, parent: ObjectReference, found: Attachment, graph: Graph) -> Finding:
    takes = listed(list(dict.fromkeys(whom_it_admits(each.admission) for each in found.listeners)))
    holder, namespaces = found.holders[0], _labelled(route, found, graph)
    text = f"{holder.title} of namespace {holder.namespace} takes routes of {takes}, and {route.title} is of {route.namespace}"
    listeners = [Related(each.admission or each.node, f"{each.title} says whose routes it takes") for each in found.listeners]
    labels = [Related(each.place("metadata", "labels"), f"the labels of {each.title}") for each in namespaces]
    return Finding(
        at=parent.place,
        message=text + "".join(f", which has {_pairs(each) or 'no labels'}" for each in namespaces[:1]),
        related=few([*listeners, *labels]),
        doubt=found.doubt or graph.doubts.about_fields(holder),
    )


def _of_set(child: Attachable, parent: ObjectReference, graph: Graph) -> Iterator[Finding]:
    """https://gateway-api.sigs.k8s.io/geps/gep-1713/: no set is let in by default."""
    answer = parent_of(parent, child, graph)
    gateways = [each for each in answer.found if isinstance(each, Gateway)] if isinstance(answer, Matched) else []
    answers = [(each, admission(each.listener_admission, child, each, graph, "None")) for each in gateways]
    if not answers or any(each.granted for _, each in answers):
        return
    gateway, refusal = answers[0]
    takes = whom_it_admits(gateway.listener_admission, "None")
    yield Finding(
        at=parent.place,
        message=f"{gateway.title} takes sets of listeners of {takes}, and {child.title} is of {child.namespace}",
        related=(Related(gateway.place("spec", "allowedListeners"), f"{gateway.title} says whose sets it takes"),),
        doubt=refusal.doubt or graph.doubts.about_fields(gateway),
    )


def _labelled(route: Route, found: Attachment, graph: Graph) -> tuple[Object, ...]:
    """The objects of the route's namespace, where its labels were asked for."""
    if all(string_at(each.admission, "from") != "Selector" for each in found.listeners):
        return ()
    return tuple(graph.index.by_name.get(("", "Namespace", "", route.namespace), ()))


def _pairs(namespace: Object) -> str:
    return ", ".join(f"{key}: {value}" for key, value in namespace.labels.items())
