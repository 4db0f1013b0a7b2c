"""Which port of a Service was meant, where a monitor asks for one that it does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.labels.label_misses import Strength
from svclint.graph.likeness import Likeness
from svclint.graph.references.service_ports import port_alike, targets_of

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.service import Service, ServicePort


class MonitoredPortMiss(NamedTuple):
    """`meant` is the port that was meant, with how surely; `hint` says why, for the end of a message."""

    strength: Strength
    meant: ServicePort | None
    hint: str


def monitored_port_miss(written: str, service: Service, graph: Graph) -> MonitoredPortMiss:
    """A number, the target port or a misspelt name in place of a Service port's name; or the only port has no name at all."""
    found = next((port for port in service.ports if written in (str(port.port), str(port.node_port))), None)
    if found is not None:
        return _by_name_only(found, f"; ports are chosen by name: {found.title} is meant")
    found = next((port for port in service.ports if written in map(str, targets_of(port, service, graph))), None)
    if found is not None:
        return _by_name_only(
            found, f"; {written} is the pods' port, the Service calls it {found.name}", f"; {written} is the pods' port"
        )
    alike = port_alike(written, service)
    if alike is not None:
        found = alike[0]
        strength = Strength.CERTAIN if alike[1] is Likeness.SLIP else Strength.LIKELY
        return MonitoredPortMiss(strength, found, f"; {found.name} may be meant")
    unnamed = next((port for port in service.ports if not port.name), None)
    return MonitoredPortMiss(Strength.WEAK, None, _to_be_named(unnamed) if unnamed else "")


def _by_name_only(port: ServicePort, hint: str, before: str = "") -> MonitoredPortMiss:
    return MonitoredPortMiss(Strength.CERTAIN, port, hint if port.name else before + _to_be_named(port))


def _to_be_named(port: ServicePort) -> str:
    return f"; ports are chosen by name, and {port.title} has none: give it one"
