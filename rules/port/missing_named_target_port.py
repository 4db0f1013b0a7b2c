"""SVC301 missing-named-target-port."""

from svclint.api import (
    ContainerPort,
    Finding,
    Graph,
    Iterator,
    Likeness,
    Related,
    Scalar,
    Servers,
    Service,
    ServicePort,
    Severity,
    Workload,
    declared_instead,
    few_of,
    listed,
    most_alike,
    renamed,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: api}
spec:
  selector: {app: api}
  ports:
    - port: 80
      targetPort: htpp  # <- the container calls it http
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
"""

GOOD = BAD.replace("htpp  # <- the container calls it http", "http")

_FEW = 2
_INJECTED = {"http-envoy-prom": "Istio", "linkerd-admin": "Linkerd", "linkerd-proxy": "Linkerd"}


@rule(
    id="SVC301",
    name="missing-named-target-port",
    severity=Severity.ERROR,
    on=Service,
    bad=BAD,
    good=GOOD,
    fixed=BAD.replace("htpp", "http"),
)
def missing_named_target_port(service: Service, graph: Graph) -> Iterator[Finding]:
    """No container of the selected pods has a port of the name that targetPort gives.

    The pods are listed as endpoints without this port, nothing is logged, and clients see connection refused. Names are
    looked up in containers and restartable init containers, not in plain init containers.
    """
    servers = graph.servers(service)
    for port in service.ports if servers.groups else ():
        if isinstance(port.target_port, str):
            yield from _check(service, port, port.target_port, servers, graph)


def _check(service: Service, port: ServicePort, name: str, servers: Servers, graph: Graph) -> Iterator[Finding]:
    lacking = servers.without(servers.named(name, port.protocol))
    unreadable = any(each.template is None for each in lacking)
    if not lacking or unreadable or any(_differs_in_protocol(each, name, port) for each in servers.declared):
        return
    if len(lacking) < len(servers.groups):
        strangers = servers.strangers(servers.named(name, port.protocol))
        doubt = None if strangers == lacking else _doubt(service, name, lacking, graph)
        yield _partial(port, name, lacking, doubt)
        return
    names = sorted({declared.name for declared in servers.declared if declared.name})
    alike = most_alike(name, names)
    at = port.target_place
    titles = listed([each.title for each in lacking])
    both: tuple[Related | Workload, ...] = (*_declared(servers, alike), *lacking)
    explained = name not in _INJECTED and _explained(port, service, servers, alike)
    yield Finding(
        at=at,
        message=f"no container of {titles} names a port {name}; {_own(port)}{declared_instead(servers.declared)}",
        related=few_of(both, _shown),
        doubt=None if explained else _doubt(service, name, lacking, graph),
        fix=renamed(at, names) if isinstance(at, Scalar) else None,
    )


def _differs_in_protocol(declared: ContainerPort, name: str, port: ServicePort) -> bool:
    """That is the business of target-port-protocol."""
    return declared.name == name and declared.protocol != port.protocol


def _shown(each: Related | Workload) -> Related:
    return each if isinstance(each, Related) else Related(each.name_place, f"{each.title} is selected")


def _partial(port: ServicePort, name: str, lacking: tuple[Workload, ...], doubt: str | None) -> Finding:
    titles = listed([each.title for each in lacking])
    return Finding(
        at=port.target_place,
        message=f"only some of the selected pods name a port {name}; {titles} will get no connections to {port.title}",
        related=few_of(lacking, lambda each: Related(each.name_place, f"no container of {each.title} names a port {name}")),
        doubt=doubt,
        severity=Severity.WARNING,
    )


def _explained(port: ServicePort, service: Service, servers: Servers, alike: tuple[str, Likeness] | None) -> bool:
    """A slip, or a name with a word more where there is one port on each side, or where both sides call the port the same."""
    if alike is None:
        return False
    alone = len(service.ports) == 1 and len(servers.declared) == len(servers.groups)
    return alone or port.name == alike[0] or alike[1] is Likeness.SLIP


def _doubt(service: Service, name: str, lacking: tuple[Workload, ...], graph: Graph) -> str | None:
    if name in _INJECTED:
        return f"{_INJECTED[name]} adds a container with a port {name} where it injects one"
    return graph.doubts.about_templates(service, *lacking)


def _own(port: ServicePort) -> str:
    if port.name != port.target_port:
        return ""
    return f"{port.name} is a port name of the Service itself, targetPort takes a container's; "


def _declared(servers: Servers, alike: tuple[str, Likeness] | None) -> Iterator[Related]:
    """The port that is nearly called so; else those that the pods have, where they are few enough to choose from."""
    if alike:
        found = next(each for each in servers.declared if each.name == alike[0])
        yield Related(found.node.get("name") or found.node, f"the nearest name is {alike[0]}")
    elif len(servers.declared) <= _FEW:
        for each in servers.declared:
            yield Related(each.node.get("name") or each.node, f"there is {each.name or each.number}")
