"""SVC181 repeated-container-port."""

from svclint.api import (
    Container,
    ContainerPort,
    Finding,
    Graph,
    Iterator,
    Object,
    Related,
    Severity,
    Workload,
    rule,
    stored_pod,
    string_at,
)

BAD = """
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
        ports:
        - {name: http, containerPort: 8080}
        - {name: admin, containerPort: 8080}  # <- the same port
        - {name: metrics, containerPort: 9100}
      - name: exporter
        image: registry.example.com/exporter:0.9.0
        ports:
        - {name: metrics, containerPort: 9200}  # <- container web has a port of that name
"""

GOOD = """
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
        ports:
        - {name: http, containerPort: 8080}
        - {name: admin, containerPort: 8081}
        - {name: metrics, containerPort: 9100}
      - name: exporter
        image: registry.example.com/exporter:0.9.0
        ports:
        - {name: exporter, containerPort: 9200}
"""


@rule(id="SVC181", name="repeated-container-port", severity=Severity.WARNING, on=Object, bad=BAD, good=GOOD)
def repeated_container_port(each: Object, graph: Graph) -> Iterator[Finding]:
    """A container declares a port twice, or two containers of a pod give ports one name.

    The API server warns of it: the second declaration adds nothing, and whoever goes by the name gets the first port only.
    The ports of init containers that end never answer. Two names for one number may be meant, and are a note. What
    port-bound-twice and ambiguous-port-name tell in more detail is left to them.
    """
    pod = stored_pod(each)
    containers = (*pod.containers, *pod.sidecars, *pod.plain_init_containers) if pod is not None else ()
    if pod is None or sum(len(one.ports) for one in containers) < 2:  # noqa: PLR2004 - one port cannot clash
        return
    names: dict[str, tuple[Container, ContainerPort]] = {}
    for container in containers:
        declared: dict[tuple[object, ...], list[ContainerPort]] = {}
        for port in container.ports:
            earlier = declared.setdefault((port.number, port.protocol), [])
            same = next((one for one in earlier if port.number and _clash(one, port)), None)
            earlier.append(port)
            holder, namesake = names.setdefault(port.name, (container, port))
            if same is not None:
                twice = f"{port.protocol} port {port.number} is declared twice in this container"
                meant = port.name and same.name and port.name != same.name
                yield _finding(port, same, twice, Severity.INFO if meant else None)
            elif port.name and holder is not container and container in pod.plain_init_containers:
                yield _finding(
                    port, namesake, f'container {holder.name} calls a port "{port.name}", too; this one never answers'
                )
            elif port.name and holder is not container and not _is_told(each, graph, port, namesake):
                yield _finding(port, namesake, f'container {holder.name} calls a port "{port.name}", too; that one is used')


def _clash(one: ContainerPort, other: ContainerPort) -> bool:
    """Whether the second declaration of a port is idle or in doubt: only other ports or addresses of the node make it another.

    Beside an address of the node, all of its addresses are in doubt.
    """
    if one.host_port != other.host_port:
        return one.host_port is None or other.host_port is None
    addresses = {string_at(each.node, "hostIP") or "" for each in (one, other)}
    return len(addresses) == 1 or "" in addresses or one.host_port is None


def _is_told(each: Object, graph: Graph, port: ContainerPort, namesake: ContainerPort) -> bool:
    """Whether another rule says more: both are the same port, or a Service goes by a name that stands for two numbers."""
    if port.protocol != namesake.protocol or not isinstance(each, Workload):
        return False
    services = graph.services_selecting(each)
    return port.number == namesake.number or any(
        target.target_port == port.name for service in services for target in service.ports
    )


def _finding(port: ContainerPort, earlier: ContainerPort, message: str, severity: Severity | None = None) -> Finding:
    return Finding(at=port.node, message=message, related=(Related(earlier.node, "the first one"),), severity=severity)
