"""SVC144 invalid-load-balancer-class."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, qualified_name_fault, rule, scalar_at

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {svclint.dev/load-balancer: the public entrance of the shop}
spec:
  type: LoadBalancer
  selector: {app: web}
  loadBalancerClass: internal vip  # <- a space
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
  loadBalancerClass: example.com/internal-vip
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


@rule(id="SVC144", name="invalid-load-balancer-class", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def invalid_load_balancer_class(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A loadBalancerClass is no qualified name.

    It is a name such as `internal`, or one with a domain and a slash before it: `service.k8s.aws/nlb`.
    """
    node = scalar_at(service.spec, "loadBalancerClass")
    if node is None or service.type != "LoadBalancer":
        return
    fault = None if node.string is None else qualified_name_fault(node.string)
    if fault is not None:
        yield Finding(at=node, message=f'"{node.text}" cannot be a loadBalancerClass: {fault}')
