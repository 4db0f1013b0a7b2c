"""The key `worlds`: which files are alternatives, as those for `dev` and for `prod` are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.sources.patterns import patterns_of

if TYPE_CHECKING:
    from svclint.config.reader import Reader
    from svclint.syntax.nodes import Node

_KEYS = ("name", "paths")


def read_worlds(reader: Reader, node: Node) -> dict[str, tuple[str, ...]]:
    """The gitignore patterns of each world by its name."""
    worlds: dict[str, tuple[str, ...]] = {}
    for item in reader.items(node, "worlds"):
        given = {name: value for name, _, value in reader.entries(item, "worlds", _KEYS)}
        if len(given) != len(_KEYS):
            reader.fail(item, "worlds: expected a name and paths")
        name = reader.string(given["name"], "worlds: name")
        if not name.strip():
            reader.fail(given["name"], "worlds: a world needs a name")
        if name in worlds:
            reader.fail(given["name"], f'worlds: two are called "{name}"')
        worlds[name] = _patterns(reader, given["paths"], f'paths of world "{name}"')
    return worlds


def _patterns(reader: Reader, node: Node, what: str) -> tuple[str, ...]:
    lines = reader.strings(node, what)
    for item, line in zip(reader.items(node, what), lines, strict=True):
        try:
            patterns_of([line])
        except ValueError as error:
            reader.fail(item, f"{what}: {error}")
    return lines
