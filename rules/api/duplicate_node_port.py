"""SVC121 duplicate-node-port."""

from svclint.api import EXTERNAL_TYPES, Finding, Graph, Iterator, Related, Service, ServicePort, Severity, rule

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
  - name: http
    port: 80
    targetPort: http
    nodePort: 30080
  - name: http-alt
    port: 8080
    targetPort: http
    nodePort: 30080  # <- taken by http
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
  - name: http
    port: 80
    targetPort: http
    nodePort: 30080
  - name: http-alt
    port: 8080
    targetPort: http
    nodePort: 30081
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


@rule(id="SVC121", name="duplicate-node-port", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def duplicate_node_port(service: Service, _graph: Graph) -> Iterator[Finding]:
    """Two ports of one Service ask for one node port.

    A node port can serve one port of one Service. The one exception is the same port number for two protocols, as for DNS.
    """
    if len(service.ports) < 2 or service.type == "ClusterIP":  # noqa: PLR2004 - one port cannot clash
        return
    first: dict[int, list[ServicePort]] = {}
    for port in service.ports:
        if not port.node_port:
            continue
        others = first.setdefault(port.node_port, [])
        clash = next((each for each in others if _clash(each, port, service.type)), None)
        others.append(port)
        if clash:
            related = (Related(clash.place("nodePort"), f"taken by {clash.title}"),)
            yield Finding(at=port.place("nodePort"), message=f"nodePort {port.node_port} is taken already", related=related)


def _clash(one: ServicePort, other: ServicePort, service_type: str) -> bool:
    """The validator compares protocols; the allocator, for types that allocate, also refuses two numbers."""
    return one.protocol == other.protocol or (service_type in EXTERNAL_TYPES and one.port != other.port)
