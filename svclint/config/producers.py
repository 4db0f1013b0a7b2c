"""The key `pod-producers`: kinds whose objects make pods, as `Kind` or `Kind.group`, or with what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from svclint.config.cluster import KIND
from svclint.model.service import PROTOCOLS
from svclint.producers import Producer, producer_of
from svclint.syntax.nodes import Mapping, Scalar

if TYPE_CHECKING:
    from svclint.config.reader import Reader
    from svclint.syntax.nodes import Node

Read: TypeAlias = "Callable[[Reader, Node, str], Any]"
_WHAT = "pod-producers"


def read_producers(reader: Reader, node: Node) -> frozenset[str | Producer]:
    """A kind alone, or a mapping with the fields of the shipped table (`schemas/pod-producers.schema.json`)."""
    found: dict[str, str | Producer] = {}
    for item in reader.items(node, _WHAT):
        each = _producer(reader, item)
        title = each if isinstance(each, str) else each.title
        if title in found and not each == found[title] == title:
            reader.fail(item, f"{_WHAT}: the kind {title} stands here twice")
        found[title] = each
    return frozenset(found.values())


def _producer(reader: Reader, item: Node) -> str | Producer:
    if not isinstance(item, Mapping):
        return reader.parsed(item, _WHAT, KIND)
    return producer_of(_mapping(reader, item, _WHAT, _ROW, "kind"))


def _mapping(reader: Reader, node: Node, what: str, fields: dict[str, Read], needed: str = "") -> dict[str, Any]:
    """The fields of a mapping, one of which may have to be there."""
    found = {name: fields[name](reader, value, f"{what}: {name}") for name, _, value in reader.entries(node, what, fields)}
    if needed and needed not in found:
        reader.fail(node, f"{what}: {needed} is missing")
    return found


def _text(reader: Reader, node: Node, what: str) -> str:
    """A text, also where it looks like a number or a truth value."""
    return node.text if isinstance(node, Scalar) and node.value is not None else reader.string(node, what)


def _kind(reader: Reader, node: Node, what: str) -> str:
    return reader.parsed(node, what, KIND)


def _texts(reader: Reader, node: Node, what: str) -> list[str]:
    return [_text(reader, item, what) for item in reader.items(node, what)]


def _labels(reader: Reader, node: Node, what: str) -> dict[str, str | list[str]]:
    """One value, or a list of those that there may be."""
    pairs = ((name, value, f"{what}: {name}") for name, _, value in reader.entries(node, what))
    return {
        name: _text(reader, value, text) if isinstance(value, Scalar) else _texts(reader, value, text)
        for name, value, text in pairs
    }


def _list_of(fields: dict[str, Read], needed: str = "") -> Read:
    def read(reader: Reader, node: Node, what: str) -> list[dict[str, Any]]:
        return [_mapping(reader, item, what, fields, needed) for item in reader.items(node, what)]

    return read


_PORT: dict[str, Read] = {
    "name": _text,
    "number": lambda reader, node, what: reader.port(node, what),
    "number-from": _text,
    "protocol": lambda reader, node, what: reader.choice(node, what, PROTOCOLS),
}
_PODS: dict[str, Read] = {
    "labels": _labels,
    "labels-from": _texts,
    "name": _text,
    "part": _text,
    "ports": _list_of(_PORT),
    "replicas": _text,
    "scaled-down-if": _text,
    "template": _text,
    "template-of": _text,
}
_SERVICE: dict[str, Read] = {
    "headless": lambda reader, node, what: reader.boolean(node, what),
    "name": _text,
    "part": _text,
    "ports": _texts,
}
_ROW: dict[str, Read] = {
    "kind": _kind,
    "open": lambda reader, node, what: reader.boolean(node, what),
    "pods": _list_of(_PODS),
    "services": _list_of(_SERVICE, "name"),
    "source": _text,
}
