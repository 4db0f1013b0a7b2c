"""SVC723 unmatched-virtual-service-host."""

from svclint.api import (
    Finding,
    Graph,
    IstioGateway,
    Iterator,
    Matched,
    Related,
    Scalar,
    Server,
    Severity,
    VirtualService,
    few,
    gateway_name,
    listed,
    overlap,
    rewritten,
    rule,
    slip_of,
)

BAD = """
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  selector: {istio: ingressgateway}
  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.example.com"]}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts:
  - shop.exmaple.com  # <- the Gateway takes *.example.com
  gateways: [front-door]
  http: [{route: [{destination: {host: web}}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("shop.exmaple.com  # <- the Gateway takes *.example.com", "shop.example.com")

FIXED = BAD.replace("shop.exmaple.com  #", "shop.example.com  #")


@rule(
    id="SVC723",
    name="unmatched-virtual-service-host",
    severity=Severity.ERROR,
    on=VirtualService,
    bad=BAD,
    good=GOOD,
    fixed=FIXED,
)
def unmatched_virtual_service_host(virtual: VirtualService, graph: Graph) -> Iterator[Finding]:
    """No host of a VirtualService is one that its Gateway takes.

    A host must fit the VirtualService and a server of the Gateway; `namespace/host` in the Gateway takes VirtualServices of
    that namespace only. Otherwise the Gateway never uses the routes, and clients get 404.
    """
    for each in virtual.gateways if virtual.hosts else ():
        answer = graph.named_objects.find(gateway_name(each.text), virtual)
        found = answer.found if isinstance(answer, Matched) else ()
        gateways = [gateway for gateway in found if isinstance(gateway, IstioGateway)]
        servers = [server for gateway in gateways for server in gateway.servers]
        if gateways and all(server.hosts for server in servers) and not _meet(virtual, gateways):
            yield _finding(virtual, gateways[0], servers, graph)


def _meet(virtual: VirtualService, gateways: list[IstioGateway]) -> bool:
    return any(
        _takes(pattern.text, host.text, virtual, gateway)
        for gateway in gateways
        for server in gateway.servers
        for pattern in server.hosts
        for host in virtual.hosts
    )


def _takes(pattern: str, host: str, virtual: VirtualService, gateway: IstioGateway) -> bool:
    """https://istio.io/latest/docs/reference/config/networking/gateway/#Server-hosts: `.` is the Gateway's own namespace."""
    namespace, slash, name = pattern.rpartition("/")
    own = gateway.namespace if namespace == "." else namespace
    return (not slash or own in ("*", virtual.namespace)) and overlap(name, host)


def _finding(virtual: VirtualService, gateway: IstioGateway, servers: list[Server], graph: Graph) -> Finding:
    patterns = [each.text for server in servers for each in server.hosts]
    host, meant = _slip(virtual.hosts, patterns)
    hosts = listed([each.text for each in virtual.hosts])
    return Finding(
        at=host,
        message=f"{virtual.title} of namespace {virtual.namespace} is for {hosts}, and {gateway.title} takes {listed(patterns)}"
        + (f"; {meant} may be meant" if meant else ""),
        related=few([Related(each, f"{gateway.title} takes {each.text}") for server in servers for each in server.hosts]),
        doubt=None if meant else graph.doubts.about_fields(gateway) or _unwritten(virtual, gateway, patterns),
        fix=rewritten(host, meant) if meant else None,
        severity=Severity.WARNING if virtual.is_for_mesh else None,
    )


def _slip(hosts: tuple[Scalar, ...], patterns: list[str]) -> tuple[Scalar, str | None]:
    """The host that differs by a slip from what is taken; else the first."""
    names = [each.rpartition("/")[2] for each in patterns]
    slips = ((host, slip_of(host.text, names)) for host in hosts)
    return next((pair for pair in slips if pair[1]), (hosts[0], None))


def _unwritten(virtual: VirtualService, gateway: IstioGateway, patterns: list[str]) -> str | None:
    """Whether the namespaces that decide are not written."""
    asked = (virtual, gateway) if any("/" in each for each in patterns) else ()
    unwritten = [each for each in asked if each.written_namespace is None]
    return f"{unwritten[0].title} gives no namespace, so `kubectl -n` decides" if unwritten else None
