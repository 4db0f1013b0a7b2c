"""SVC601 undeclared-load-balancer."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, chosen_on_purpose, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: reports}
spec:
  type: LoadBalancer  # <- was this meant to be public?
  selector: {app: reports}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: reports}
spec:
  replicas: 2
  selector: {matchLabels: {app: reports}}
  template:
    metadata: {labels: {app: reports}}
    spec:
      containers:
      - name: reports
        image: reports
        ports: [{name: sql, containerPort: 5432}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: reports
  annotations:
    svclint.dev/load-balancer: "partners fetch reports from outside, ticket OPS-12"
spec:
  type: LoadBalancer
  loadBalancerSourceRanges: [203.0.113.0/24]
  selector: {app: reports}
  ports: [{name: grpc, port: 9095}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: reports}
spec:
  replicas: 2
  selector: {matchLabels: {app: reports}}
  template:
    metadata: {labels: {app: reports}}
    spec:
      containers:
      - name: reports
        image: reports
        ports: [{name: grpc, containerPort: 9095}]
        readinessProbe: {grpc: {port: 9095}}
"""

_ANNOTATION = "svclint.dev/load-balancer"
_INSIDE = frozenset(
    {
        *(1433, 1521, 3306, 5432, 5984, 7474, 7687, 8529, 9042, 26257, 27017, 50000),  # databases
        *(6379, 11211, 9200, 9300),  # caches, search
        *(2181, 4222, 5672, 9092, 15672, 61616),  # queues
        *(2375, 2379, 2380, 8500, 10250, 10255),  # what steers a cluster
    }
)
"""Ports of what is hardly ever meant for everybody, by the defaults of the programs' own documentation."""


@rule(id="SVC601", name="undeclared-load-balancer", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def undeclared_load_balancer(service: Service, graph: Graph) -> Iterator[Finding]:
    """A load balancer that nobody declared as meant.

    By default a cloud gives `type: LoadBalancer` a public address, and a bill. A sign that it is meant keeps reviews short: the
    annotation `svclint.dev/load-balancer: "reason"`, an explicit internal or public scheme, a class, an address, or narrow
    source ranges. A database, a cache, a queue or what steers a cluster is a warning; any other port, as a front door has, is
    only info.
    """
    at = service.scalar("spec", "type")
    reason = service.annotations.get(_ANNOTATION, "").strip()
    if at is None or service.type != "LoadBalancer" or reason or chosen_on_purpose(service):
        return
    behind = graph.backends(service)
    inside = any(port.port in _INSIDE for port in service.ports)
    numbers = ", ".join(str(port.port) for port in service.ports)
    pods = f" of {behind[0].title}" if behind else ""
    yield Finding(
        at=at,
        message=f"{service.title} opens {numbers or 'no port'}{pods} to whoever reaches the balancer;"
        f' say why with {_ANNOTATION}: "reason", or narrow it',
        severity=None if inside else Severity.INFO,
    )
