"""SVC412 unknown-service-name."""

from svclint.api import (
    Contradicted,
    Finding,
    Fix,
    Graph,
    Iterator,
    Reading,
    Severity,
    Unverifiable,
    respelt,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: catalogue, namespace: shop}
spec:
  selector: {app: catalogue}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: catalogue, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: catalogue}}
  template:
    metadata: {labels: {app: catalogue}}
    spec:
      containers:
      - name: catalogue
        image: catalogue
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront, namespace: shop}
data:
  CATALOGUE_URL: http://catalog.shop.svc.cluster.local/items  # <- the Service is catalogue
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: catalogue, namespace: shop}
spec:
  selector: {app: catalogue}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: catalogue, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: catalogue}}
  template:
    metadata: {labels: {app: catalogue}}
    spec:
      containers:
      - name: catalogue
        image: catalogue
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront, namespace: shop}
data:
  CATALOGUE_URL: http://catalogue.shop.svc.cluster.local/items
"""

FIXED = BAD.replace("catalog.shop", "catalogue.shop")


@rule(id="SVC412", name="unknown-service-name", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_service_name(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A text names a Service that does not exist.

    The program starts, asks DNS for the name in its environment, its arguments or its configuration, and gets NXDOMAIN: the
    Service has another name, or is in another namespace.
    """
    for reading in graph.names.all:
        if reading.elsewhere:
            continue
        host, named = reading.host, f"Service {reading.service} of namespace {reading.namespace}"
        match reading.answer:
            case Contradicted(near=near, hint=hint, certain=certain):
                yield Finding(
                    at=host.at,
                    message=f"{host.title} names {named}, which does not exist" + (f"; {hint}" if hint else ""),
                    related=near,
                    fix=_fix(reading, graph),
                    severity=None if near and certain else Severity.WARNING,
                )
            case Unverifiable(because=doubt, near=near):
                message = f"{host.title} names {named}, which is not in these files"
                yield Finding(at=host.at, message=message, related=near, doubt=doubt)
            case _:
                continue


def _fix(reading: Reading, graph: Graph) -> Fix | None:
    """The one name, or else the one namespace, that differs by a slip; else the one namespace that has the Service."""
    labels, at = reading.host.labels, len(reading.prefix)
    alike = graph.index.service_slips(reading.namespace, reading.service)
    if alike:
        return respelt(reading.host, (*labels[:at], *alike, *labels[at + 1 :])) if len(alike) == 1 else None
    there = {each.namespace for each in graph.index.services_by_name.get(reading.service, ()) if each.written_namespace}
    return respelt(reading.host, (*labels[: at + 1], *there, *labels[at + 2 :])) if len(there) == 1 else None
