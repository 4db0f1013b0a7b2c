"""Selectors that take everything there is, where that cannot be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.servers import programs_of

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
    listening = [group[0] for group in servers.groups if not numbers.isdisjoint(_ports_of(group[0]))]
    programs = {program for each in listening for program in programs_of(each)}
    others = (group[0] for group in servers.groups if _ports_of(group[0]) and numbers.isdisjoint(_ports_of(group[0])))
    return tuple(each for each in others if programs and programs.isdisjoint(programs_of(each)))


def _takes_everything(graph: Graph, service: Service) -> bool:
    """Whether all its labels say to what a workload belongs, or all workloads of the namespace are behind it."""
    behind = len(graph.backends(service))
    return _OF_A_WHOLE.issuperset(service.selector) or _FEW < behind == len(graph.index.workloads[service.namespace])


def _ports_of(workload: Workload) -> set[int]:
    return {port.number for port in workload.template.ports if port.number} if workload.template else set()
