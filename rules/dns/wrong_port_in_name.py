"""SVC413 wrong-port-in-name."""

from svclint.api import (
    Edit,
    Finding,
    Fix,
    Graph,
    HostInText,
    Iterator,
    Matched,
    Related,
    Service,
    ServicePort,
    Severity,
    Span,
    Where,
    Workload,
    listed,
    port_meant,
    resolve_target,
    rule,
    takes,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: catalogue}
spec:
  selector: {app: catalogue}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: catalogue}
spec:
  replicas: 2
  selector: {matchLabels: {app: catalogue}}
  template:
    metadata: {labels: {app: catalogue}}
    spec:
      containers:
      - name: catalogue
        image: catalogue
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront}
data:
  CATALOGUE_URL: http://catalogue:8080/items  # <- the pods' port, not the Service's
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: catalogue}
spec:
  selector: {app: catalogue}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: catalogue}
spec:
  replicas: 2
  selector: {matchLabels: {app: catalogue}}
  template:
    metadata: {labels: {app: catalogue}}
    spec:
      containers:
      - name: catalogue
        image: catalogue
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront}
data:
  CATALOGUE_URL: http://catalogue:80/items
"""

FIXED = BAD.replace("catalogue:8080/", "catalogue:80/")


@rule(id="SVC413", name="wrong-port-in-name", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def wrong_port_in_name(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A text names a Service with a port that the Service does not have.

    A Service with a cluster IP answers on its own ports alone. Connections to any other time out or are refused, also to the
    port on which the pods listen.
    """
    for reading in graph.names.all:
        found = reading.answer.found if isinstance(reading.answer, Matched) and not reading.prefix else ()
        port = _port(reading.host)
        if found and not any(takes(service, port) or _is_own(reading.host, service, graph) for service in found):
            yield _wrong(reading.host, port or 0, found[0], graph)


def _wrong(host: HostInText, port: int, service: Service, graph: Graph) -> Finding:
    meant = _meant(service, port, graph)
    explained = meant is not None and host.port is not None
    together = host.port is not None and host.port_at is None
    is_certain = explained or (together and service.folder == host.owner.folder)
    written = f"{host.title} uses" if host.port else f"{host.text} without a port means"
    return Finding(
        at=host.at_with_port,
        message=f"{written} port {port}, and {service.title} has"
        f" {listed([each.title.removeprefix('port ') for each in service.ports])} only{_hint(service, port, meant)}",
        related=tuple(Related(each.place("port"), f"{service.title} has {each.title}") for each in service.ports),
        doubt=None if explained else graph.doubts.about_fields(service),
        severity=None if is_certain else Severity.WARNING,
        fix=_fix(host, meant),
    )


def _is_own(host: HostInText, service: Service, graph: Graph) -> bool:
    """Whether pods of the Service itself are told a host and a port apart: the port may be the one on which they listen."""
    owner = host.owner
    return host.port_at is not None and isinstance(owner, Workload) and service in graph.services_selecting(owner)


def _port(host: HostInText) -> int | None:
    """A word alone in a configuration file may name what that file defines, as `upstream` does for nginx."""
    alone = host.where is not Where.POD and len(host.labels) == 1
    return host.port if alone else port_meant(host)


def _meant(service: Service, port: int, graph: Graph) -> ServicePort | None:
    """The one port of the Service that leads to what is written."""
    templates = [each.template for each in graph.backends(service) if each.template]
    leading = [each for each in service.ports if any(resolve_target(each, template) == port for template in templates)]
    leading = leading or [each for each in service.ports if port in (each.target_port, each.node_port)]
    return leading[0] if len(leading) == 1 else None


def _hint(service: Service, port: int, meant: ServicePort | None) -> str:
    if meant is None:
        return ""
    if meant.node_port == port:
        return f"; {port} is its node port, for clients outside of the cluster"
    return (
        f"; the pods listen on {port}, and {meant.port} leads there" if service.selects_pods else f"; {meant.port} leads there"
    )


def _fix(host: HostInText, meant: ServicePort | None) -> Fix | None:
    place = host.exact_with_port
    if meant is None or meant.port is None or host.port is None or place is None:
        return None
    written = str(host.port) if host.port_at else host.scalar.text[host.end : host.port_end].lstrip(".:")
    digits = Span(place.source, place.end - len(written), place.end)
    return Fix(f"write {meant.port} instead of {written}", (Edit(digits, str(meant.port)),))
