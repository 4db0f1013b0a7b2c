"""SVC708 half-qualified-host."""

from svclint.api import Finding, Graph, Iterator, Reference, Related, Severity, rewritten, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: storefront, namespace: shop}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: storefront}}
  template:
    metadata: {labels: {app: storefront}}
    spec:
      containers:
      - name: storefront
        image: registry.example.com/storefront:3.2.0
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shop, namespace: front}
spec:
  hosts: [shop.example.com]
  http:
  - route:
    - destination:
        host: storefront.shop  # <- no name of a Service to Istio
        port: {number: 80}
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: storefront, namespace: shop}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: storefront}}
  template:
    metadata: {labels: {app: storefront}}
    spec:
      containers:
      - name: storefront
        image: registry.example.com/storefront:3.2.0
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: shop, namespace: front}
spec:
  hosts: [shop.example.com]
  http:
  - route:
    - destination:
        host: storefront.shop.svc.cluster.local
        port: {number: 80}
"""

FIXED = BAD.replace("host: storefront.shop  #", "host: storefront.shop.svc.cluster.local  #")


@rule(id="SVC708", name="half-qualified-host", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def half_qualified_host(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A host of Istio names a Service with its namespace, but not in full.

    Istio completes only names without a dot, from the namespace of the object that they stand in. `web.shop` is taken as it
    is, no Service has that name, and requests end with 503; a DestinationRule for it never applies. Write
    `web.shop.svc.cluster.local`.
    """
    for reference in graph.references.all:
        if reference.half_qualified:
            yield _half(reference, graph)


def _half(reference: Reference, graph: Graph) -> Finding:
    full = f"{reference.name}.{reference.namespace}.svc.{graph.settings.zone}"
    services = graph.index.services_named(reference.namespace, reference.name)
    return Finding(
        at=reference.name_node,
        message=f"{reference.words} {reference.name_node.text}, which Istio does not take for a Service; write {full}",
        related=tuple(Related(each.name_place, f"{each.title} of namespace {each.namespace}") for each in services),
        fix=rewritten(reference.name_node, full),
    )
