"""The DNS zone that the files create once they are applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, get_args

from svclint.graph.backends.endpoints import ServiceEndpoints, applied_services, endpoints_of
from svclint.graph.dns.records import Record, RecordType, records_of
from svclint.graph.likeness import Likeness, most_alike
from svclint.model.objects import Object

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.service import Service

_ORDER: tuple[str, ...] = get_args(RecordType)
_DIGITS = re.compile(r"(\d+)")


class Zone:
    """All names of one world. They are made when the first is asked for."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.name = graph.settings.zone

    @cached_property
    def services(self) -> dict[tuple[str, str], ServiceEndpoints]:
        """Who answers for each Service, by its namespace and name."""
        found = (endpoints_of(each, self.graph) for each in applied_services(self.graph))
        return {(each.service.namespace, each.service.name): each for each in found if each.service.name}

    @cached_property
    def records(self) -> tuple[Record, ...]:
        """All records: by namespace and Service, then type, then name."""
        parts = (record for each in self.services.values() for record in records_of(each, self.graph.settings))
        return tuple(sorted(_joined(parts), key=_place))

    def services_over(self, namespace: str, workload: str) -> tuple[Service, ...]:
        """The Services that select the pods of a workload, which has no name of its own in DNS."""
        found = self.graph.index.workloads_named(namespace, workload)
        services = (service for each in found for service in self.graph.services_selecting(each) if service.name)
        return tuple(dict.fromkeys(services))

    @cached_property
    def by_name(self) -> dict[str, tuple[Record, ...]]:
        """The records of each name, which is in lower case here: DNS knows no difference."""
        table: dict[str, list[Record]] = {}
        for each in self.records:
            table.setdefault(each.name.lower(), []).append(each)
        return {name: tuple(records) for name, records in table.items()}

    @cached_property
    def namespaces(self) -> frozenset[str]:
        """The namespaces of which anything is known."""
        given = (each.name if each.kind == "Namespace" else each.namespace for each in self.graph.of(Object))
        return frozenset(filter(None, given)) | self.graph.settings.external.namespaces

    def ports_of(self, service: Service) -> tuple[str, ...]:
        """The names of its SRV records."""
        return tuple(each.name for each in self.records if each.service is service and each.type == "SRV")

    def nearest_service(self, namespace: str, name: str) -> tuple[str, Likeness]:
        """The Service of a namespace whose name is most like `name`, empty for none, and how alike it is."""
        return most_alike(name, (each for place, each in self.services if place == namespace)) or ("", Likeness.NONE)


def _joined(parts: Iterable[Record]) -> Iterator[Record]:
    """One record for each name, type and Service; a target counts once."""
    groups: dict[tuple[str, str, int], list[Record]] = {}
    for each in parts:
        groups.setdefault((each.name, each.type, id(each.service)), []).append(each)
    for first, *rest in groups.values():
        targets = dict.fromkeys(target for each in (first, *rest) for target in each.targets)
        yield Record(first.name, first.type, first.service, tuple(sorted(targets, key=_natural)))


def _place(each: Record) -> tuple[object, ...]:
    return each.service.namespace, each.service.name, _ORDER.index(each.type), each.name.count("."), _natural(each.name)


def _natural(name: str) -> list[tuple[int, str]]:
    """`db-2` before `db-10`."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(name)]
