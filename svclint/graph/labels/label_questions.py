"""A label selector as someone wrote it, and whom it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.labels.selector import Selector
from svclint.graph.likeness import words_of
from svclint.syntax.nodes import Mapping, Node, Scalar, item_text
from svclint.syntax.places import items_at, mapping_at, scalar_at, string_at
from svclint.syntax.scalars import key_name

if TYPE_CHECKING:
    from svclint.model.objects import Object

_MANY_WORDS = 12


class Wanted(NamedTuple):
    """A condition that asks for one value of one key, and where both are written."""

    key: str
    value: str
    key_at: Scalar
    value_at: Scalar


@dataclass(frozen=True, eq=False)
class LabelQuestion:
    """`asking` selects by the label selector `node`.

    `namespaces` are those where it looks, None for everywhere; `namespace_nodes` are those that it names itself, and `fixed`
    says that it cannot name any, since it always looks in its own.
    """

    asking: Object
    node: Mapping
    namespaces: tuple[str, ...] | None
    namespace_nodes: tuple[Scalar, ...] = ()
    fixed: bool = False

    @cached_property
    def selector(self) -> Selector | None:
        """For the engine; None where an expression cannot be understood."""
        return Selector.read(self.node)

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """The conditions that ask for one value."""
        return tuple(wanted_by(self.node))

    @cached_property
    def unread(self) -> str | None:
        """The first key whose value is no string: the API server refuses such a selector."""
        labels = mapping_at(self.node, "matchLabels")
        pairs = labels.items() if labels is not None else ()
        return next((key for key, value in pairs if not isinstance(value, Scalar) or value.string is None), None)

    def missing(self, labels: dict[str, str]) -> Wanted | None:
        """The one condition that labels do not meet; None where they fail several, or one that asks for no single value."""
        wanted = [one for one in self.wanted if labels.get(one.key) != one.value]
        failing = [one for one in self.selector.requirements if not one.accepts(labels)] if self.selector else []
        return wanted[0] if len(wanted) == len(failing) == 1 else None

    @cached_property
    def called(self) -> tuple[str, ...]:
        """What `asking` may be called after: each run of the words of its name."""
        words = words_of(self.asking.name)[:_MANY_WORDS]
        runs = (words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1))
        return tuple(dict.fromkeys("-".join(run) for run in runs))

    def named_after(self, text: str) -> int:
        """How many words of its name another name or a label's value is; 0 where it is something else."""
        return named_after(self.asking.name, text)

    def is_namesake(self, each: Object) -> bool:
        """Whether an object has its whole name, but for a word such as `pdb` or `monitor` behind it."""
        words, theirs = words_of(self.asking.name), words_of(each.name)
        return bool(theirs) and theirs in (words, words[:-1])


def wanted_by(selector: Mapping) -> Iterator[Wanted]:
    """The conditions of a label selector that ask for one value: `matchLabels`, and expressions that leave one only."""
    yield from wanted_of(mapping_at(selector, "matchLabels"))
    for item in items_at(selector, "matchExpressions"):
        at, values = scalar_at(item, "key"), items_at(item, "values")
        if at is not None and string_at(item, "operator") == "In" and len(values) == 1:
            yield from _wanted(at.text, at, values[0])


def wanted_of(labels: Mapping | None) -> Iterator[Wanted]:
    """A map of labels, as far as the server takes them."""
    for key, value in labels.entries if labels is not None else ():
        name = key_name(key)
        if labels is not None and labels.get(name) is value:
            yield from _wanted(name, key, value)


def _wanted(name: str, key: Scalar, value: Node) -> Iterator[Wanted]:
    text = item_text(value)
    if isinstance(value, Scalar) and text is not None:
        yield Wanted(name, text, key, value)


def named_after(name: str, other: str) -> int:
    """How many words of a name another one is, in order and without a gap; 0 where it is something else."""
    words, theirs = words_of(name), words_of(other)
    runs = (words[start : start + len(theirs)] for start in range(len(words)))
    return len(theirs) if theirs and theirs in runs else 0
