"""SVC741 unknown-monitored-port."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Matched,
    Monitor,
    Related,
    Scalar,
    Service,
    Severity,
    Strength,
    few,
    listed,
    monitored_port_miss,
    named_after,
    port_names,
    rewritten,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: orders
  labels: {app: orders}
spec:
  selector: {app: orders}
  ports:
  - {name: http, port: 80, targetPort: 8080}
  - {name: metrics, port: 9102, targetPort: prometheus}
---
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
        ports:
        - {name: web, containerPort: 8080}
        - {name: prometheus, containerPort: 9102}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: orders}
spec:
  selector: {matchLabels: {app: orders}}
  endpoints:
  - port: prometheus  # <- so the pods call it, the Service calls it metrics
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: orders
  labels: {app: orders}
spec:
  selector: {app: orders}
  ports:
  - {name: http, port: 80, targetPort: web}
  - {name: metrics, port: 9102, targetPort: prometheus}
---
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
        ports:
        - {name: web, containerPort: 8080}
        - {name: prometheus, containerPort: 9102}
        readinessProbe: {tcpSocket: {port: web}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: orders}
spec:
  selector: {matchLabels: {app: orders}}
  endpoints:
  - port: metrics
"""

FIXED = BAD.replace("port: prometheus  #", "port: metrics  #")

_ENOUGH = 24
"""Services that are looked at for what may have been meant."""


@rule(id="SVC741", name="unknown-monitored-port", severity=Severity.ERROR, on=Monitor, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_monitored_port(monitor: Monitor, graph: Graph) -> Iterator[Finding]:
    """A ServiceMonitor asks for a port that the Services it selects do not have.

    `port` is the *name* of a Service port: not its number, not the target port, not the name that the container gives it, and
    a Service port without a name can never be chosen by one. Prometheus drops the endpoints and shows no target at all.
    """
    answer = graph.selections.services_of(monitor) if monitor.target == "Service" else None
    found = answer.found if isinstance(answer, Matched) else ()
    for endpoint in monitor.endpoints if found else ():
        written = endpoint.service_port
        names = port_names(written) if written else ()
        if written is not None and names:
            yield from _check(monitor, written, names, found, graph)


def _check(
    monitor: Monitor, written: Scalar, names: tuple[str, ...], found: tuple[Service, ...], graph: Graph
) -> Iterator[Finding]:
    """A Service of which several versions stand side by side has the ports of all of them."""
    holders = {_identity(each) for each in found if any(port.name in names for port in each.ports)}
    if not holders:
        yield _unknown(monitor, written, found, graph)
        return
    served = {workload for each in found if _identity(each) in holders for workload in graph.backends(each)}
    for service in found:
        apart = served.isdisjoint(graph.backends(service))
        if _identity(service) not in holders and (apart or _is_cut(monitor, written, service)):
            yield from _partial(monitor, written, service, graph)


def _identity(service: Service) -> tuple[str, str]:
    return service.namespace, service.name


def _unknown(monitor: Monitor, written: Scalar, found: tuple[Service, ...], graph: Graph) -> Finding:
    misses = [monitored_port_miss(written.text, each, graph) for each in found[:_ENOUGH]]
    nearest = max(range(len(misses)), key=lambda index: misses[index].strength)
    service, (strength, meant, hint) = found[nearest], misses[nearest]
    others = f", nor do {len(found) - 1} others have it" if len(found) > 1 else ""
    sure = strength is Strength.CERTAIN
    doubt = None if sure else graph.doubts.about_fields(service) or graph.doubts.about_service(service.namespace, monitor)
    likely = sure or (strength is Strength.LIKELY and named_after(monitor.name, service.name) > 0)
    return Finding(
        at=written,
        message=f"{monitor.title} asks for port {written.text}, and {service.title} has {_ports(service)}{others}{hint}",
        related=few([Related(port.place("name"), f"{service.title} has {port.title}") for port in service.ports])
        or (Related(service.name_place, f"{service.title} is selected"),),
        doubt=None if likely else doubt,
        severity=None if sure or (doubt is None and service.folder == monitor.folder) else Severity.WARNING,
        fix=rewritten(written, meant.name) if meant is not None and meant.name and len(found) == 1 else None,
    )


def _is_cut(monitor: Monitor, written: Scalar, service: Service) -> bool:
    """Whether the Service after which the monitor is named has the port with a word more, which got lost."""
    return service.name == monitor.name and any(port.name.startswith(f"{written.text}-") for port in service.ports)


def _partial(monitor: Monitor, written: Scalar, service: Service, graph: Graph) -> Iterator[Finding]:
    """Only some Services have the port: meant, as a rule, unless one of them nearly has it."""
    strength, meant, hint = monitored_port_miss(written.text, service, graph)
    near = strength is Strength.CERTAIN or _is_cut(monitor, written, service)
    if near and meant is not None and meant.name not in _asked(monitor):
        yield Finding(
            at=written,
            message=f"{monitor.title} selects {service.title} too, which has {_ports(service)}, not {written.text}{hint}",
            related=(Related(meant.place("name"), f"{service.title} has {meant.title}"),),
            severity=Severity.WARNING,
        )


def _asked(monitor: Monitor) -> set[str]:
    """The names that some endpoint of the monitor asks for."""
    return {name for each in monitor.endpoints if each.service_port for name in port_names(each.service_port)}


def _ports(service: Service) -> str:
    return f"only {listed([port.title for port in service.ports])}" if service.ports else "no ports"
