"""SVC506 slice-beside-selector."""

from svclint.api import EndpointSlice, Finding, Graph, Iterator, Related, Severity, is_controllers_own, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: billing}
spec:
  selector: {app: billing}
  ports: [{name: http, port: 8080}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: billing-old
  labels:
    kubernetes.io/service-name: billing  # <- its address answers beside the pods
addressType: IPv4
endpoints: [{addresses: [192.0.2.30]}]
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
  name: billing-old
  labels:
    kubernetes.io/service-name: billing
addressType: IPv4
endpoints: [{addresses: [192.0.2.30]}]
ports: [{name: http, port: 8080}]
"""


@rule(id="SVC506", name="slice-beside-selector", severity=Severity.WARNING, on=EndpointSlice, bad=BAD, good=GOOD)
def slice_beside_selector(endpoint_slice: EndpointSlice, graph: Graph) -> Iterator[Finding]:
    """An EndpointSlice is written by hand for a Service that has a selector.

    Its addresses are merged with those of the pods: a part of all connections goes to them, and they stay when the pods go.
    A slice that carries the mark of the endpoint slice controller, or of the mirroring one, is deleted by it.
    """
    services = graph.hand_written.services_named(endpoint_slice.namespace, endpoint_slice.service_name)
    if not services or not all(each.selects_pods for each in services):
        return
    name = endpoint_slice.service_name
    text = f"Service {name} has a selector, so {endpoint_slice.title}"
    fate = (
        "is deleted by the controller whose mark it carries"
        if is_controllers_own(endpoint_slice)
        else "adds its addresses to the pods"
    )
    yield Finding(
        at=endpoint_slice.place("metadata", "labels", "kubernetes.io/service-name"),
        message=f"{text} {fate}",
        related=tuple(Related(each.selector_node or each.node, f"Service {name} has a selector") for each in services),
    )
