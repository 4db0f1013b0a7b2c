"""What a label selector nearly takes, and what keeps it from taking it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from svclint.graph.answers import Related, Slip
from svclint.graph.controller_labels import is_controller_label
from svclint.graph.likeness import Likeness, distance, likeness
from svclint.model.objects import Object

if TYPE_CHECKING:
    from svclint.graph.label_questions import LabelQuestion, Wanted
    from svclint.graph.labelled import Labelled
    from svclint.syntax.places import Place

ObjectT = TypeVar("ObjectT", bound=Object)
_ENOUGH = 24
"""Candidates of one list that are looked at: more than a reader would compare, and a bound for huge namespaces."""
_SHOWN = 3


class Strength(IntEnum):
    """How surely the nearest thing was meant. CLOSED: if no manifest is missing; LIKELY and CERTAIN: whatever is missing."""

    WEAK = 0
    CLOSED = 1
    LIKELY = 2
    CERTAIN = 3


class NearLabels(NamedTuple):
    """An object that is almost selected. `rank` orders among equals; `slip` is what would have to be written where."""

    strength: Strength
    rank: tuple[int, int]
    related: Related
    hint: str
    slip: Slip | None = None


class Comparison(Generic[ObjectT]):
    """A question that nothing answers, beside the objects of a kind. `place` tells where their labels stand, or one label."""

    def __init__(self, question: LabelQuestion, table: Labelled[ObjectT], place: Callable[..., Place]) -> None:
        self._question = question
        self._table = table
        self._place = place

    def nearest(self, scopes: Iterable[str]) -> tuple[NearLabels, ...]:
        """The nearest objects, the best first and at most three; none where nothing comes near."""
        candidates = (each for scope in scopes for objects in self._candidates(scope) for each in objects[:_ENOUGH])
        distinct = {id(each): each for each in candidates}.values()
        found = {near.hint: near for near in map(self._compare, distinct) if near}
        best = sorted(found.values(), key=lambda near: (-near.strength, tuple(-part for part in near.rank)))
        return tuple(_with_rivals([near for near in best if near.strength == best[0].strength])[:_SHOWN])

    def _candidates(self, scope: str) -> Iterator[list[ObjectT]]:
        """Objects with all labels but one, with a value that is alike or under another key, and those of the asker's name."""
        wanted, table = self._question.wanted, self._table
        if len(wanted) > 1:
            yield from sorted((table.carriers(scope, each.key, each.value) for each in wanted), key=len)[:2]
        for each in wanted:
            if not table.carriers(scope, each.key, each.value):
                yield table.valued(scope, each.value)
                for alike in table.alike(scope, each.key, each.value)[:_SHOWN]:
                    yield table.carriers(scope, each.key, alike)
            for name in self._question.called:
                yield table.carriers(scope, each.key, name)
        for name in self._question.called:
            yield table.named(scope, name)

    def _compare(self, each: ObjectT) -> NearLabels | None:
        """How near an object is: all conditions but one."""
        labels = self._table.labels(each)
        wanted = self._question.missing(labels)
        if wanted is None or is_controller_label(wanted.key):
            return None
        there = labels.get(wanted.key)
        return self._other_key(wanted, each) if there is None else self._other_value(wanted, there, each)

    def _other_value(self, wanted: Wanted, there: str, each: ObjectT) -> NearLabels | None:
        """The key is there with another value."""
        degree = likeness(wanted.value, there)
        if not degree and len(self._question.wanted) == 1 and not self._question.is_namesake(each):
            return None
        strength = self._strength_of_value(wanted, there, degree, each)
        hint = f"{each.title} has {wanted.key}: {there}{self._besides(wanted)}"
        return NearLabels(
            strength,
            (int(degree), -distance(wanted.value.lower(), there.lower(), 2)),
            Related(self._place(each, wanted.key), f"{each.title} has {wanted.key}: {there}"),
            hint,
            Slip(wanted.value_at, there, alone=strength is Strength.CERTAIN) if strength else None,
        )

    def _strength_of_value(self, wanted: Wanted, there: str, degree: Likeness, each: ObjectT) -> Strength:
        """Names tell which of two values that are alike was meant: that in the name of the one who asks."""
        question = self._question
        own = question.named_after(wanted.value)
        named = max(question.named_after(there), question.named_after(each.name)) > own
        others = len(self._question.wanted) > 1
        if degree is Likeness.SLIP:
            return Strength.CERTAIN if named or others or not own else Strength.LIKELY
        if degree is Likeness.KIN:
            return Strength.LIKELY if named else Strength.CLOSED if others else Strength.WEAK
        return Strength.CLOSED if named and (others or question.is_namesake(each)) else Strength.WEAK

    def _other_key(self, wanted: Wanted, each: ObjectT) -> NearLabels:
        """The key is not there: it is misspelt, another one has the value, or the label is missing."""
        labels = self._table.labels(each)
        holders = [key for key, value in labels.items() if value == wanted.value]
        meant = next((key for key in holders if likeness(wanted.key, key) is Likeness.SLIP), None)
        if meant is not None:
            hint = f"{each.title} has {meant}: {wanted.value}{self._besides(wanted)}"
            related = Related(self._place(each, meant), f"{each.title} has {meant}: {wanted.value}")
            rank = (int(Likeness.SLIP), -distance(wanted.key.lower(), meant.lower(), 2))
            return NearLabels(Strength.CERTAIN, rank, related, hint, Slip(wanted.key_at, meant))
        named = self._question.named_after(each.name) > 0
        related = Related(self._place(each), f"{each.title} has no label {wanted.key}")
        if holders:
            hint = f"{each.title} has {holders[0]}: {wanted.value}, no {wanted.key}{self._besides(wanted)}"
            slip = Slip(wanted.key_at, holders[0], alone=False) if named else None
            return NearLabels(Strength.CLOSED if named else Strength.WEAK, (1, 0), related, hint, slip)
        hint = f"{each.title} has no label {wanted.key}{self._besides(wanted)}"
        strength = Strength.CLOSED if named and len(self._question.wanted) > 1 else Strength.WEAK
        return NearLabels(strength, (0, 0), related, hint, Slip(wanted.key_at, wanted.key, alone=False) if strength else None)

    def _besides(self, wanted: Wanted) -> str:
        """What does agree, so that the reader need not compare."""
        others = ", ".join(f"{each.key}: {each.value}" for each in self._question.wanted if each is not wanted)
        return f" (and {others} as asked)" if others else ""


def _with_rivals(best: list[NearLabels]) -> list[NearLabels]:
    """The same; the first slip is not alone where another of the same rank asks for something else."""
    if not best or best[0].slip is None:
        return best
    first, slip = best[0], best[0].slip
    rivals = {each.slip.expected for each in best if each.slip and each.rank == first.rank}
    return best if len(rivals) == 1 else [first._replace(slip=slip._replace(alone=False)), *best[1:]]
