"""SVC141 source-ranges-without-load-balancer."""

from svclint.api import SERVICE_TYPES, Finding, Graph, Iterator, Service, Severity, items_at, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  loadBalancerSourceRanges: [203.0.113.0/24]  # <- no load balancer
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
  loadBalancerSourceRanges: [203.0.113.0/24]
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

SOURCE_RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


@rule(id="SVC141", name="source-ranges-without-load-balancer", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def source_ranges_without_load_balancer(service: Service, _graph: Graph) -> Iterator[Finding]:
    """Source ranges stand on a Service that is no load balancer.

    They limit who may use a load balancer. Elsewhere nothing enforces them, so the API server refuses both the field and
    the annotation; a NetworkPolicy can limit who reaches the pods.
    """
    if service.type == "LoadBalancer" or service.type not in SERVICE_TYPES:
        return
    if items_at(service.spec, "loadBalancerSourceRanges"):
        at = service.place("spec", "loadBalancerSourceRanges")
        yield Finding(at=at, message=f"loadBalancerSourceRanges need type LoadBalancer; this is type {service.type}")
    elif SOURCE_RANGES in service.annotations:
        at = service.place("metadata", "annotations", SOURCE_RANGES)
        yield Finding(
            at=at, message=f"the source ranges of this annotation need type LoadBalancer; this is type {service.type}"
        )
