"""Constraints that an object breaks, each at its place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from svclint.schema.constraints import MARK, Constraint
from svclint.schema.empty_items import NEEDS
from svclint.schema.faults import Violation
from svclint.schema.problems import problem, right_value
from svclint.syntax.nodes import Mapping, Node
from svclint.syntax.places import Absent, Path, node_at, spell, string_at

if TYPE_CHECKING:
    from svclint.schema.distinct import Repeat
    from svclint.schema.validator import Complaint

_STATUS = "status"
"""A manifest's status is decoded and then dropped: nobody asks what it holds."""


def violations(
    root: Mapping, complaints: Iterable[Complaint], undecodable: Collection[Path], asked: Callable[[Path], Path]
) -> Iterator[Violation]:
    """What the complaints about constraints come to; what cannot be decoded (paths) is not checked further.

    `asked` tells what the server names where nothing stands at a path.
    """
    for complaint in complaints:
        if complaint.path not in undecodable and complaint.path[:1] != (_STATUS,):
            yield _violation(root, complaint, complaint.schema[MARK], asked)


def repetitions(root: Mapping, repeats: Iterable[Repeat]) -> Iterator[Violation]:
    """The same for items that must differ and do not."""
    for path, earlier, value, constraint in repeats:
        words = problem(constraint, "unique", value)
        first = node_at(root, *earlier)
        yield Violation(constraint["rule"], _node(root, path), path, value, words, earlier=first)


def _violation(root: Mapping, complaint: Complaint, constraint: Constraint, asked: Callable[[Path], Path]) -> Violation:
    path, keyword, value = complaint.path, complaint.keyword, complaint.value
    if NEEDS in constraint:
        return Violation(constraint["rule"], _node(root, path), (*path, constraint[NEEDS]), None, "the item is empty")
    rule: str = constraint["rule"]
    place: Node | None = _node(root, path)
    if isinstance(place, Mapping) and keyword == "required":
        name: str = complaint.schema["required"][0]
        words = f"{spell(path) or string_at(root, 'kind')} needs a field {name}"
        return Violation(rule, Absent(place, name), asked((*path, name)), None, words)
    if isinstance(place, Mapping) and constraint.get("of") == "keys":
        place = place.key(value)
    elif constraint.get("of") == "values":
        path = path[:-1]
    if value is None and "required" in constraint:
        path = asked(path)
    words, right = problem(constraint, keyword, value), right_value(constraint, keyword, value)
    return Violation(rule, place or root, path, value, words, right)


def _node(root: Mapping, path: Path) -> Node:
    return node_at(root, *path) or root
