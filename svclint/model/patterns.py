"""Texts and paths of the table of pod producers, read for one object (`svclint.producers` says how they are written)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import items_at, node_at

if TYPE_CHECKING:
    from svclint.model.objects import Object

_FIELD = re.compile(r"\{([^}|]+)(?:\|([^}]*))?\}")
_EACH = "[*]"
_PART = "part"


class Ground(NamedTuple):
    """What paths and texts are read from: an object, and the part of it that describes one set of pods."""

    owner: Object
    part: Node

    def node(self, path: str) -> Node | None:
        """The node at the first of the paths that leads somewhere; no lists."""
        for each in path.split("|"):
            first, *rest = each.split(".")
            found = node_at(self.part, *rest) if first == _PART else node_at(self.owner.node, first, *rest)
            if found is not None:
                return found
        return None

    def integer(self, paths: str) -> int | None:
        """The number at the first of the paths that leads somewhere; the last of them may be a number itself, as a default."""
        *ways, default = paths.split("|")
        if not default.isdecimal():
            ways, default = [*ways, default], ""
        found = self.node("|".join(ways)) if any(ways) else None
        if isinstance(found, Scalar) and found.value is not None:
            return found.integer
        return int(default) if default else None

    def text(self, pattern: str) -> str | None:
        """The text with its fields filled in; None where one of them is not there and has no default."""
        values = [self._value(path, default) for path, default in _FIELD.findall(pattern)]
        return None if None in values else _FIELD.sub(lambda _: values.pop(0) or "", pattern)

    def _value(self, path: str, default: str) -> str | None:
        if path in ("name", "namespace"):
            return str(getattr(self.owner, path))
        found = self.node(path)
        return found.text if isinstance(found, Scalar) and found.text else default or None


def parts_of(owner: Object, path: str) -> Iterator[Ground]:
    """The parts at a path with lists; the whole object for an empty path."""
    yield from (Ground(owner, node) for node in _below(owner.node, path.split(".") if path else []))


def _below(node: Node, steps: list[str]) -> Iterator[Node]:
    if not steps:
        yield node
        return
    first, *rest = steps
    name = first.removesuffix(_EACH)
    found = items_at(node, name) if first.endswith(_EACH) else (node_at(node, name),)
    for each in found:
        if isinstance(each, Mapping):
            yield from _below(each, rest)


def fits(text: str, pattern: str) -> bool:
    """Whether a text is what a filled-in pattern says; `*` stands for anything, `[1-9]` for one of these characters."""
    return fnmatchcase(text, pattern)


def is_plain(pattern: str) -> bool:
    """Whether a filled-in pattern stands for itself alone."""
    return "*" not in pattern and "[" not in pattern
