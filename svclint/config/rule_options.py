"""A rule's options: the annotations of its frozen dataclass are their schema."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from svclint.errors import RuleFileError

if TYPE_CHECKING:
    from svclint.catalogue.loader import AnyRule
    from svclint.config.reader import Reader
    from svclint.syntax.nodes import Node


def read_options(reader: Reader, node: Node, rule: AnyRule) -> Any:  # noqa: ANN401 - the rule's own dataclass
    """An instance of the rule's options. Keys may be written with "-" for "_"."""
    what = f"options of {rule.name}"
    if rule.options is None:
        reader.fail(node, f"{what}: this rule takes none")
    hints = typing.get_type_hints(rule.options)
    names = {field.name.replace("_", "-"): field.name for field in dataclasses.fields(rule.options)}
    values: dict[str, Any] = {}
    for key, _, value in reader.entries(node, what, {**names, **{field: field for field in names.values()}}):
        field = names.get(key, key)
        values[field] = _convert(reader, value, f"{what}: {key}", hints[field], rule)
    return rule.options(**values)


def _convert(reader: Reader, node: Node, what: str, hint: Any, rule: AnyRule) -> Any:  # noqa: ANN401 - any annotation
    plain: dict[Any, Callable[[Node, str], Any]] = {bool: reader.boolean, int: reader.integer, str: reader.string}
    if hint in plain:
        return plain[hint](node, what)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return reader.choice(node, what, arguments)
    if origin in (tuple, frozenset):
        return origin(_convert(reader, item, what, arguments[0], rule) for item in reader.items(node, what))
    if origin in (types.UnionType, typing.Union) and len(arguments) == 2 and type(None) in arguments:  # noqa: PLR2004 - X | None
        return _convert(reader, node, what, next(each for each in arguments if each is not type(None)), rule)
    raise RuleFileError(rule.file, f"{what}: options are bool, int, str, Literal, tuples, frozensets and X | None, not {hint}")
