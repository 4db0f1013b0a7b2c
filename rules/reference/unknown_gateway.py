"""SVC710 unknown-gateway."""

from svclint.api import (
    Attachable,
    Contradicted,
    Finding,
    Fix,
    Graph,
    Iterator,
    ObjectReference,
    Scalar,
    Severity,
    Unverifiable,
    is_holder,
    parent_of,
    renamed,
    rewritten,
    rule,
    scalar_at,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, protocol: HTTP, port: 80}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: front-dor}]  # <- the Gateway is front-door
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

GOOD = BAD.replace("front-dor}]  # <- the Gateway is front-door", "front-door}]")

FIXED = BAD.replace("front-dor}", "front-door}")


@rule(id="SVC710", name="unknown-gateway", severity=Severity.ERROR, on=Attachable, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_gateway(child: Attachable, graph: Graph) -> Iterator[Finding]:
    """A route is for a Gateway that does not exist.

    The server accepts the route and no controller ever looks at it: its status stays empty, and clients get 404 from whatever
    else listens. A parent without a namespace is one of the route's own namespace, and one without a group is no Service, which
    is of the empty group. Sets of listeners have parents in the same way.
    """
    for parent in child.parents:
        if parent.name and is_holder(parent):
            yield from _of_holder(child, parent, graph)
        elif parent.kind == "Service" and not parent.is_service:
            message = f'{child.title} is for a Service of group {parent.group}; Services are of group ""'
            yield Finding(at=parent.node, message=message)


def _of_holder(child: Attachable, parent: ObjectReference, graph: Graph) -> Iterator[Finding]:
    namespace = parent.namespace or child.namespace
    what = f"{child.title} is for {parent.kind} {parent.name}"
    match parent_of(parent, child, graph):
        case Contradicted(near=near, hint=hint):
            yield Finding(
                at=_misspelt_namespace(parent, graph) or parent.place,
                message=f"{what}, which is not in namespace {namespace}" + (f"; {hint}" if hint else ""),
                related=near,
                fix=_fix(child, parent, graph),
                severity=None if near else Severity.WARNING,
            )
        case Unverifiable(because=doubt, near=near):
            yield Finding(at=parent.place, message=f"{what}, which is not in these files", related=near, doubt=doubt)


def _misspelt_namespace(parent: ObjectReference, graph: Graph) -> Scalar | None:
    meant = graph.named_objects.meant_namespace(parent.wanted)
    return scalar_at(parent.node, "namespace") if meant is not None else None


def _fix(child: Attachable, parent: ObjectReference, graph: Graph) -> Fix | None:
    """The right name, or the right namespace."""
    namespace, name = _misspelt_namespace(parent, graph), scalar_at(parent.node, "name")
    meant = graph.named_objects.meant_namespace(parent.wanted)
    if namespace is not None and meant is not None:
        return rewritten(namespace, meant)
    names = graph.named_objects.names(parent.group, parent.kind, parent.namespace or child.namespace)
    return renamed(name, names) if name is not None else None
