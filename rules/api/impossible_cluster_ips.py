"""SVC131 impossible-cluster-ips."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, family_of, item_text, parse_address, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: RequireDualStack
  clusterIP: 10.96.40.20
  clusterIPs: [10.96.40.20, 10.96.40.21]  # <- both IPv4
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: RequireDualStack
  clusterIP: 10.96.40.20
  clusterIPs: [10.96.40.20, "fd00:10:96::2820"]
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

MOST = 2


@rule(id="SVC131", name="impossible-cluster-ips", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def impossible_cluster_ips(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A list of cluster IPs cannot be had.

    A Service has one address of each family at most; `None` stands alone.
    """
    nodes = service.cluster_ip_nodes
    if len(nodes) < 2 or service.type == "ExternalName":  # noqa: PLR2004 - a single one is always possible
        return
    at = service.place("spec", "clusterIPs")
    texts = [item_text(node) or "" for node in nodes]
    addresses = [parse_address(text) for text in texts]
    families = {family_of(address) for address in addresses if address is not None}
    if texts[0] == "None":
        yield Finding(at=at, message="None must be the only value of clusterIPs")
    elif len(nodes) > MOST:
        yield Finding(at=at, message=f"clusterIPs has {len(nodes)} values, and there can be one IPv4 and one IPv6 address")
    elif len(families) == 1 and None not in addresses:
        message = f"clusterIPs has two {families.pop()} addresses, and there can be one of each family"
        yield Finding(at=at, message=message)
