"""SVC171 reserved-load-balancer-port."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {svclint.dev/load-balancer: the public entrance of the shop}
spec:
  type: LoadBalancer
  selector: {app: web}
  ports:
  - port: 10250  # <- before 1.33
    targetPort: http
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
  ports:
  - port: 443
    targetPort: http
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

KUBELET = 10250
ALLOWED = (1, 33)


@rule(id="SVC171", name="reserved-load-balancer-port", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def reserved_load_balancer_port(service: Service, graph: Graph) -> Iterator[Finding]:
    """A load balancer uses the port of the kubelet.

    Up to Kubernetes 1.32 the API server refuses port 10250 on a Service of type LoadBalancer; for newer versions this is
    only a note for those who install on both.
    """
    if service.type != "LoadBalancer":
        return
    severity = Severity.ERROR if graph.settings.kubernetes_version < ALLOWED else Severity.INFO
    for port in service.ports:
        if port.port == KUBELET:
            message = f"port {KUBELET} is the kubelet's; Kubernetes takes it on a LoadBalancer from 1.33 on"
            yield Finding(at=port.node, message=message, severity=severity)
