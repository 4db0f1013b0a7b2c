"""SVC138 external-traffic-policy-not-external."""

from svclint.api import SERVICE_TYPES, Finding, Graph, Iterator, Service, Severity, rule, scalar_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  externalTrafficPolicy: Cluster  # <- nothing comes in
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  internalTrafficPolicy: Cluster
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


@rule(id="SVC138", name="external-traffic-policy-not-external", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def external_traffic_policy_not_external(service: Service, _graph: Graph) -> Iterator[Finding]:
    """An externalTrafficPolicy stands on a Service that nothing outside can reach.

    It is about node ports, load balancers and external IPs; a ClusterIP Service without external IPs has none of them.
    """
    node = scalar_at(service.spec, "externalTrafficPolicy")
    if node is None or not node.string or service.externally_accessible or service.type not in SERVICE_TYPES:
        return
    message = f"externalTrafficPolicy needs type NodePort or LoadBalancer, or externalIPs; this is type {service.type}"
    yield Finding(at=node, message=message)
