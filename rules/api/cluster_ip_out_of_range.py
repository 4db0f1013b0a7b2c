"""SVC129 cluster-ip-out-of-range."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, in_ranges, item_text, parse_address, rule, unroutable_fault

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: 127.0.0.1  # <- loopback
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
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


@rule(id="SVC129", name="cluster-ip-out-of-range", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def cluster_ip_out_of_range(service: Service, graph: Graph) -> Iterator[Finding]:
    """A cluster IP cannot lie in the cluster's range.

    Cluster IPs come from the ranges that the cluster was set up with (`--service-cluster-ip-range`, ServiceCIDR objects),
    and the API server refuses others. Without `service-ranges` in the configuration only addresses are reported that no
    range can hold.
    """
    if service.type == "ExternalName":
        return
    ranges = graph.settings.service_ranges
    for node in service.cluster_ip_nodes:
        address = parse_address(item_text(node) or "")
        if address is None:
            continue
        fault = unroutable_fault(address)
        if fault is None and ranges and not in_ranges(address, ranges):
            fault = f"the cluster's range is {' and '.join(ranges)}"
        if fault is not None:
            yield Finding(at=node, message=f"{address} cannot be a cluster IP: {fault}", field="spec.clusterIPs")
