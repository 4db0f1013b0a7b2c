"""SVC408 subdomain-service-selects-other-pods."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Matched,
    Severity,
    StatefulSet,
    Unverifiable,
    Workload,
    publisher_among,
    publisher_named,
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
  subdomain: cache-peers
  containers:
  - name: cache
    image: cache
    ports: [{name: gossip, containerPort: 7946}]
---
apiVersion: v1
kind: Pod
metadata: {name: probe-0, labels: {app: probe}}
spec:
  hostname: probe-0
  subdomain: cache-peers  # <- the Service selects app: cache
  containers:
  - name: probe
    image: probe
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


@rule(
    id="SVC408",
    name="subdomain-service-selects-other-pods",
    severity=Severity.ERROR,
    on=Workload,
    bad=BAD,
    good=GOOD,
)
def subdomain_service_selects_other_pods(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """The Service that a pod's subdomain names does not select the pod.

    DNS names come from endpoints: a pod that is not behind the Service gets no name below it, and no other Service publishes
    its hostname either.
    """
    template = workload.template
    if template is None or not (template.hostname and template.subdomain) or isinstance(workload, StatefulSet):
        return
    named = publisher_named(graph, workload, template.subdomain)
    at = template.place("spec", "subdomain")
    message = f"Service {template.subdomain} does not select the pods of {workload.title}, which get no name below it"
    found = named.found if isinstance(named, Matched) else ()
    match publisher_among(graph, found, workload):
        case Contradicted(near=near, hint=hint):
            severity = None if any(each.folder == workload.folder for each in found) else Severity.WARNING
            yield Finding(at=at, message=f"{message}; {hint}", related=near, severity=severity)
        case Unverifiable(because=doubt, near=near):
            yield Finding(at=at, message=message, related=near, doubt=doubt)
        case _:
            return
