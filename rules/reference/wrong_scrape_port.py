"""SVC743 wrong-scrape-port."""

from svclint.api import (
    ContainerPort,
    Finding,
    Graph,
    Iterator,
    Object,
    Profile,
    Related,
    Scalar,
    Service,
    Severity,
    Workload,
    few,
    listed,
    mapping_at,
    numbers_in,
    resolve_target,
    rewritten,
    rule,
    scalar_at,
    servers_among,
    string_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: orders
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "80"  # <- the pods listen on 8080
spec:
  selector: {app: orders}
  ports: [{name: http, port: 80, targetPort: 8080}]
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
        ports: [{containerPort: 8080}]
        readinessProbe: {tcpSocket: {port: 8080}}
"""

GOOD = BAD.replace('"80"  # <- the pods listen on 8080', '"8080"')

FIXED = BAD.replace('"80"  #', '"8080"  #')

_SCRAPE = "prometheus.io/scrape"
_PORT = "prometheus.io/port"


@rule(id="SVC743", name="wrong-scrape-port", severity=Severity.WARNING, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def wrong_scrape_port(each: Object, graph: Graph) -> Iterator[Finding]:
    """The annotation prometheus.io/port names a port on which the pods do not listen.

    The scrape configurations that read this annotation connect to each *pod* on that number, also where it stands on a Service.
    The Service's own number gets no answer unless it is the same; a name is ignored. A port that pods merely do not declare is
    listed by an audit only.
    """
    written = _annotation(each)
    workloads = _workloads(each, graph) if written is not None else ()
    if written is None or not workloads:
        return
    number = int(written.text) if written.text.isascii() and written.text.isdigit() else None
    if number is None:
        yield _named(each, written, workloads)
    elif str(number) not in _known(each, workloads, graph):
        yield _unknown(each, written, number, workloads, graph)


def _annotation(each: Object) -> Scalar | None:
    """Where it is written, on a Service or on the pods of a workload that are not left out."""
    template = each.template if isinstance(each, Workload) else None
    node = template.node if template else each.node if isinstance(each, Service) else None
    annotations = mapping_at(node, "metadata", "annotations")
    return scalar_at(annotations, _PORT) if string_at(annotations, _SCRAPE) != "false" else None


def _workloads(each: Object, graph: Graph) -> tuple[Workload, ...]:
    if isinstance(each, Service):
        return graph.servers(each).without(())
    return (each,) if isinstance(each, Workload) else ()


def _known(each: Object, workloads: tuple[Workload, ...], graph: Graph) -> set[str]:
    """The numbers of which the containers, what the Service leads to, or a ConfigMap beside them speak."""
    templates = [workload.template for workload in workloads if workload.template]
    containers = (one for template in templates for one in (*template.containers, *template.sidecars))
    spoken = {number for one in containers for number in numbers_in(one.node)}
    targets = {str(port.target_port) for port in each.ports} if isinstance(each, Service) else set()
    return spoken | targets | graph.index.numbers_in_config(each.namespace)


def _named(each: Object, written: Scalar, workloads: tuple[Workload, ...]) -> Finding:
    declared = servers_among(workloads).declared
    numbers = {port.number for port in declared if port.name == written.text and port.number is not None}
    meant = str(min(numbers)) if len(numbers) == 1 else None
    return Finding(
        at=written,
        message=f"{_PORT} of {each.title} is {written.text}, and takes a number only"
        + (f"; the pods' port {written.text} is {meant}" if meant else ""),
        related=_places(declared, workloads),
        fix=rewritten(written, meant) if meant else None,
    )


def _unknown(each: Object, written: Scalar, number: int, workloads: tuple[Workload, ...], graph: Graph) -> Finding:
    declared = servers_among(workloads).declared
    meant = _translated(each, number, workloads, graph)
    numbers = listed([str(each) for each in sorted({port.number for port in declared if port.number})])
    there = f"the pods declare only {numbers}" if numbers else "the pods declare no ports"
    hint = f"; {number} is the Service's port, the pods listen on {meant}" if meant else ""
    return Finding(
        at=written,
        message=f"{_PORT} of {each.title} is {number}, and {there}{hint}",
        related=_places(declared, workloads),
        severity=None if meant else Severity.INFO,
        profile=Profile.DEFAULT if meant else Profile.AUDIT,
        fix=rewritten(written, str(meant)) if meant else None,
    )


def _translated(each: Object, number: int, workloads: tuple[Workload, ...], graph: Graph) -> int | None:
    """The number on which the pods listen, where the one that is written is that of a Service in front of them."""
    services = (each,) if isinstance(each, Service) else graph.services_selecting(workloads[0])
    template = workloads[0].template
    ports = (port for service in services for port in service.ports if port.port == number)
    return next((resolve_target(port, template) for port in ports if template), None)


def _places(declared: tuple[ContainerPort, ...], workloads: tuple[Workload, ...]) -> tuple[Related, ...]:
    places = [Related(port.node.get("containerPort") or port.node, f"the pods declare {port.number}") for port in declared]
    return few(places or [Related(each.name_place, f"{each.title} declares no ports") for each in workloads])
