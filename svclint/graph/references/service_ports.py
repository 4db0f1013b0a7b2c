"""Whether a Service has the port that a reference names, and which one was meant where it has not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.backends.ports import declared_behind, resolve_target
from svclint.graph.likeness import Likeness, likeness, most_alike
from svclint.model.placeholders import is_placeholder
from svclint.syntax.nodes import Mapping
from svclint.syntax.places import Absent

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.references.reference_reader import Reference
    from svclint.model.service import Service, ServicePort
    from svclint.reference_rows import PortKind
    from svclint.syntax.nodes import Scalar
    from svclint.syntax.places import Place


class AskedPort(NamedTuple):
    """A port as a reference gives it: a name or a number; `scalar` is None for the default, which stands nowhere.

    `of_external`: an ExternalName that lists ports has to list it too.
    """

    at: Place
    value: str | int
    kind: PortKind
    scalar: Scalar | None = None
    of_external: bool = False


@dataclass(frozen=True)
class PortMiss:
    """A Service without the port that was asked for.

    `meant` is the one that leads to it, is named like it, or is the only one. `leads`: what was asked for is another number or
    name of `meant`: that of its pods, of the nodes. `alike`: it is misspelt.
    """

    service: Service
    asked: AskedPort
    meant: ServicePort | None
    leads: bool
    alike: bool

    @property
    def explained(self) -> bool:
        """Whether the slip shows itself, whatever a kustomization may still change."""
        return self.leads or self.alike

    @property
    def right(self) -> str | int | None:
        """What to write instead, in the same form where that is possible; None where there is no one reading."""
        meant = self.meant
        if meant is None or meant.port is None:
            return None
        if self.asked.kind == "endpoint":
            return meant.name or meant.target_port
        if self.asked.kind == "text":
            return str(meant.port)
        return meant.port if isinstance(self.asked.value, int) else meant.name or None


def asked_ports(reference: Reference) -> tuple[AskedPort, ...]:
    """The ports of a reference, or its default; what no field of that type takes, or a tool is to fill in, is left out."""
    row = reference.row
    if not reference.ports:
        default = row.default_port
        return (AskedPort(_place(reference), default, "number"),) if default is not None else ()
    read = ((each, _value(each, row.port_kind)) for each in reference.ports)
    external = row.port_of_external
    return tuple(AskedPort(each, value, row.port_kind, each, external) for each, value in read if value is not None)


def _place(reference: Reference) -> Place:
    path = reference.row.port
    simple = path and len(path[0].steps) == 1 and isinstance(reference.at, Mapping)
    return Absent(reference.at, path[0].text) if simple and isinstance(reference.at, Mapping) else reference.name_node


def _value(written: Scalar, kind: PortKind) -> str | int | None:
    if is_placeholder(written.text):
        return None
    if kind in ("text", "endpoint"):
        return written.text
    if kind == "number" or (kind == "either" and written.string is None):
        return written.integer
    return written.string


def has_port(service: Service, asked: AskedPort, graph: Graph) -> bool:
    """Whether one of its ports is the one. An ExternalName needs to list none, and most of its callers take any."""
    if service.type == "ExternalName" and not (asked.of_external and service.ports):
        return True
    return any(_is(port, service, asked, graph) for port in service.ports)


def _is(port: ServicePort, service: Service, asked: AskedPort, graph: Graph) -> bool:
    if asked.kind == "endpoint":
        numbers = _numbers(port, service, graph)
        return port.name == asked.value or not numbers or asked.value in {str(number) for number in numbers}
    if asked.kind == "text":
        return asked.value in (port.name, str(port.port))
    return asked.value == (port.name if isinstance(asked.value, str) else port.port)


def _numbers(port: ServicePort, service: Service, graph: Graph) -> set[int]:
    """Where a port ends in the pods; nothing where no file tells."""
    if isinstance(port.target_port, int):
        return {port.target_port}
    found = (resolve_target(port, each.template) for each in graph.backends(service) if each.template)
    return {number for number in found if number is not None}


def port_miss(service: Service, asked: AskedPort, graph: Graph) -> PortMiss:
    """What to say of a port that a Service does not have."""
    meant = _meant(service, asked, graph)
    leads = meant is not None and _leads_to(meant, service, asked, graph)
    alike = meant is not None and isinstance(asked.value, str) and likeness(asked.value, meant.name) is Likeness.SLIP
    return PortMiss(service, asked, meant, leads, alike)


def _meant(service: Service, asked: AskedPort, graph: Graph) -> ServicePort | None:
    by_target = [port for port in service.ports if _leads_to(port, service, asked, graph)]
    alike = port_alike(asked.value, service) if isinstance(asked.value, str) else None
    for found in (by_target, [alike[0]] if alike else [], list(service.ports)):
        if len(found) == 1:
            return found[0]
    return None


def port_alike(name: str, service: Service) -> tuple[ServicePort, Likeness] | None:
    """The port whose name is most like another, and how alike they are."""
    alike = most_alike(name, (port.name for port in service.ports if port.name))
    return next((port, alike[1]) for port in service.ports if port.name == alike[0]) if alike else None


def targets_of(port: ServicePort, service: Service, graph: Graph) -> Iterator[str | int | None]:
    """What the pods call a port: the target port as written, and the name and the number of the container port behind it."""
    yield port.target_port
    for workload in graph.backends(service):
        declared = declared_behind(port, workload.template) if workload.template else None
        yield from (declared.name, declared.number) if declared else ()


def _leads_to(port: ServicePort, service: Service, asked: AskedPort, graph: Graph) -> bool:
    """Whether what was asked for is the port's target, or the name or number of the container port behind it, or its node port.

    Where a name or endpoints are asked for, it is the number of the Service port itself that stands for something else.
    """
    if asked.kind == "endpoint" or asked.value == str(port.port):
        return asked.value == str(port.port)
    wanted = {asked.value, int(asked.value)} if asked.kind == "text" and str(asked.value).isdecimal() else {asked.value}
    return port.node_port in wanted or not wanted.isdisjoint(targets_of(port, service, graph))
