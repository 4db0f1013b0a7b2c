"""SVC418 short-name-across-namespaces."""

from svclint.api import Contradicted, Finding, Fix, Graph, Iterator, Reading, Severity, Unverifiable, respelt, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: catalogue, namespace: shop}
spec:
  selector: {app: catalogue}
  ports: [{name: http, port: 8080}]
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
kind: Service
metadata: {name: reports, namespace: office}
spec:
  selector: {app: reports}
  ports: [{name: http, port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: reports, namespace: office}
spec:
  replicas: 2
  selector: {matchLabels: {app: reports}}
  template:
    metadata: {labels: {app: reports}}
    spec:
      containers:
      - name: reports
        image: reports
        env:
        - name: CATALOGUE_URL
          value: http://catalogue:8080/items  # <- catalogue is in namespace shop
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: catalogue, namespace: shop}
spec:
  selector: {app: catalogue}
  ports: [{name: http, port: 8080}]
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
kind: Service
metadata: {name: reports, namespace: office}
spec:
  selector: {app: reports}
  ports: [{name: http, port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: reports, namespace: office}
spec:
  replicas: 2
  selector: {matchLabels: {app: reports}}
  template:
    metadata: {labels: {app: reports}}
    spec:
      containers:
      - name: reports
        image: reports
        env:
        - name: CATALOGUE_URL
          value: http://catalogue.shop:8080/items
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
"""

FIXED = BAD.replace("http://catalogue:", "http://catalogue.shop:")


@rule(id="SVC418", name="short-name-across-namespaces", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def short_name_across_namespaces(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A text names a Service by its short name, and the Service is in another namespace.

    The resolver of a pod looks up a short name in the pod's own namespace: from anywhere else it takes `name.namespace`.
    """
    for reading in graph.names.all:
        if not reading.elsewhere:
            continue
        host, right = reading.host, reading.elsewhere[0]
        message = f"{host.title} is looked up in namespace {host.namespace}, which has no Service {reading.service}"
        match reading.answer:
            case Contradicted(near=near, certain=certain):
                yield Finding(
                    at=host.at,
                    message=f"{message}; the one of namespace {right.namespace} is {right.name}.{right.namespace} from there",
                    related=near,
                    fix=_fix(reading),
                    severity=None if certain else Severity.WARNING,
                )
            case Unverifiable(because=doubt, near=near):
                yield Finding(at=host.at, message=f"{message} in these files", related=near, doubt=doubt)
            case _:
                continue


def _fix(reading: Reading) -> Fix | None:
    namespaces = {each.namespace for each in reading.elsewhere}
    return respelt(reading.host, (reading.service, *namespaces)) if len(namespaces) == 1 else None
