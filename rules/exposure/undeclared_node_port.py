"""SVC605 undeclared-node-port."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: console}
spec:
  type: NodePort  # <- reachable on every node
  selector: {app: console}
  ports: [{name: http, port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: console}
spec:
  replicas: 2
  selector: {matchLabels: {app: console}}
  template:
    metadata: {labels: {app: console}}
    spec:
      containers:
      - name: console
        image: console
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: console
  annotations:
    svclint.dev/node-port: "the hardware balancer in front of the cluster needs fixed ports"
spec:
  type: NodePort
  selector: {app: console}
  ports: [{name: http, port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: console}
spec:
  replicas: 2
  selector: {matchLabels: {app: console}}
  template:
    metadata: {labels: {app: console}}
    spec:
      containers:
      - name: console
        image: console
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
"""

_ANNOTATION = "svclint.dev/node-port"


@rule(id="SVC605", name="undeclared-node-port", severity=Severity.INFO, on=Service, bad=BAD, good=GOOD)
def undeclared_node_port(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A node port that nobody declared as meant.

    A NodePort opens the Service on every node, past Ingress, TLS and access logs; it is made for demonstrations and for
    balancers in front of the cluster. The annotation `svclint.dev/node-port: "reason"` says that it is meant.
    """
    at = service.scalar("spec", "type")
    if at is not None and service.type == "NodePort" and not service.annotations.get(_ANNOTATION, "").strip():
        message = f'{service.title} is open on a port of every node; say why with {_ANNOTATION}: "reason"'
        yield Finding(at=at, message=message)
