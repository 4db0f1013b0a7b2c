"""SVC143 load-balancer-class-without-load-balancer."""

from svclint.api import SERVICE_TYPES, Finding, Graph, Iterator, Service, Severity, rule, scalar_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  loadBalancerClass: example.com/internal  # <- no load balancer
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
  loadBalancerClass: example.com/internal
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


@rule(id="SVC143", name="load-balancer-class-without-load-balancer", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def load_balancer_class_without_load_balancer(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A loadBalancerClass stands on a Service that is no load balancer.

    It chooses who builds the load balancer, and can only be set together with the type.
    """
    node = scalar_at(service.spec, "loadBalancerClass")
    if node is not None and service.type != "LoadBalancer" and service.type in SERVICE_TYPES:
        yield Finding(at=node, message=f"loadBalancerClass needs type LoadBalancer; this is type {service.type}")
