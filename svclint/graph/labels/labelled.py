"""Objects by the labels that count for whoever selects them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar

from svclint.graph.labels.selector import Requirement, Selector
from svclint.graph.likeness import Vocabulary
from svclint.model.objects import Object
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.syntax.places import Place

ObjectT = TypeVar("ObjectT", bound=Object)
EVERYWHERE = ""
"""The scope of all objects."""


class Labelled(ABC, Generic[ObjectT]):
    """Look-up tables over one kind of objects, filed by scope: each namespace is one, and so is `EVERYWHERE`."""

    def __init__(self, objects: Iterable[ObjectT]) -> None:
        self._all: dict[str, list[ObjectT]] = defaultdict(list)
        self._carriers: dict[tuple[str, str, str], list[ObjectT]] = defaultdict(list)
        self._selected: dict[tuple[str, frozenset[Requirement]], tuple[ObjectT, ...]] = {}
        for each in objects:
            for scope in (each.namespace, EVERYWHERE):
                self._all[scope].append(each)
                for key, value in self.labels(each).items():
                    self._carriers[scope, key, value].append(each)
        self._vocabularies: dict[tuple[str, str], Vocabulary] = {}

    @abstractmethod
    def labels(self, each: ObjectT) -> dict[str, str]:
        """The labels that count."""

    @abstractmethod
    def place(self, each: ObjectT, *key: str) -> Place:
        """Where they stand, or one of them."""

    def words(self, each: ObjectT) -> str:
        """For messages, with a label behind, beside its place: `Service web has`."""
        return f"{each.title} has"

    def selected(self, scope: str, selector: Selector) -> tuple[ObjectT, ...]:
        """What a selector takes, in the order of the input."""
        question = scope, frozenset(selector.requirements)
        if question not in self._selected:
            few = min(
                (self.carriers(scope, each.key, value) for each in selector.requirements for value in each.only),
                key=len,
                default=self._all.get(scope, []),
            )
            self._selected[question] = tuple(each for each in few if selector.accepts(self.labels(each)))
        return self._selected[question]

    def carriers(self, scope: str, key: str, value: str) -> list[ObjectT]:
        """Objects with a label."""
        return self._carriers.get((scope, key, value), [])

    def by_rarity(self, scope: str, labels: dict[str, str]) -> list[list[ObjectT]]:
        """For each of the labels the objects with it, the rarest label first."""
        return sorted((self.carriers(scope, key, value) for key, value in labels.items()), key=len)

    def named(self, scope: str, name: str) -> list[ObjectT]:
        """Objects of a name."""
        return self._named.get((scope, name), [])

    def valued(self, scope: str, value: str) -> list[ObjectT]:
        """Objects that carry a value under whatever key."""
        return self._valued.get((scope, value), [])

    def values(self, scope: str, key: str) -> list[str]:
        """The values under a key, in the order of the input."""
        return self._values.get((scope, key), [])

    def vocabulary(self, scope: str, key: str) -> Vocabulary:
        """The same values, to find the nearest of."""
        place = scope, key
        if place not in self._vocabularies:
            self._vocabularies[place] = Vocabulary(self.values(scope, key))
        return self._vocabularies[place]

    @cached_property
    def namespaces_with(self) -> dict[tuple[str, str], list[str]]:
        """In which namespaces there are objects with a label."""
        table: dict[tuple[str, str], list[str]] = defaultdict(list)
        for namespace, key, value in sorted(self._carriers):
            if namespace != EVERYWHERE:
                table[key, value].append(namespace)
        return table

    @cached_property
    def _named(self) -> dict[tuple[str, str], list[ObjectT]]:
        table: dict[tuple[str, str], list[ObjectT]] = defaultdict(list)
        for scope, objects in self._all.items():
            for each in objects:
                table[scope, each.name].append(each)
        return table

    @cached_property
    def _valued(self) -> dict[tuple[str, str], list[ObjectT]]:
        table: dict[tuple[str, str], list[ObjectT]] = defaultdict(list)
        for (scope, _, value), objects in self._carriers.items():
            table[scope, value] += objects
        return table

    @cached_property
    def _values(self) -> dict[tuple[str, str], list[str]]:
        table: dict[tuple[str, str], list[str]] = defaultdict(list)
        for scope, key, value in self._carriers:
            table[scope, key].append(value)
        return table


class OwnLabels(Labelled[ObjectT]):
    """Objects by the labels in their metadata."""

    def labels(self, each: ObjectT) -> dict[str, str]:
        """Those of the object."""
        return each.labels

    def place(self, each: ObjectT, *key: str) -> Place:
        """In its metadata."""
        return each.place("metadata", "labels", *key)


class PodLabels(Labelled[Workload]):
    """Workloads by the labels in their templates."""

    def labels(self, each: Workload) -> dict[str, str]:
        """Those of the pods."""
        return each.pod_labels

    def place(self, each: Workload, *key: str) -> Place:
        """In the template."""
        return each.template.place("metadata", "labels", *key) if each.template else each.name_place

    def words(self, each: Workload) -> str:  # noqa: ARG002 - the place says which
        """What is shown is the template."""
        return "these pods carry"
