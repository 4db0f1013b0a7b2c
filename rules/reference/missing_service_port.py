"""SVC704 missing-service-port."""

from svclint.api import (
    Absent,
    Finding,
    Fix,
    Graph,
    Iterator,
    Mapping,
    Matched,
    Reference,
    Related,
    Severity,
    inserted,
    listed,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: storefront}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront}
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
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  hostnames: [shop.example.com]
  rules:
  - backendRefs:
    - name: storefront  # <- which of its ports?
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: storefront}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront}
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
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: shop}
spec:
  hostnames: [shop.example.com]
  rules:
  - backendRefs:
    - name: storefront
      port: 80
"""

FIXED = BAD.replace("    - name: storefront  # <-", "    - port: 80\n      name: storefront  # <-")


@rule(id="SVC704", name="missing-service-port", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def missing_service_port(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A reference to a Service does not say which of its ports is meant, and must.

    Also a Service with a single port has no default. The definitions of newer custom resources refuse such an object; where it
    is accepted, the controller leaves the backend out, and clients see 500 or 503.
    """
    for reference in graph.references.all:
        if reference.row.port_required and not reference.ports and isinstance(reference.at, Mapping):
            yield _missing(reference, reference.at, graph)


def _missing(reference: Reference, at: Mapping, graph: Graph) -> Finding:
    field = reference.row.port[0].text
    answer = graph.references.service_of(reference)
    ports = [port for service in answer.found for port in service.ports] if isinstance(answer, Matched) else []
    there = f"; it has {listed([port.title for port in ports])}" if ports else ""
    edit = inserted(at, field, ports[0].port) if len(ports) == 1 and ports[0].port is not None else None
    return Finding(
        at=Absent(at, field),
        message=f"{reference.words} Service {reference.name} and gives no {field}{there}",
        related=tuple(Related(port.place("port"), f"Service {reference.name} has {port.title}") for port in ports),
        doubt=graph.doubts.about_fields(reference.object),
        fix=Fix(f"write {field}: {ports[0].port}", (edit,)) if edit else None,
    )
