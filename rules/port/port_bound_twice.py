"""SVC306 port-bound-twice."""

from svclint.api import Container, ContainerPort, Finding, Graph, Iterator, Related, Severity, Workload, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app: api}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api}
spec:
  selector: {matchLabels: {app: api}}
  template:
    metadata: {labels: {app: api}}
    spec:
      containers:
        - name: api
          image: api:1.4
          ports: [{name: http, containerPort: 8080}]
        - name: metrics
          image: exporter:2
          ports:
            - containerPort: 8080  # <- taken by container api
"""

GOOD = BAD.replace("8080  # <- taken by container api", "9100")


@rule(id="SVC306", name="port-bound-twice", severity=Severity.WARNING, on=Workload, bad=BAD, good=GOOD)
def port_bound_twice(workload: Workload, _: Graph) -> Iterator[Finding]:
    """Two containers of a pod declare the same port.

    The containers of a pod share one network: the second to start finds the port in use and restarts over and over, or
    clients reach the wrong one of the two. Init containers that end before the others start are no rivals.
    """
    template = workload.template
    first: dict[tuple[int, str], tuple[Container, ContainerPort]] = {}
    for container in (*template.containers, *template.sidecars) if template else ():
        for port in container.ports:
            if port.number is None:
                continue
            holder, before = first.setdefault((port.number, port.protocol), (container, port))
            if holder is not container:
                yield Finding(
                    at=port.node.get("containerPort") or port.node,
                    message=f"container {container.name} declares port {port.number}, which container {holder.name} of "
                    f"{workload.title} already has; only one of them can listen on it",
                    related=(Related(before.node.get("containerPort") or before.node, f"container {holder.name} has it"),),
                )
