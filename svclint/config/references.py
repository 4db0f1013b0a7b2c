"""The key `references`: rows beside those of the reference table, for kinds of one's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from svclint.config.cluster import FIELD_PATH, KIND_NAME
from svclint.reference_rows import FORMS, KEYS, PORT_KINDS, TARGET_KEYS, FieldPath, ReferenceRow, Target
from svclint.syntax.nodes import Scalar

if TYPE_CHECKING:
    from svclint.config.reader import Reader
    from svclint.syntax.nodes import Node

Read: TypeAlias = Callable[["Reader", "Node", str], Any]
_REQUIRED = ("groups", "kinds", "at")


def read_references(reader: Reader, node: Node) -> tuple[ReferenceRow, ...]:
    """A list of rows as in `schemas/references.json`; where one group, kind or path is enough, it needs no list."""
    return tuple(_row(reader, item) for item in reader.items(node, "references"))


def _row(reader: Reader, node: Node) -> ReferenceRow:
    values: dict[str, Any] = {}
    for name, _, value in reader.entries(node, "references", KEYS):
        values[name.replace("-", "_")] = _READ[name](reader, value, f"references: {name}")
    for name in _REQUIRED:
        if name not in values:
            reader.fail(node, f"references: {name} is missing")
    return ReferenceRow(**values)


def _one_or_more(read: Read) -> Read:
    def read_all(reader: Reader, node: Node, what: str) -> tuple[Any, ...]:
        nodes = (node,) if isinstance(node, Scalar) else reader.items(node, what)
        return tuple(read(reader, each, what) for each in nodes)

    return read_all


def _string(reader: Reader, node: Node, what: str) -> str:
    return reader.string(node, what)


def _flag(reader: Reader, node: Node, what: str) -> bool:
    return reader.boolean(node, what)


def _kind(reader: Reader, node: Node, what: str) -> str:
    return reader.parsed(node, what, KIND_NAME)


def _path(reader: Reader, node: Node, what: str) -> FieldPath:
    return FieldPath(reader.parsed(node, what, FIELD_PATH))


def _where(reader: Reader, node: Node, what: str) -> tuple[tuple[FieldPath, frozenset[str]], ...]:
    strings = _one_or_more(_string)
    found = []
    for name, key, value in reader.entries(node, what):
        found.append((_path(reader, key, what), frozenset(strings(reader, value, f"{what}: {name}"))))
    return tuple(found)


def _not_with(reader: Reader, node: Node, what: str) -> tuple[str, str]:
    entries = reader.entries(node, what, ("port", "annotation"))
    given = {name: reader.string(value, f"{what}: {name}") for name, _, value in entries}
    if len(given) != 2:  # noqa: PLR2004 - both of the two keys above
        reader.fail(node, f"{what}: expected port and annotation")
    return given["port"], given["annotation"]


def _target(reader: Reader, node: Node, what: str) -> Target:
    readers: Mapping[str, Read] = {"kind": _path, "api-version": _path, "scales": _flag}
    values: dict[str, Any] = {"kind": FieldPath("kind"), "api_version": FieldPath("apiVersion")}
    for name, _, value in reader.entries(node, what, TARGET_KEYS):
        values[name.replace("-", "_")] = readers.get(name, _string)(reader, value, f"{what}: {name}")
    return Target(**values)


_READ: Mapping[str, Read] = {
    "groups": _one_or_more(_string),
    "kinds": _one_or_more(_kind),
    "at": _one_or_more(_path),
    "name": _path,
    "namespace": _path,
    "namespace-required": _flag,
    "port": _one_or_more(_path),
    "port-kind": lambda reader, node, what: reader.choice(node, what, PORT_KINDS),
    "port-required": _flag,
    "port-of-external": _flag,
    "default-port": lambda reader, node, what: reader.port(node, what),
    "form": lambda reader, node, what: reader.choice(node, what, FORMS),
    "where": _where,
    "not-with": _not_with,
    "target": _target,
    "verb": _string,
    "docs": _string,
}
