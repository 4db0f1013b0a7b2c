"""SVC728 unknown-delegate."""

from svclint.api import (
    ISTIO_GROUP,
    Contradicted,
    Finding,
    Graph,
    Iterator,
    ObjectName,
    Severity,
    Unverifiable,
    VirtualService,
    renamed,
    rule,
    scalar_at,
    string_at,
)

BAD = """
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shop, namespace: shop}
spec:
  hosts: [shop.example.com]
  http:
  - match: [{uri: {prefix: /}}]
    delegate:
      name: wbe  # <- the VirtualService is web
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  http: [{route: [{destination: {host: web}}]}]
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

GOOD = BAD.replace("wbe  # <- the VirtualService is web", "web")

FIXED = BAD.replace("wbe  #", "web  #")


@rule(id="SVC728", name="unknown-delegate", severity=Severity.ERROR, on=VirtualService, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_delegate(virtual: VirtualService, graph: Graph) -> Iterator[Finding]:
    """A VirtualService leaves its routes to another one that does not exist.

    Istio drops the route, and requests for it get 404. A delegate without a namespace is one of its own namespace.
    """
    for delegate in virtual.delegates:
        at, written = scalar_at(delegate, "name"), string_at(delegate, "namespace")
        if at is None:
            continue
        namespace = written or virtual.namespace
        what = f"{virtual.title} leaves routes to VirtualService {at.text}"
        match graph.named_objects.find(ObjectName(ISTIO_GROUP, "VirtualService", written or None, at.text), virtual):
            case Contradicted(near=near, hint=hint):
                yield Finding(
                    at=at,
                    message=f"{what}, which is not in namespace {namespace}" + (f"; {hint}" if hint else ""),
                    related=near,
                    fix=renamed(at, graph.named_objects.names(ISTIO_GROUP, "VirtualService", namespace)),
                    severity=None if near else Severity.WARNING,
                )
            case Unverifiable(because=doubt, near=near):
                yield Finding(at=at, message=f"{what}, which is not in these files", related=near, doubt=doubt)
