"""SVC503 overwritten-endpoints."""

from svclint.api import Endpoints, Finding, Graph, Iterator, Related, Severity, is_mirrored, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: billing}
spec:
  selector: {app: billing}
  ports: [{name: http, port: 8080}]
---
apiVersion: v1
kind: Endpoints
metadata: {name: billing}  # <- the Service has a selector
subsets:
- addresses: [{ip: 192.0.2.30}]
  ports: [{name: http, port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: billing}
spec:
  replicas: 2
  selector: {matchLabels: {app: billing}}
  template:
    metadata: {labels: {app: billing}}
    spec:
      containers:
      - name: billing
        image: billing
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: billing}
spec:
  ports: [{name: http, port: 8080}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: billing-1
  labels: {kubernetes.io/service-name: billing}
addressType: IPv4
endpoints: [{addresses: [192.0.2.30]}]
ports: [{name: http, port: 8080}]
"""


@rule(id="SVC503", name="overwritten-endpoints", severity=Severity.ERROR, on=Endpoints, bad=BAD, good=GOOD)
def overwritten_endpoints(endpoints: Endpoints, graph: Graph) -> Iterator[Finding]:
    """Endpoints are written by hand for a Service that has a selector.

    The endpoints controller owns the Endpoints of such a Service: at its next look the addresses are replaced by those of
    the selected pods. To send clients elsewhere, remove the selector.
    """
    services = graph.hand_written.services_named(endpoints.namespace, endpoints.name)
    if not (services and is_mirrored(endpoints)) or not all(each.selects_pods for each in services):
        return
    related = tuple(Related(each.selector_node or each.node, f"Service {each.name} has a selector") for each in services)
    together = any(each.document.source is endpoints.document.source for each in services)
    yield Finding(
        at=endpoints.name_place,
        message=f"Endpoints {endpoints.name} are overwritten: their Service has a selector, and its pods take their place",
        related=related,
        doubt=None if together else "they are in another file than the Service and may be for another step or environment",
    )
