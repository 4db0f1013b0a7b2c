"""SVC307 node-port-collision."""

from collections import defaultdict
from typing import NamedTuple, TypeAlias

from svclint.api import (
    DaemonSet,
    Finding,
    Graph,
    Iterator,
    Object,
    Place,
    Related,
    Scalar,
    Service,
    Severity,
    integer_at,
    items_at,
    mapping_at,
    rule,
    scalar_at,
    string_at,
)

Resource: TypeAlias = tuple[object, ...]


class _Claim(NamedTuple):
    """Somebody takes something of which a cluster (or a node) has only one; `what` names it in messages."""

    by: Object
    at: Place
    what: str


BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop, annotations: {svclint.dev/node-port: demonstration}}
spec:
  type: NodePort
  selector: {app: shop}
  ports: [{port: 80, nodePort: 30080}]
---
apiVersion: v1
kind: Service
metadata: {name: blog, annotations: {svclint.dev/node-port: demonstration}}
spec:
  type: NodePort
  selector: {app: blog}
  ports:
    - port: 80
      nodePort: 30080  # <- taken by Service shop
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: "shop:1", ports: [{containerPort: 80}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: blog}
spec:
  selector: {matchLabels: {app: blog}}
  template:
    metadata: {labels: {app: blog}}
    spec: {containers: [{name: blog, image: "blog:1", ports: [{containerPort: 80}]}]}
"""

GOOD = BAD.replace("30080  # <- taken by Service shop", "30081")


@rule(id="SVC307", name="node-port-collision", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD)
def node_port_collision(graph: Graph, _: Graph) -> Iterator[Finding]:
    """Two objects take the same node port, cluster IP, load balancer address or host port.

    Node ports and addresses exist once in a cluster, whatever the namespace and protocol: the API server rejects the second
    Service. Of two DaemonSets with one host port the second stays pending on every node. In different folders they may be
    alternatives of which one is applied, which is only noted.
    """
    table: dict[Resource, list[_Claim]] = defaultdict(list)
    for service in graph.of(Service):
        for resource, claim in _claims(service):
            table[resource].append(claim)
    for daemon_set in graph.of(DaemonSet):
        for resource, claim in _host_ports(daemon_set):
            table[resource].append(claim)
    for claims in table.values():
        yield from _collisions(claims, graph)


def _claims(service: Service) -> Iterator[tuple[Resource, _Claim]]:
    if service.type == "ExternalName":
        return
    for address in (service.scalar("spec", "clusterIP"), *items_at(service.spec, "clusterIPs")):
        if isinstance(address, Scalar) and address.text not in ("", "None"):
            yield ("cluster IP", address.text), _Claim(service, address, f"cluster IP {address.text}")
    if service.type in ("NodePort", "LoadBalancer"):
        yield from _node_ports(service)
    if service.type == "LoadBalancer":
        yield from _balancer_ports(service)


def _node_ports(service: Service) -> Iterator[tuple[Resource, _Claim]]:
    check = integer_at(service.spec, "healthCheckNodePort")
    places = [(port.node_port, port.place("nodePort")) for port in service.ports]
    for number, place in (*places, (check, service.place("spec", "healthCheckNodePort"))):
        if number:
            yield ("node port", number), _Claim(service, place, f"node port {number}")


def _balancer_ports(service: Service) -> Iterator[tuple[Resource, _Claim]]:
    """One address may serve several Services where their ports differ."""
    address = service.scalar("spec", "loadBalancerIP")
    if address is None:
        return
    maker = string_at(service.spec, "loadBalancerClass")
    for port in service.ports:
        what = f"port {port.port} of load balancer {address.text}"
        yield ("balancer", address.text, maker, port.port, port.protocol), _Claim(service, address, what)


def _host_ports(each: DaemonSet) -> Iterator[tuple[Resource, _Claim]]:
    """Only where the pods run on every node: a node selector or an affinity may keep them apart."""
    template = each.template
    if template is None or mapping_at(template.spec, "nodeSelector") or mapping_at(template.spec, "affinity"):
        return
    for port in template.ports:
        number = port.host_port or (port.number if template.host_network else None)
        if number:
            place = scalar_at(port.node, "hostPort") or port.node
            address = string_at(port.node, "hostIP") or ""
            yield ("host port", number, port.protocol, address), _Claim(each, place, f"host port {number}")


def _collisions(claims: list[_Claim], graph: Graph) -> Iterator[Finding]:
    """A finding for each object after the first, with the claim before it that is nearest: in its file, folder, anywhere."""
    nearest: dict[str, _Claim] = {}
    seen = {_identity(claims[0].by)}
    for claim in claims:
        path = claim.by.document.source.path
        folder = path.rpartition("/")[0]
        if _identity(claim.by) not in seen:
            seen.add(_identity(claim.by))
            yield _finding(claim, nearest.get(path) or nearest.get(folder + "/") or claims[0], graph)
        for key in (path, folder + "/"):
            nearest.setdefault(key, claim)


def _identity(each: Object) -> tuple[str, str, str]:
    return each.kind, each.namespace, each.name


def _finding(claim: _Claim, before: _Claim, graph: Graph) -> Finding:
    severity = Severity.WARNING if isinstance(claim.by, DaemonSet) else None
    return Finding(
        at=claim.at,
        message=f"{claim.what} of {claim.by.title} is already taken by {before.by.title}",
        related=(Related(before.at, f"{before.by.title} takes it first"),),
        severity=severity if _applied_together(claim.by, before.by, graph) else Severity.INFO,
    )


def _applied_together(one: Object, other: Object, graph: Graph) -> bool:
    """In one file, or in one folder as far as its files are no alternatives and no kustomization chooses among them."""
    paths = {each.document.source.path for each in (one, other)}
    folders = {path.rpartition("/")[0] for path in paths}
    if len(paths) == 1:
        return True
    return len(folders) == 1 and graph.world.kustomizations.isdisjoint(folders) and not graph.are_alternatives(*sorted(paths))
