"""SVC140 health-check-node-port-misused."""

from svclint.api import SERVICE_TYPES, Finding, Graph, Iterator, Service, Severity, rule, scalar_at, string_at

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {svclint.dev/load-balancer: the public entrance of the shop}
spec:
  type: LoadBalancer
  selector: {app: web}
  healthCheckNodePort: 30081  # <- the policy is Cluster
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {svclint.dev/load-balancer: the public entrance of the shop}
spec:
  type: LoadBalancer
  selector: {app: web}
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


@rule(id="SVC140", name="health-check-node-port-misused", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def health_check_node_port_misused(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A healthCheckNodePort stands where none is served.

    It exists for load balancers that must find the nodes with local pods: type LoadBalancer and `externalTrafficPolicy:
    Local`.
    """
    node = scalar_at(service.spec, "healthCheckNodePort")
    if node is None or not node.integer or service.type not in SERVICE_TYPES:
        return
    policy = string_at(service.spec, "externalTrafficPolicy") or "Cluster"
    if service.type != "LoadBalancer" or policy != "Local":
        here = f"type {service.type}" if service.type != "LoadBalancer" else f"externalTrafficPolicy {policy}"
        message = f"healthCheckNodePort {node.integer} needs type LoadBalancer and externalTrafficPolicy Local; this is {here}"
        yield Finding(at=node, message=message)
