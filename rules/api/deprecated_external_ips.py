"""SVC175 deprecated-external-ips."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, items_at, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  externalIPs: [203.0.113.7]  # <- deprecated in 1.36
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

DEPRECATED = (1, 36)


@rule(id="SVC175", name="deprecated-external-ips", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def deprecated_external_ips(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service has external IPs, which Kubernetes is giving up.

    From 1.36 on the API server warns that the field is deprecated and that clusters may stop to implement it (KEP-5707).
    Where a Service ignores the field anyway, it does not say so.
    """
    if graph.settings.kubernetes_version < DEPRECATED or service.headless or service.type == "ExternalName":
        return
    if items_at(service.spec, "externalIPs"):
        at = service.place("spec", "externalIPs")
        yield Finding(
            at=at, message="externalIPs are deprecated and clusters may stop to implement them; use type LoadBalancer"
        )
