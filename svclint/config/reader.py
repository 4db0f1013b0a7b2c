"""Typed reading of nodes, with errors that say where, what was expected and what is nearest."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeVar

from svclint.config.cluster import PORT, Notation, NotationError
from svclint.errors import ConfigurationError, did_you_mean
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence
from svclint.syntax.scalars import key_name

if TYPE_CHECKING:
    from svclint.sources.source import Source

T = TypeVar("T")


@dataclass(frozen=True)
class Reader:
    """Reads one file. Every method raises ConfigurationError where the node is not what is wanted."""

    source: Source

    def fail(self, node: Node, message: str) -> NoReturn:
        """Say it with the line of the node."""
        self.fail_at(node.start, message)

    def fail_at(self, offset: int, message: str) -> NoReturn:
        """Say it with the line of an offset."""
        raise ConfigurationError(self.source.path, self.source.position(offset)[0], message)

    def entries(self, node: Node, what: str, known: Collection[str] | None = None) -> Iterator[tuple[str, Scalar, Node]]:
        """Name, key and value of each entry of a mapping; with `known`, no other keys. A key may stand only once."""
        if not isinstance(node, Mapping):
            self.fail(node, f"{what}: expected a mapping, not {_told(node)}")
        seen: set[str] = set()
        for key, value in node.entries:
            name = key_name(key)
            if known is not None and name not in known:
                self.fail(key, f'{what}: unknown key "{name}"{did_you_mean(name, known) or _list_of(known)}')
            if name in seen:
                self.fail(key, f'{what}: the key "{name}" stands here twice')
            seen.add(name)
            yield name, key, value

    def items(self, node: Node, what: str) -> tuple[Node, ...]:
        """The items of a list."""
        if not isinstance(node, Sequence):
            self.fail(node, f"{what}: expected a list, not {_told(node)}")
        return node.items

    def string(self, node: Node, what: str) -> str:
        """A string."""
        text = node.string if isinstance(node, Scalar) else None
        if text is None:
            self.fail(node, f"{what}: expected a string, not {_told(node)}")
        return text

    def strings(self, node: Node, what: str) -> tuple[str, ...]:
        """A list of strings."""
        return tuple(self.string(item, what) for item in self.items(node, what))

    def boolean(self, node: Node, what: str) -> bool:
        """True or false."""
        value = node.value if isinstance(node, Scalar) else None
        if not isinstance(value, bool):
            self.fail(node, f"{what}: expected true or false, not {_told(node)}")
        return value

    def integer(self, node: Node, what: str) -> int:
        """A whole number."""
        number = node.integer if isinstance(node, Scalar) else None
        if number is None:
            self.fail(node, f"{what}: expected a whole number, not {_told(node)}")
        return number

    def port(self, node: Node, what: str) -> int:
        """The number of a port."""
        number = self.integer(node, what)
        if not PORT[0] <= number <= PORT[1]:
            self.fail(node, f"{what}: expected a port from {PORT[0]} to {PORT[1]}, not {number}")
        return number

    def choice(self, node: Node, what: str, allowed: Collection[str]) -> str:
        """One of a few words."""
        word = self.string(node, what)
        if word not in allowed:
            self.fail(node, f'{what}: expected one of {", ".join(allowed)}, not "{word}"{did_you_mean(word, allowed)}')
        return word

    def parsed(self, node: Node, what: str, notation: Notation[T]) -> T:
        """A string in a notation."""
        written = isinstance(node, Scalar) and isinstance(node.value, float) and notation.looks_like_number
        text = node.text if isinstance(node, Scalar) and written else self.string(node, what)
        try:
            return notation.parse(text)
        except NotationError as error:
            self.fail(node, f"{what}: {error}")


def _list_of(known: Collection[str]) -> str:
    return f" (known are {', '.join(sorted(known))})"


def _told(node: Node) -> str:
    if isinstance(node, Mapping):
        return "a mapping"
    if isinstance(node, Sequence):
        return "a list"
    return f'"{node.text}"' if isinstance(node, Scalar) and node.text else "nothing"
