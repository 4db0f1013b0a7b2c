"""SVC203 mixed-workloads-behind-service."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Related,
    Servers,
    Service,
    ServicePort,
    Severity,
    Workload,
    few,
    listed,
    rule,
    swept_up,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}  # <- takes the pods of shop-worker too
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop, role: web}}
  template:
    metadata: {labels: {app: shop, role: web}}
    spec: {containers: [{name: web, image: "shop-web:3", ports: [{containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop-worker}
spec:
  selector: {matchLabels: {app: shop, role: worker}}
  template:
    metadata: {labels: {app: shop, role: worker}}
    spec: {containers: [{name: worker, image: "shop-worker:3", ports: [{containerPort: 9090}]}]}
"""

GOOD = BAD.replace("selector: {app: shop}  # <- takes the pods of shop-worker too", "selector: {app: shop, role: web}")


@rule(id="SVC203", name="mixed-workloads-behind-service", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def mixed_workloads_behind_service(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service selects several workloads, and some of them do not serve its port.

    Connections are spread over all of them, so that a part is refused or reaches the wrong program. Canaries, versions and
    shards that serve the same ports are fine.
    """
    servers = graph.servers(service)
    if len(servers.groups) < 2 or service.selector_node is None or swept_up(graph, service):  # noqa: PLR2004 - several means two
        return
    for port in service.ports:
        odd = _odd_ones(servers, port)
        if odd:
            yield Finding(
                at=service.selector_node,
                message=f"{_selection(service)} takes {_titles(odd)} too, which {_fault(port)}; "
                "add a label that only the right pods have",
                related=few([Related(each.name_place, f"{each.title} is selected") for each in odd]),
            )
            return


def _odd_ones(servers: Servers, port: ServicePort) -> tuple[Workload, ...]:
    """The workloads that a port does not fit; versions of one program are taken to serve the same ports."""
    target = port.target_port
    if target is None:
        return ()
    if isinstance(target, int):
        # Where nobody says anything of the number, those that declare no port at all may listen there.
        known = (*servers.numbered(target, port.protocol), *servers.asked(target)) or servers.silent()
        return tuple(each for each in servers.strangers(known) if not servers.mentions(each, target)) if known else ()
    holders = servers.named(target, port.protocol)
    if not holders:
        return ()
    first = holders[min(holders)].number
    same = {number for number, declared in holders.items() if declared.number == first}
    if len(same) == len(holders):
        return ()
    lacking = set(servers.without(holders))
    return tuple(each for each in servers.strangers(same) if each not in lacking)


def _fault(port: ServicePort) -> str:
    if isinstance(port.target_port, str):
        return f"serves another port under the name {port.target_port}"
    return f"does not declare port {port.target_port}"


def _titles(workloads: tuple[Workload, ...]) -> str:
    return listed([each.title for each in workloads])


def _selection(service: Service) -> str:
    pairs = ", ".join(f"{key}: {value}" for key, value in service.selector.items())
    return f"the selector {pairs}"
