"""Where a Service port ends in a pod."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from svclint.graph.answers import listed

if TYPE_CHECKING:
    from svclint.model.pod_template import ContainerPort, PodTemplate
    from svclint.model.service import ServicePort


def resolve_target(port: ServicePort, template: PodTemplate, *, sidecars: bool = True) -> int | None:
    """The number in the pod that a Service port reaches; None where a named target port is not served.

    `sidecars` is False for Kubernetes before 1.33, which does not look for names there.

    A number is used as it is; a name is looked up with its protocol over containers, then sidecars, and the first wins
    (https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports, measured).
    """
    if not isinstance(port.target_port, str):
        return port.target_port
    found = named_port(template, port.target_port, port.protocol, sidecars=sidecars)
    return found.number if found else None


def named_port(template: PodTemplate, name: str, protocol: str | None = None, *, sidecars: bool = True) -> ContainerPort | None:
    """The container port of that name, and of that protocol where one is given."""
    without = (port for container in template.containers for port in container.ports)
    for declared in template.ports if sidecars else without:
        if declared.name == name and protocol in (None, declared.protocol):
            return declared
    return None


def numbered_port(template: PodTemplate, number: int, protocol: str | None = None) -> ContainerPort | None:
    """The container port of that number, and of that protocol where one is given."""
    for declared in template.ports:
        if declared.number == number and protocol in (None, declared.protocol):
            return declared
    return None


def declared_behind(port: ServicePort, template: PodTemplate) -> ContainerPort | None:
    """The container port that a Service port leads to, whatever its protocol; None where none is declared."""
    if isinstance(port.target_port, str):
        return named_port(template, port.target_port)
    return numbered_port(template, port.target_port or 0)


def declared_instead(declared: Iterable[ContainerPort]) -> str:
    """For a name that is not among them: what the pods declare, as a clause."""
    known = tuple(declared)
    names = sorted({each.name for each in known if each.name})
    if names:
        return f"there {'are' if len(names) > 1 else 'is'} {listed(names)}"
    numbers = sorted({each.number for each in known if each.number is not None})
    if numbers:
        return f"their ports have no names, only numbers: {listed([str(each) for each in numbers])}"
    return "they declare no ports"
