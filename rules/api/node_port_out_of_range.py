"""SVC120 node-port-out-of-range."""

from svclint.api import EXTERNAL_TYPES, INT32, Finding, Graph, Iterator, Service, Severity, rule, scalar_at, string_at

BAD = """
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
    nodePort: 8080  # <- below 30000
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


@rule(id="SVC120", name="node-port-out-of-range", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def node_port_out_of_range(service: Service, graph: Graph) -> Iterator[Finding]:
    """A node port lies outside the range of the cluster.

    The range is 30000 to 32767 unless the cluster was set up with another one (`--service-node-port-range`); tell svclint
    about it with `node-port-range` in its configuration. The health check port of a load balancer comes from the same
    range.
    """
    if service.type not in EXTERNAL_TYPES:
        return
    lowest, highest = graph.settings.node_port_range
    for port in service.ports:
        if port.node_port and not lowest <= port.node_port <= highest and port.node_port in INT32:
            message = f"nodePort {port.node_port} is outside the cluster's range {lowest} to {highest}"
            yield Finding(at=port.place("nodePort"), message=message)
    health = scalar_at(service.spec, "healthCheckNodePort")
    if health is None or service.type != "LoadBalancer" or string_at(service.spec, "externalTrafficPolicy") != "Local":
        return
    if health.integer and not lowest <= health.integer <= highest and health.integer in INT32:
        message = f"healthCheckNodePort {health.integer} is outside the cluster's range {lowest} to {highest}"
        yield Finding(at=health, message=message)
