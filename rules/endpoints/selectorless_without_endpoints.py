"""SVC501 selectorless-without-endpoints."""

from svclint.api import Finding, Graph, Iterator, Related, Service, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: warehouse}  # <- the slice belongs to warehouses
spec:
  ports: [{name: sql, port: 5432}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: warehouse-1
  labels: {kubernetes.io/service-name: warehouses}
addressType: IPv4
endpoints: [{addresses: [192.0.2.20]}]
ports: [{name: sql, port: 5432}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: warehouse}
spec:
  ports: [{name: sql, port: 5432}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: warehouse-1
  labels: {kubernetes.io/service-name: warehouse}
addressType: IPv4
endpoints: [{addresses: [192.0.2.20]}]
ports: [{name: sql, port: 5432}]
"""


@rule(
    id="SVC501",
    name="selectorless-without-endpoints",
    severity=Severity.WARNING,
    on=Service,
    bad=BAD,
    good=GOOD,
)
def selectorless_without_endpoints(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service has no selector, and nothing gives it endpoints.

    Without a selector, no controller looks for pods: until someone writes a slice for it, clients are refused. A slice
    or Endpoints with almost the same name is most likely the one that was meant.
    """
    written = graph.hand_written
    alternatives = written.services_named(service.namespace, service.name)
    external = (service.namespace, service.name) in graph.settings.external.services
    if external or not all(written.is_bare(each) for each in alternatives):
        return
    stray = written.nearest_stray(service)
    if stray:
        message = f"{service.title} has no selector and no endpoints; {stray.title} is near, but belongs to no Service"
        yield Finding(at=service.name_place, message=message, related=(Related(stray.name_place, f"{stray.title} is here"),))
        return
    yield Finding(
        at=service.name_place,
        message=f"{service.title} has no selector, and nothing in these files gives it endpoints",
        doubt=graph.doubts.about_fields(service) or "a controller or another file may give it endpoints",
    )
