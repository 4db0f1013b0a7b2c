"""SVC178 impossible-host-port."""

from svclint.api import (
    Absent,
    Container,
    ContainerPort,
    Finding,
    Graph,
    Iterator,
    Mapping,
    Node,
    Object,
    Pod,
    PodTemplate,
    Related,
    Severity,
    is_blank,
    items_at,
    rule,
    stored_pod,
    string_at,
)

BAD = """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: collector}
spec:
  selector: {matchLabels: {app: collector}}
  template:
    metadata: {labels: {app: collector}}
    spec:
      containers:
      - name: collector
        image: registry.example.com/collector:3.0.0
        ports:
        - {name: syslog, containerPort: 1514, hostPort: 514}
        - {name: relp, containerPort: 2514, hostPort: 514}  # <- taken by syslog
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: probe}
spec:
  selector: {matchLabels: {app: probe}}
  template:
    metadata: {labels: {app: probe}}
    spec:
      hostNetwork: true
      containers:
      - name: probe
        image: registry.example.com/probe:1.2.0
        ports: [{name: http, containerPort: 9100, hostPort: 80}]  # <- with hostNetwork nothing is translated
"""

GOOD = BAD.replace("containerPort: 2514, hostPort: 514", "containerPort: 2514, hostPort: 2514").replace(
    "hostPort: 80}", "hostPort: 9100}"
)


@rule(id="SVC178", name="impossible-host-port", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def impossible_host_port(each: Object, _graph: Graph) -> Iterator[Finding]:
    """A pod asks for a port of its node that it cannot have.

    Two of its ports cannot take the same one (by protocol and hostIP), and with `hostNetwork` a container listens on the node
    itself, so that hostPort can only be the containerPort. In a Pod it is that when it is left out, too. The API server
    also warns of a hostIP without hostPort, which does nothing.
    """
    pod = stored_pod(each)
    if pod is None:
        return
    defaulted = pod.host_network and isinstance(each, Pod)
    yield from _conflicts(pod.containers, defaulted=defaulted)
    for item in items_at(pod.spec, "initContainers"):
        if isinstance(item, Mapping):
            yield from _conflicts((Container(item),), defaulted=defaulted)
    if pod.host_network:
        yield from _mismatches(pod)
    if not defaulted:
        yield from _inert(pod)


def _conflicts(containers: tuple[Container, ...], *, defaulted: bool) -> Iterator[Finding]:
    """Init containers run one after the other, so that each is looked at alone."""
    first: dict[tuple[str, str, int], ContainerPort] = {}
    for port in (port for container in containers for port in container.ports):
        number = port.host_port or (port.number if defaulted else None)
        if not number:
            continue
        earlier = first.setdefault((port.protocol, string_at(port.node, "hostIP") or "", number), port)
        if earlier is not port:
            related = (Related(earlier.node.get("hostPort") or earlier.node, "the port that takes it"),)
            message = f"another port of this pod takes {port.protocol} port {number} of the node"
            yield Finding(at=_place(port), message=message, related=related)


def _mismatches(pod: PodTemplate) -> Iterator[Finding]:
    for port in (port for container in pod.containers for port in container.ports):
        if port.host_port and port.number and port.host_port != port.number:
            yield Finding(
                at=_place(port),
                message=f"hostPort {port.host_port} is not containerPort {port.number}, and with hostNetwork nothing is "
                "translated; leave hostPort out",
            )


def _inert(pod: PodTemplate) -> Iterator[Finding]:
    containers = (*pod.containers, *pod.sidecars, *pod.plain_init_containers)
    for port in (port for container in containers for port in container.ports):
        node = port.node.get("hostIP")
        if node is not None and not is_blank(node) and not port.host_port:
            yield Finding(at=node, message="hostIP does nothing without hostPort", severity=Severity.WARNING)


def _place(port: ContainerPort) -> Node | Absent:
    return port.node.get("hostPort") or Absent(port.node, "hostPort")
