"""SVC128 invalid-cluster-ip."""

from svclint.api import STRICT_ADDRESSES, Edit, Finding, Fix, Graph, Iterator, Service, Severity, address_fault, item_text, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: none  # <- a capital N is missing
  ports: [{port: 8080, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: None
  ports: [{port: 8080, targetPort: http}]
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

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  clusterIP: None  # <- a capital N is missing
  ports: [{port: 8080, targetPort: http}]
"""


@rule(id="SVC128", name="invalid-cluster-ip", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def invalid_cluster_ip(service: Service, graph: Graph) -> Iterator[Finding]:
    """A cluster IP is no IP address.

    It is an address, or exactly `None` for a headless Service. From Kubernetes 1.36 on, leading zeros and IPv4 addresses
    mapped into IPv6 are refused, because programs disagree on what they mean (KEP-4858).
    """
    if service.type == "ExternalName":
        return
    strict = graph.settings.kubernetes_version >= STRICT_ADDRESSES
    for index, node in enumerate(service.cluster_ip_nodes):
        text = item_text(node)
        if text is None or (text == "None" and index == 0):
            continue
        fault = address_fault(text, strict=strict)
        if fault is None:
            continue
        fix = None
        if text.lower() == "none" and len(service.cluster_ip_nodes) == 1:
            fault, fix = (
                'a headless Service says "None", with a capital N',
                Fix("write None", (Edit.of(node, "None"),), safe=True),
            )
        yield Finding(at=node, message=f'cluster IP "{text}" is not valid: {fault}', fix=fix, field=f"spec.clusterIPs[{index}]")
