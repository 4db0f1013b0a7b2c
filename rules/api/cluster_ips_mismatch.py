"""SVC130 cluster-ips-mismatch."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Related,
    Scalar,
    Service,
    Severity,
    is_blank,
    item_text,
    items_at,
    node_at,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: 10.96.40.20
  clusterIPs: [10.96.40.21]  # <- another address
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: 10.96.40.20
  clusterIPs: [10.96.40.20]
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
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
        readinessProbe: {httpGet: {path: /healthz, port: http}}
"""


@rule(id="SVC130", name="cluster-ips-mismatch", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def cluster_ips_mismatch(service: Service, _graph: Graph) -> Iterator[Finding]:
    """The fields clusterIP and clusterIPs disagree.

    The first of `clusterIPs` must be `clusterIP`, and the list cannot be given alone. Either is enough: with `clusterIP`
    the server fills in the list.
    """
    items = items_at(service.spec, "clusterIPs")
    if not items or service.type == "ExternalName":
        return
    first, single = item_text(items[0]), node_at(service.spec, "clusterIP")
    at = service.place("spec", "clusterIPs")
    if is_blank(single):
        yield Finding(at=at, message=f'clusterIPs needs clusterIP beside it, with its first value "{first}"')
    elif isinstance(single, Scalar) and first is not None and single.string not in {None, first}:
        message = f'the first of clusterIPs is "{first}" and clusterIP is "{single.text}"; they must be the same'
        yield Finding(at=at, message=message, related=(Related(single, "clusterIP is here"),))
