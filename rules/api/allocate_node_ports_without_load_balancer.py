"""SVC145 allocate-node-ports-without-load-balancer."""

from svclint.api import SERVICE_TYPES, Finding, Graph, Iterator, Service, Severity, rule, scalar_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  allocateLoadBalancerNodePorts: false  # <- no load balancer
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
  allocateLoadBalancerNodePorts: false
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


@rule(id="SVC145", name="allocate-node-ports-without-load-balancer", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def allocate_node_ports_without_load_balancer(service: Service, _graph: Graph) -> Iterator[Finding]:
    """The choice allocateLoadBalancerNodePorts stands on a Service that is no load balancer.

    It says whether the load balancer gets node ports; on other types the API server refuses it.
    """
    node = scalar_at(service.spec, "allocateLoadBalancerNodePorts")
    if node is not None and isinstance(node.value, bool) and service.type != "LoadBalancer" and service.type in SERVICE_TYPES:
        yield Finding(at=node, message=f"allocateLoadBalancerNodePorts needs type LoadBalancer; this is type {service.type}")
