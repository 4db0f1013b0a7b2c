"""SVC119 node-port-on-cluster-ip."""

from svclint.api import Finding, Graph, Iterator, Related, Service, Severity, rule, scalar_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - port: 80
    targetPort: http
    nodePort: 30080  # <- needs type NodePort
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations: {svclint.dev/node-port: demonstration cluster without a load balancer}
spec:
  type: NodePort
  selector: {app: web}
  ports:
  - port: 80
    targetPort: http
    nodePort: 30080
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


@rule(id="SVC119", name="node-port-on-cluster-ip", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def node_port_on_cluster_ip(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A ClusterIP Service fixes a node port.

    Node ports belong to the types NodePort and LoadBalancer. The type is ClusterIP also where none is given.
    """
    if service.type != "ClusterIP":
        return
    written = scalar_at(service.spec, "type")
    kind = "ClusterIP Service" if written else "Service without type (ClusterIP)"
    related = (Related(written, "the type"),) if written else ()
    for port in service.ports:
        if port.node_port:
            message = f"nodePort {port.node_port} on a {kind}; node ports need type NodePort or LoadBalancer"
            yield Finding(at=port.place("nodePort"), message=message, related=related)
