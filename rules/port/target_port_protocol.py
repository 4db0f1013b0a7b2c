"""SVC302 target-port-protocol."""

from collections.abc import Mapping

from svclint.api import (
    PROTOCOLS,
    ContainerPort,
    Finding,
    Graph,
    Iterator,
    Related,
    Scalar,
    Servers,
    Service,
    ServicePort,
    Severity,
    few,
    listed,
    node_at,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: syslog}
spec:
  selector: {app: syslog}
  ports:
    - port: 514
      protocol: UDP  # <- the container's port syslog is TCP
      targetPort: syslog
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: syslog}
spec:
  selector: {matchLabels: {app: syslog}}
  template:
    metadata: {labels: {app: syslog}}
    spec:
      containers:
        - name: syslog
          image: syslog:4
          ports: [{name: syslog, containerPort: 1514}]
"""

GOOD = BAD.replace("  # <- the container's port syslog is TCP", "").replace(
    "containerPort: 1514", "containerPort: 1514, protocol: UDP"
)


_DATAGRAMS = frozenset({53, 67, 69, 123, 161, 162, 500, 514, 1194, 1812, 1813, 3478, 4500, 5060, 8125, 51820})
"""Ports of protocols over UDP (https://www.iana.org/assignments/service-names-port-numbers/), StatsD and WireGuard."""


@rule(id="SVC302", name="target-port-protocol", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def target_port_protocol(service: Service, graph: Graph) -> Iterator[Finding]:
    """The target port exists in the pods, but with another protocol.

    A name is looked up together with its protocol, so the endpoints stay without the port. A number is used as it is: if
    the declaration is right, the traffic is dropped; if the process does listen on the Service's protocol, say so in the
    container's port (the default is TCP). A number that no container declares is known by the probes that ask it.
    """
    servers = graph.servers(service)
    for port in service.ports if servers.groups else ():
        others = _with_another_protocol(port, servers)
        if others:
            yield _finding(service, port, others)
        elif isinstance(port.target_port, int) and _only_datagrams(service, port, port.target_port, graph):
            yield _asked(port, port.target_port, servers.asked(port.target_port))


def _with_another_protocol(port: ServicePort, servers: Servers) -> list[ContainerPort]:
    """The container ports that fit but for their protocol; none where at least one fits altogether."""
    target = port.target_port
    if target is None or port.protocol not in PROTOCOLS:
        return []
    if isinstance(target, str):
        if servers.named(target, port.protocol):
            return []
        return [each for other in PROTOCOLS for each in servers.named(target, other).values()]
    if servers.numbered(target, port.protocol):
        return []
    return [each for other in PROTOCOLS for each in servers.numbered(target, other).values()]


def _only_datagrams(service: Service, port: ServicePort, number: int, graph: Graph) -> bool:
    """Whether a number that no container declares, and that probes ask over TCP, is reached by UDP and by nothing else."""
    servers = graph.servers(service)
    if port.protocol != "UDP" or any(servers.numbered(number, each) for each in PROTOCOLS):
        return False
    behind = [servers.groups[at][0] for at in servers.asked(number)]
    ways = (way for each in behind for found in graph.services_selecting(each) for way in found.ports)
    return bool(behind) and all(way.protocol == "UDP" for way in ways if way.target_port == number)


def _asked(port: ServicePort, number: int, probes: Mapping[int, Scalar]) -> Finding:
    return Finding(
        at=port.node.get("protocol") or port.target_place,
        message=f"{port.title} is UDP, the pods are probed over TCP at port {number}, so its traffic may be dropped",
        related=few([Related(at, "asked over TCP") for at in probes.values()]),
        severity=Severity.WARNING,
    )


def _is_meant(service: Service, port: ServicePort, others: list[ContainerPort]) -> bool:
    """Whether the Service is known to speak UDP, and the containers only leave the protocol out, whose default is TCP."""
    written = any(node_at(each.node, "protocol") for each in others)
    known = port.port in _DATAGRAMS or "udp" in f"{service.name} {port.name}".lower()
    return port.protocol == "UDP" and known and not written


def _finding(service: Service, port: ServicePort, others: list[ContainerPort]) -> Finding:
    named = isinstance(port.target_port, str)
    protocols = listed(sorted({each.protocol for each in others}))
    harm = "so it has no endpoints" if named else "so its traffic may be dropped"
    return Finding(
        at=port.node.get("protocol") or port.target_place,
        message=f"{port.title} of {service.title} is {port.protocol}, "
        f"the container port {port.target_port} is {protocols}, {harm}",
        related=few([Related(each.node.get("protocol") or each.node, f"declared as {each.protocol}") for each in others]),
        severity=None if named else Severity.INFO if _is_meant(service, port, others) else Severity.WARNING,
    )
