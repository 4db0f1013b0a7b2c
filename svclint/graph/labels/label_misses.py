"""What a question for labels nearly takes, and what keeps it from taking it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeAlias, TypeVar

from svclint.graph.answers import Related, Slip
from svclint.graph.labels.controller_labels import is_controller_label
from svclint.graph.likeness import Likeness, distance, likeness
from svclint.model.objects import Object

if TYPE_CHECKING:
    from svclint.graph.labels.label_questions import Wanted
    from svclint.graph.labels.labelled import Labelled

ObjectT = TypeVar("ObjectT", bound=Object)
Miss: TypeAlias = Literal["label", "template", "namespace"]
ENOUGH = 24
"""Candidates of one list that are looked at: more than a reader would compare, and a bound for huge namespaces."""
SHOWN = 3
_LONG = 8
"""Keys of so many letters have no others beside them that are as near."""


class Strength(IntEnum):
    """How surely the nearest thing was meant. CLOSED: if no manifest is missing; LIKELY and CERTAIN: whatever is missing."""

    WEAK = 0
    CLOSED = 1
    LIKELY = 2
    CERTAIN = 3


class Near(NamedTuple):
    """An object that is almost selected. `rank` orders among equals; `slip` is what would have to be written where.

    `miss`: one label differs, or all are on the workload and not on its template, or in another namespace.
    """

    strength: Strength
    rank: tuple[int, int]
    related: Related
    hint: str
    slip: Slip | None = None
    miss: Miss = "label"

    @property
    def strong(self) -> bool:
        """Whether the difference explains itself even where the world is open."""
        return self.strength >= Strength.LIKELY

    @property
    def certain(self) -> bool:
        """As in Contradicted."""
        return self.strength is Strength.CERTAIN


class Comparison(ABC, Generic[ObjectT]):
    """A question that nothing answers, beside the objects of a table. What the names around labels tell is up to the asker."""

    def __init__(self, wanted: tuple[Wanted, ...], table: Labelled[ObjectT]) -> None:
        self.wanted = wanted
        self.table = table

    @abstractmethod
    def missing(self, each: ObjectT) -> Wanted | None:
        """The one condition that an object does not meet; None where it fails several."""

    @abstractmethod
    def strength_of_value(self, wanted: Wanted, there: str, degree: Likeness, each: ObjectT) -> Strength | None:
        """How surely a value was meant that an object has under the same key; None where it is a stranger."""

    def strength_without(self, each: ObjectT, holder: str | None) -> Strength:  # noqa: ARG002 - for those who can tell
        """How surely an object was meant that lacks a label; `holder` is another key that has the value."""
        return Strength.WEAK

    def namesakes(self, scope: str) -> Iterator[list[ObjectT]]:  # noqa: ARG002 - for those who can tell
        """Further objects to look at."""
        return iter(())

    def nearest(self, scopes: Iterable[str]) -> tuple[Near, ...]:
        """The nearest objects, the best first and at most three; none where nothing comes near."""
        candidates = (each for scope in scopes for objects in self._candidates(scope) for each in objects[:ENOUGH])
        distinct = {id(each): each for each in candidates}.values()
        found = {near.hint: near for near in map(self.compare, distinct) if near}
        best = sorted(found.values(), key=lambda near: (-near.strength, tuple(-part for part in near.rank)))
        return tuple(_with_rivals([near for near in best if near.strength == best[0].strength])[:SHOWN])

    def _candidates(self, scope: str) -> Iterator[list[ObjectT]]:
        """Objects with all labels but one (they have at least one of the two rarest), or a value that is alike or misplaced."""
        table = self.table
        yield from self.namesakes(scope)
        for each in self.wanted:
            if not table.carriers(scope, each.key, each.value):
                yield table.valued(scope, each.value)
                for alike in table.vocabulary(scope, each.key).all_nearest(each.value)[:SHOWN]:
                    yield table.carriers(scope, each.key, alike)
        if len(self.wanted) > 1:
            yield from table.by_rarity(scope, {each.key: each.value for each in self.wanted})[:2]

    def compare(self, each: ObjectT) -> Near | None:
        """How near an object is: all conditions but one."""
        wanted = self.missing(each)
        if wanted is None or is_controller_label(wanted.key):
            return None
        there = self.table.labels(each).get(wanted.key)
        return self._other_key(wanted, each) if there is None else self._other_value(wanted, there, each)

    def _other_value(self, wanted: Wanted, there: str, each: ObjectT) -> Near | None:
        """The key is there with another value."""
        degree = likeness(wanted.value, there)
        strength = self.strength_of_value(wanted, there, degree, each)
        if strength is None:
            return None
        rank = (int(degree), -distance(wanted.value.lower(), there.lower(), 2))
        slip = Slip(wanted.value_at, there, alone=strength is Strength.CERTAIN) if strength else None
        return self._carried(each, wanted, (wanted.key, there), strength, rank)._replace(slip=slip)

    def _other_key(self, wanted: Wanted, each: ObjectT) -> Near:
        """The key is not there: it is misspelt, another one has the value, or the label is missing."""
        holders = [key for key, value in self.table.labels(each).items() if value == wanted.value]
        meant = next((key for key in holders if _is_same_key(wanted.key, key)), None)
        if meant is not None:
            rank = (int(Likeness.SLIP), -distance(wanted.key.lower(), meant.lower(), 2))
            near = self._carried(each, wanted, (meant, wanted.value), Strength.CERTAIN, rank)
            return near._replace(slip=Slip(wanted.key_at, meant))
        return self._without(wanted, each, next(iter(holders), None))

    def _carried(
        self, each: ObjectT, wanted: Wanted, there: tuple[str, str], strength: Strength, rank: tuple[int, int]
    ) -> Near:
        label = ": ".join(there)
        related = Related(self.table.place(each, there[0]), f"{self.table.words(each)} {label}")
        return Near(strength, rank, related, f"{each.title} has {label}{self._besides(wanted)}")

    def _without(self, wanted: Wanted, each: ObjectT, holder: str | None) -> Near:
        strength = self.strength_without(each, holder)
        slip = Slip(wanted.key_at, holder or wanted.key, alone=False) if strength else None
        has = f"has {holder}: {wanted.value}, no {wanted.key}" if holder else f"has no label {wanted.key}"
        related = Related(self.table.place(each), f"{each.title} has no label {wanted.key}")
        return Near(strength, (int(holder is not None), 0), related, f"{each.title} {has}{self._besides(wanted)}", slip)

    def _besides(self, wanted: Wanted) -> str:
        """What does agree, so that the reader need not compare."""
        others = ", ".join(f"{each.key}: {each.value}" for each in self.wanted if each is not wanted)
        return f" (and {others} as asked)" if others else ""


def _is_same_key(key: str, theirs: str) -> bool:
    """Whether one key is a slip of the other; with the same value below them they are no siblings (`kubernetes.i0/name`)."""
    close = len(key) >= _LONG and distance(key.lower(), theirs.lower(), 2) <= 2  # noqa: PLR2004 - as many letters as a slip has
    return close or likeness(key, theirs) is Likeness.SLIP


def _with_rivals(best: list[Near]) -> list[Near]:
    """The same; the first slip is not alone where another of the same rank asks for something else."""
    if not best or best[0].slip is None:
        return best
    first, slip = best[0], best[0].slip
    rivals = {each.slip for each in best if each.rank == first.rank}
    return best if len(rivals) == 1 else [first._replace(slip=slip._replace(alone=False)), *best[1:]]
