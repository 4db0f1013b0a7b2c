"""SVC405 headless-pod-without-hostname."""

from svclint.api import Finding, Graph, Iterator, Job, Pod, Related, Service, Severity, StatefulSet, Workload, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: peers}
spec:
  clusterIP: None
  selector: {app: quorum}
  ports: [{name: raft, port: 8300}]
---
apiVersion: v1
kind: Pod
metadata: {name: quorum-0, labels: {app: quorum}}
spec:
  subdomain: peers  # <- without a hostname, quorum-0.peers does not exist
  containers:
  - name: quorum
    image: quorum
    ports: [{name: raft, containerPort: 8300}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: peers}
spec:
  clusterIP: None
  selector: {app: quorum}
  ports: [{name: raft, port: 8300}]
---
apiVersion: v1
kind: Pod
metadata: {name: quorum-0, labels: {app: quorum}}
spec:
  hostname: quorum-0
  subdomain: peers
  containers:
  - name: quorum
    image: quorum
    ports: [{name: raft, containerPort: 8300}]
    readinessProbe: {tcpSocket: {port: raft}}
"""


@rule(id="SVC405", name="headless-pod-without-hostname", severity=Severity.WARNING, on=Workload, bad=BAD, good=GOOD)
def headless_pod_without_hostname(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """Pods are behind a Service that could give them names of their own, and lack the hostname for it.

    The name of a Pod is not its hostname in DNS: without `spec.hostname`, `pod.service` does not resolve, whatever `subdomain`
    says. For a bare Pod behind a headless Service that has peers, both are worth setting.
    """
    template = workload.template
    if template is None or template.hostname or _is_named_by_its_controller(workload):
        return
    services = graph.services_selecting(workload)
    below = next((each for each in services if each.name == template.subdomain), None) if template.subdomain else None
    if below:
        message = f"subdomain {below.name} gives the pods of {workload.title} no names as long as hostname is not set"
        yield Finding(at=template.place("spec", "subdomain"), message=message, related=(_selects(below),))
    elif isinstance(workload, Pod) and not template.subdomain:
        peers = next((each for each in services if each.headless and _has_peers(each, graph)), None)
        if peers:
            message = (
                f"{workload.title} has no name below headless Service {peers.name}: set hostname, and subdomain: {peers.name}"
            )
            yield Finding(at=template.place("spec", "hostname"), message=message, related=(_selects(peers),))


def _is_named_by_its_controller(workload: Workload) -> bool:
    return isinstance(workload, StatefulSet) or (isinstance(workload, Job) and workload.indexed)


def _has_peers(service: Service, graph: Graph) -> bool:
    return sum(isinstance(each, Pod) for each in graph.backends(service)) > 1


def _selects(service: Service) -> Related:
    return Related(service.name_place, f"{service.title} selects it")
