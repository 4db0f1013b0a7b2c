"""SVC742 unknown-monitored-pod-port."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Likeness,
    Matched,
    Monitor,
    Related,
    Scalar,
    Servers,
    Service,
    Severity,
    Workload,
    declared_instead,
    few,
    likeness,
    listed,
    named_after,
    port_names,
    renamed,
    rule,
    servers_among,
)

BAD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  replicas: 2
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec:
      containers:
      - name: orders
        image: orders
        ports: [{name: metrics, containerPort: 9102}]
---
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata: {name: orders}
spec:
  selector: {matchLabels: {app: orders}}
  podMetricsEndpoints:
  - port: metric  # <- the container calls it metrics
"""

GOOD = BAD.replace("metric  # <- the container calls it metrics", "metrics")

FIXED = BAD.replace("port: metric  #", "port: metrics  #")


@rule(id="SVC742", name="unknown-monitored-pod-port", severity=Severity.ERROR, on=Monitor, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_monitored_pod_port(monitor: Monitor, graph: Graph) -> Iterator[Finding]:
    """A monitor asks for a port that no container of the pods declares.

    A PodMonitor, and the `targetPort` of a ServiceMonitor, keep only ports that containers declare: by name, or by number
    where a number is written. Here the list of `ports` is not for information only: without it there is no target.
    """
    wanted = [each.pod_port for each in monitor.endpoints if each.pod_port is not None]
    workloads = _workloads(monitor, graph) if wanted else ()
    if not workloads or any(each.template is None for each in workloads):
        return
    servers = servers_among(workloads)
    for written in wanted:
        if not _is_declared(monitor, written, servers):
            yield _finding(monitor, written, servers, graph)


def _workloads(monitor: Monitor, graph: Graph) -> tuple[Workload, ...]:
    """What a monitor of pods selects, or what is behind the Services; nothing where one of them may have other pods."""
    if monitor.target == "Pod":
        answer = graph.selections.pods_of(monitor)
        return answer.found if isinstance(answer, Matched) else ()
    services = graph.selections.services_of(monitor)
    behind = [graph.backends(each) for each in services.found] if isinstance(services, Matched) else []
    return tuple(each for group in behind for each in group) if all(behind) else ()


def _is_declared(monitor: Monitor, written: Scalar, servers: Servers) -> bool:
    """By name or by number, as it is written; Google's kinds use a number as it is."""
    number = written.integer
    if number is not None:
        return monitor.group == "monitoring.googleapis.com" or any(each.number == number for each in servers.declared)
    names = port_names(written)
    return not names or any(each.name in names for each in servers.declared)


def _finding(monitor: Monitor, written: Scalar, servers: Servers, graph: Graph) -> Finding:
    workloads = servers.without(())
    names = sorted({each.name for each in servers.declared if each.name})
    degree = max((likeness(written.text, name) for name in names), default=Likeness.NONE)
    sure = degree is Likeness.SLIP or _number(written, servers) is not None
    likely = sure or (bool(degree) and any(named_after(monitor.name, each.name) for each in workloads))
    doubt = None if sure else graph.doubts.about_templates(monitor, *workloads) or graph.doubts.about_workloads(monitor)
    return Finding(
        at=written,
        message=f"{monitor.title} asks for port {written.text}, which no container of "
        f"{listed([each.title for each in workloads])} declares{_hint(monitor, written, servers, graph)}",
        related=few(
            [
                Related(each.node.get("name") or each.node, f"the pods declare {each.name or each.number}")
                for each in servers.declared
            ]
        )
        or few([Related(each.name_place, f"{each.title} declares no ports") for each in workloads]),
        doubt=None if likely else doubt,
        severity=None if doubt is None else Severity.WARNING,
        fix=renamed(written, names) if written.integer is None else None,
    )


def _hint(monitor: Monitor, written: Scalar, servers: Servers, graph: Graph) -> str:
    number, service = _number(written, servers), _service_port(written, servers, graph)
    if number is not None:
        return f"; {number} in quotes is a name: name the port, or write portNumber"
    if service is not None and monitor.target == "Pod":
        return f"; {written.text} is a port of {service.title}, the monitor asks the pods; {declared_instead(servers.declared)}"
    return f"; {declared_instead(servers.declared)}"


def _number(written: Scalar, servers: Servers) -> int | None:
    """A number in quotes that would be right without them."""
    text = written.string or ""
    number = int(text) if text.isascii() and text.isdigit() else None
    return number if number is not None and any(each.number == number for each in servers.declared) else None


def _service_port(written: Scalar, servers: Servers, graph: Graph) -> Service | None:
    """The Service that has a port of the name, which the containers call something else."""
    services = (each for workload in servers.without(()) for each in graph.services_selecting(workload))
    return next((each for each in services if any(port.name == written.text for port in each.ports)), None)
