"""SVC407 subdomain-without-service."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Scalar,
    Severity,
    StatefulSet,
    Unverifiable,
    Workload,
    publisher_named,
    renamed,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: cache-peers}
spec:
  clusterIP: None
  selector: {app: cache}
  ports: [{name: gossip, port: 7946}]
---
apiVersion: v1
kind: Pod
metadata: {name: cache-0, labels: {app: cache}}
spec:
  hostname: cache-0
  subdomain: cache-pears  # <- the Service is cache-peers
  containers:
  - name: cache
    image: cache
    ports: [{name: gossip, containerPort: 7946}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: cache-peers}
spec:
  clusterIP: None
  selector: {app: cache}
  ports: [{name: gossip, port: 7946}]
---
apiVersion: v1
kind: Pod
metadata: {name: cache-0, labels: {app: cache}}
spec:
  hostname: cache-0
  subdomain: cache-peers
  containers:
  - name: cache
    image: cache
    ports: [{name: gossip, containerPort: 7946}]
    readinessProbe: {tcpSocket: {port: gossip}}
"""

FIXED = BAD.replace("cache-pears  #", "cache-peers  #")


@rule(id="SVC407", name="subdomain-without-service", severity=Severity.ERROR, on=Workload, bad=BAD, good=GOOD, fixed=FIXED)
def subdomain_without_service(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """The subdomain of pods is no Service of their namespace.

    A pod is named in DNS as `hostname.subdomain` only where a Service of the subdomain's name selects it. The Service need
    not be headless, but it must be there; otherwise the name is NXDOMAIN and nothing says why.
    """
    template = workload.template
    if template is None or not template.subdomain or isinstance(workload, StatefulSet):
        return
    at = template.place("spec", "subdomain")
    name, namespace = template.subdomain, workload.namespace
    match publisher_named(graph, workload, name):
        case Contradicted(near=near, hint=hint):
            yield Finding(
                at=at,
                message=f"subdomain {name} of {workload.title} is no Service of namespace {namespace}"
                + (f"; {hint}" if hint else ""),
                related=near,
                fix=renamed(at, graph.index.service_slips(namespace, name)) if isinstance(at, Scalar) else None,
                severity=None if near else Severity.WARNING,
            )
        case Unverifiable(because=doubt, near=near):
            yield Finding(
                at=at, message=f"subdomain {name} of {workload.title} is no Service in these files", related=near, doubt=doubt
            )
        case _:
            return
