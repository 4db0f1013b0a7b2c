"""Selectors that take everything there is, where that cannot be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.service import Service
    from svclint.model.workload import Workload

_OF_A_WHOLE = frozenset(
    {
        "app.kubernetes.io/created-by",
        "app.kubernetes.io/instance",
        "app.kubernetes.io/managed-by",
        "app.kubernetes.io/part-of",
        "helm.sh/chart",
        "heritage",
        "release",
    }
)
"""Labels that say to what a workload belongs, not what it is.

https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
"""

_FEW = 2
"""Two workloads with a label in common may well be two halves of one thing, even where they are alone."""


def swept_up(graph: Graph, service: Service) -> tuple[Workload, ...]:
    """The workloads that a selector takes only because every workload of the namespace, or of a release, carries its labels.

    They run other programs than the rest and listen on none of the ports that the Service goes to. Empty where the selector
    says what it is for, and where a named target port keeps them out.
    """
    servers = graph.servers(service)
    if len(servers.groups) < 2 or not _takes_everything(graph, service):  # noqa: PLR2004 - one workload is all that there is
        return ()
    targets = {port.target_port for port in service.ports}
    numbers = {target for target in targets if isinstance(target, int)}
    if len(numbers) < len(targets) or not numbers:
        return ()
    known = list(zip(servers.groups, servers.numbers, servers.programs, strict=True))
    programs = {program for _, ports, own in known if not numbers.isdisjoint(ports) for program in own}
    others = (group[0] for group, ports, own in known if ports and numbers.isdisjoint(ports) and programs.isdisjoint(own))
    return tuple(others) if programs else ()


def _takes_everything(graph: Graph, service: Service) -> bool:
    """Whether all its labels say to what a workload belongs, or all workloads of the namespace are behind it."""
    behind = len(graph.backends(service))
    return _OF_A_WHOLE.issuperset(service.selector) or _FEW < behind == len(graph.index.workloads[service.namespace])
