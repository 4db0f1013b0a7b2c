"""Objects by the labels that count for whoever selects them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Generic, TypeVar

from svclint.graph.likeness import Vocabulary
from svclint.graph.selector import Requirement, Selector
from svclint.model.objects import Object

ObjectT = TypeVar("ObjectT", bound=Object)
EVERYWHERE = ""
"""The scope of all objects."""


class Labelled(Generic[ObjectT]):
    """Look-up tables over one kind of objects, filed by scope: each namespace is one, and so is `EVERYWHERE`."""

    def __init__(self, objects: Iterable[ObjectT], labels: Callable[[ObjectT], dict[str, str]]) -> None:
        self.labels = labels
        self._all: dict[str, list[ObjectT]] = defaultdict(list)
        self._carriers: dict[tuple[str, str, str], list[ObjectT]] = defaultdict(list)
        self._selected: dict[tuple[str, frozenset[Requirement]], tuple[ObjectT, ...]] = {}
        for each in objects:
            for scope in (each.namespace, EVERYWHERE):
                self._all[scope].append(each)
                for key, value in labels(each).items():
                    self._carriers[scope, key, value].append(each)
        self._vocabularies: dict[tuple[str, str], Vocabulary] = {}

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

    def named(self, scope: str, name: str) -> list[ObjectT]:
        """Objects of a name."""
        return self._named.get((scope, name), [])

    def valued(self, scope: str, value: str) -> list[ObjectT]:
        """Objects that carry a value under whatever key."""
        return self._valued.get((scope, value), [])

    def alike(self, scope: str, key: str, value: str) -> tuple[str, ...]:
        """The values under a key that come nearest to another."""
        place = scope, key
        if place not in self._vocabularies:
            self._vocabularies[place] = Vocabulary(self._values.get(place, ()))
        return self._vocabularies[place].all_nearest(value)

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
