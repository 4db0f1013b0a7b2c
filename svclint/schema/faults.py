"""What keeps an object from being decoded, each at its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from svclint.schema.plain import Json
    from svclint.syntax.nodes import Mapping, Node, Scalar
    from svclint.syntax.places import Absent, Path


@dataclass(frozen=True)
class UnknownField:
    """A field that strict decoding does not know.

    `parent` is the mapping it stands in and `path` leads there; `allowed` are the fields that could stand there and
    `fitting` those of them that could take this value (a mapping, a list or a scalar); `elsewhere` are the paths from the
    object's root at which a field of that name may stand and could take it, nearest first.
    """

    key: Scalar
    parent: Mapping
    path: Path
    allowed: tuple[str, ...]
    fitting: tuple[str, ...]
    elsewhere: tuple[Path, ...]


@dataclass(frozen=True)
class WrongType:
    """A value of another JSON type. `expected` are JSON Schema types without null; `path` leads to the value."""

    node: Node
    path: Path
    expected: tuple[str, ...]


@dataclass(frozen=True)
class OutOfRange:
    """A number that its Go type cannot hold; both ends belong to the range."""

    node: Node
    path: Path
    lowest: int
    highest: int


@dataclass(frozen=True)
class Malformed:
    """A string that is parsed while decoding and does not parse. `format` is `quantity`, `byte` or `date-time`."""

    node: Scalar
    path: Path
    format: str


@dataclass(frozen=True)
class MissingField:
    """A field that must be there is not, or is null or empty, which is the same to the server. `path` leads to the parent.

    `asked` leads to what the server names: the field, or the first one that must be in it.
    """

    parent: Mapping
    path: Path
    name: str
    asked: Path


@dataclass(frozen=True)
class Violation:
    """A value that decodes and breaks a constraint of the overlays, which `rule` reports.

    `path` is the field as the server names it: for a key or a value of a map that is the map. `value` is what stands there
    as JSON, None where nothing does. `problem` is the broken rule in words that go on after a colon, with the nearest valid
    value; of a field that is absent it says all.
    `right` is the one valid spelling of a word that is wrong in letter case or outer white space alone. `earlier` is what an
    item repeats that must differ from all others.
    """

    rule: str
    place: Node | Absent
    path: Path
    value: Json
    problem: str
    right: str | None = None
    earlier: Node | None = None


Fault: TypeAlias = UnknownField | WrongType | OutOfRange | Malformed | MissingField | Violation
