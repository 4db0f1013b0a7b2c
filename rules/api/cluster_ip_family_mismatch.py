"""SVC136 cluster-ip-family-mismatch."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Related,
    Service,
    Severity,
    family_of,
    item_text,
    items_at,
    parse_address,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilies: [IPv6]
  clusterIP: 10.96.40.20  # <- IPv4
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilies: [IPv4]
  clusterIP: 10.96.40.20
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

FAMILIES = frozenset(["IPv4", "IPv6"])


@rule(id="SVC136", name="cluster-ip-family-mismatch", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def cluster_ip_family_mismatch(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A cluster IP is of another family than ipFamilies says.

    `clusterIPs` and `ipFamilies` go in step: the first address is of the first family.
    """
    if service.headless or service.type == "ExternalName":
        return
    pairs = zip(service.cluster_ip_nodes, items_at(service.spec, "ipFamilies"), strict=False)
    for index, (node, wanted) in enumerate(pairs):
        family, address = item_text(wanted), parse_address(item_text(node) or "")
        if address is None or family not in FAMILIES or family_of(address) == family:
            continue
        message = f"{address} is an {family_of(address)} address and ipFamilies[{index}] says {family}"
        related = (Related(wanted, f"{family} is here"),)
        yield Finding(at=node, message=message, related=related, field=f"spec.clusterIPs[{index}]")
