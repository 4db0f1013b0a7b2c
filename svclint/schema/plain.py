"""A tree as the plain JSON that the API server sees: dict, list, str, int, float, bool.

Validators take nothing else (jsonschema-rs refuses subclasses), and this runs for every object: it is written for speed.
"""

from __future__ import annotations

import math
from typing import Any, TypeAlias

from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence
from svclint.syntax.scalars import resolve

Json: TypeAlias = Any
"""dict, list, str, int, float, bool or None; precise typing of nested JSON buys nothing here."""


def plain(node: Node, unspeakable: list[Scalar]) -> Json:
    """The value of a node; numbers that JSON has no word for (`.inf`, `.nan`) go to `unspeakable` and become null."""
    if type(node) is Mapping:
        return _mapping(node, unspeakable)
    if type(node) is Sequence:
        return [plain(item, unspeakable) for item in node.items]
    return _number(node, unspeakable) if isinstance(node, Scalar) else None


def _mapping(node: Mapping, unspeakable: list[Scalar]) -> dict[str, Json]:
    result: dict[str, Json] = {}
    for name, child in node.values.items():
        if type(child) is Scalar:
            value = resolve(child.text, child.style, child.tag)
            if type(value) is float:
                value = _number(child, unspeakable)
        else:
            value = plain(child, unspeakable)
        result[name] = value
    return result


def _number(node: Scalar, unspeakable: list[Scalar]) -> Json:
    value = node.value
    if isinstance(value, float) and not math.isfinite(value):
        unspeakable.append(node)
        return None
    return value
