"""SVC727 short-virtual-service-host."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Matched,
    Related,
    Scalar,
    Service,
    Severity,
    VirtualService,
    few,
    listed,
    rewritten,
    rule,
)

BAD = """
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: edge}
spec:
  hosts:
  - web  # <- the Service is in namespace shop
  http: [{route: [{destination: {host: web.shop.svc.cluster.local}}]}]
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

GOOD = BAD.replace("- web  # <- the Service is in namespace shop", "- web.shop.svc.cluster.local")

FIXED = BAD.replace("- web  #", "- web.shop.svc.cluster.local  #")


@rule(
    id="SVC727", name="short-virtual-service-host", severity=Severity.ERROR, on=VirtualService, bad=BAD, good=GOOD, fixed=FIXED
)
def short_virtual_service_host(virtual: VirtualService, graph: Graph) -> Iterator[Finding]:
    """A VirtualService is for the short name of a Service of another namespace.

    Istio puts the VirtualService's *own* namespace behind a name without a dot, whatever the namespace of the callers is. No
    Service has that name, so the routes are never used, and nobody says so.
    """
    for host in virtual.hosts if virtual.is_for_mesh else ():
        full = graph.mesh.full(host.text, virtual.namespace)
        elsewhere = [] if "." in host.text else graph.index.services_by_name.get(host.text, [])
        answer = graph.service_named(virtual.namespace, host.text, virtual) if elsewhere else None
        if answer is not None and not isinstance(answer, Matched) and not graph.mesh.is_declared(full):
            yield _finding(virtual, host, elsewhere, graph)


def _finding(virtual: VirtualService, host: Scalar, elsewhere: list[Service], graph: Graph) -> Finding:
    full = graph.mesh.full(host.text, virtual.namespace)
    there = [graph.mesh.full(host.text, each.namespace) for each in elsewhere]
    unwritten = [each for each in (virtual, *elsewhere) if each.written_namespace is None]
    doubt = (
        f"{unwritten[0].title} gives no namespace, so `kubectl -n` decides" if unwritten else graph.doubts.about_world(virtual)
    )
    return Finding(
        at=host,
        message=f"{virtual.title} is for {host.text}, here {full}, which is no Service; the Service is {listed(there)}",
        related=few([Related(each.name_place, f"{each.title} of namespace {each.namespace}") for each in elsewhere]),
        doubt=doubt,
        fix=rewritten(host, there[0]) if len(there) == 1 else None,
        severity=None if elsewhere[0].folder == virtual.folder else Severity.WARNING,
    )
