"""SVC123 headless-with-external-type."""

from svclint.api import EXTERNAL_TYPES, Finding, Graph, Iterator, Service, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: NodePort
  selector: {app: web}
  clusterIP: None  # <- nothing to forward to
  ports: [{port: 80, targetPort: http}]
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


@rule(id="SVC123", name="headless-with-external-type", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def headless_with_external_type(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A headless Service is of type NodePort or LoadBalancer.

    What comes in from outside is forwarded to the cluster IP, and `clusterIP: None` says that there is none.
    """
    if service.type in EXTERNAL_TYPES and service.cluster_ip == "None" and service.cluster_ip_nodes:
        message = f"clusterIP None makes the Service headless, which type {service.type} cannot be"
        yield Finding(at=service.cluster_ip_nodes[0], message=message, field="spec.clusterIPs[0]")
