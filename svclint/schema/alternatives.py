"""`anyOf`, `oneOf` and `not` in the schema of a custom resource.

In a structural schema they only narrow what its own fields say:
https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from svclint.model.placeholders import is_placeholder

if TYPE_CHECKING:
    from svclint.schema.plain import Json
    from svclint.schema.release import Schema

KEYWORDS = frozenset({"anyOf", "oneOf", "not"})
_Breaks: TypeAlias = Callable[["Schema", "Json"], bool]
_KNOWN = KEYWORDS | {
    "allOf", "description", "enum", "exclusiveMaximum", "exclusiveMinimum", "items", "maxItems", "maxLength", "maxProperties",
    "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "properties", "required", "type",
}  # fmt: skip
"""What else a branch may ask (a pattern, a format) leaves it open whether it fits."""
_TYPES: dict[str, tuple[type, ...]] = {
    "array": (list,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "object": (dict,),
    "string": (str,),
}


def broken_alternatives(schema: Schema, value: Json, breaks: _Breaks) -> Iterator[str]:
    """What a value is told whose schema gives alternatives that it does not keep to. `breaks` checks it by one schema alone.

    Defaults and nulls that are dropped may change which alternative fits, and so may what a template is yet to fill in.
    """
    if KEYWORDS.isdisjoint(schema) or _is_open(schema, value):
        return
    for keyword in ("anyOf", "oneOf"):
        answers = [_fits(each or {}, value, breaks) for each in schema.get(keyword) or ()]
        if answers and not any(each is not False for each in answers):
            yield "it fits none of the alternatives that its schema gives"
        elif keyword == "oneOf" and answers.count(True) > 1:
            yield "it fits more than one of the alternatives that its schema gives"
    if schema.get("not") and _fits(schema["not"], value, breaks) is True:
        yield "its schema excludes it"


def _is_open(schema: Schema, value: Json) -> bool:
    text = json.dumps(value, default=str)
    return "null" in text or is_placeholder(text) or '"default":' in json.dumps(schema, default=str)


def _fits(schema: Schema, value: Json, breaks: _Breaks) -> bool | None:
    """Whether a value keeps to a branch; None where nobody can tell."""
    if not schema.keys() <= _KNOWN:
        return None
    own = _keeps_to(schema, value, breaks)
    below = [] if own is False else [_fits(inner, each, breaks) for inner, each in _parts(schema, value)]
    parts = [own, *below, *(_fits(each or {}, value, breaks) for each in schema.get("allOf") or ())]
    return False if False in parts else None if None in parts else True


def _keeps_to(schema: Schema, value: Json, breaks: _Breaks) -> bool:
    types = _TYPES.get(schema.get("type", ""))
    right_type = types is None or (isinstance(value, types) and (bool in types or not isinstance(value, bool)))
    lacks = isinstance(value, dict) and any(name not in value for name in schema.get("required") or ())
    return right_type and not lacks and not breaks(schema, value)


def _parts(schema: Schema, value: Json) -> Iterator[tuple[Schema, Json]]:
    if isinstance(value, dict):
        for name, inner in (schema.get("properties") or {}).items():
            if name in value:
                yield inner or {}, value[name]
    elif isinstance(value, list) and isinstance(schema.get("items"), dict):
        for item in value:
            yield schema["items"], item
