"""SVC308 unserved-probe-port."""

from typing import NamedTuple

from svclint.api import (
    Container,
    Finding,
    Graph,
    Iterator,
    Node,
    PodTemplate,
    Profile,
    Related,
    Severity,
    Workload,
    few,
    listed,
    mapping_at,
    resolve_target,
    rule,
    scalar_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: shop:3
          ports: [{name: http, containerPort: 8080}, {name: admin, containerPort: 8081}]
          readinessProbe:
            httpGet:
              path: /ready
              port: admin  # <- clients come to 8080
"""

GOOD = BAD.replace("admin  # <- clients come to 8080", "http")

_MANY = 24
"""Pods that more Services than that select have no port of which one could say that it is the one for clients."""
_ASKING = ("httpGet", "tcpSocket", "grpc")


class _Check(NamedTuple):
    """A port that readiness asks, and where that is written."""

    at: Node
    number: int


@rule(
    id="SVC308",
    name="unserved-probe-port",
    severity=Severity.INFO,
    on=Workload,
    bad=BAD,
    good=GOOD,
    profile=Profile.AUDIT,
)
def unserved_probe_port(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """Readiness is asked at a port to which no Service leads.

    The pods count as ready, and get connections, as soon as that other port answers, whether or not the port that clients
    use does. A port for health checks alone is common and fine where the same process serves both, so only an audit lists it.
    """
    template = workload.template
    services = graph.services_selecting(workload) if template else ()
    if template is None or not 0 < len(services) <= _MANY:
        return
    ports = [(service, port, resolve_target(port, template)) for service in services for port in service.ports]
    targets = {number for _, _, number in ports}
    checks = _checks(template)
    if not targets or None in targets or not checks or any(each.number in targets for each in checks):
        return
    wanted = listed([str(number) for number in sorted(filter(None, targets))])
    yield Finding(
        at=checks[0].at,
        message=f"readiness of {workload.title} is asked at port {checks[0].number}, "
        f"its Services lead to {wanted}: pods can be ready while nobody answers there",
        related=few([Related(port.target_place, f"{each.title} leads to {number}") for each, port, number in ports]),
    )


def _checks(template: PodTemplate) -> list[_Check]:
    """What readiness asks; nothing where a command decides, which may well ask the right port."""
    found: list[_Check] = []
    for container in (*template.containers, *template.sidecars):
        probe = mapping_at(container.node, "readinessProbe")
        if probe is None:
            continue
        at = next((port for kind in _ASKING if (port := scalar_at(probe, kind, "port"))), None)
        number = (at.integer or _number_of(container, at.text)) if at else None
        if at is None or number is None:
            return []
        found.append(_Check(at, number))
    return found


def _number_of(container: Container, name: str) -> int | None:
    """Probes look a name up in their own container only."""
    return next((port.number for port in container.ports if port.name == name), None)
