"""What is wrong with a value that breaks a constraint, in words that go on after a colon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.errors import did_you_mean
from svclint.model.formats import nearest_name
from svclint.schema.formats import FAULTS

if TYPE_CHECKING:
    from svclint.schema.constraints import Constraint
    from svclint.schema.plain import Json

_NAMES = frozenset({"dns-1035-label", "dns-label", "dns-subdomain", "port-name"})
"""Formats to which a text can be brought by lower case and dashes."""
_BOUNDS = {
    "minItems": "items and must have at least",
    "maxItems": "items and may have at most",
    "maxLength": "characters and may have at most",
}


def problem(constraint: Constraint, keyword: str, value: Json) -> str:
    """The broken rule; `keyword` is the one of JSON Schema that a validator named."""
    match keyword:
        case "enum":
            return _choice(constraint["enum"], value or "")
        case "minimum" | "maximum":
            return _range(constraint.get("minimum"), constraint.get("maximum"))
        case "unique":
            return f"an earlier item has the same {' and '.join(constraint['unique'])}"
        case "maxItems" if constraint.get(keyword) == 0:
            return "it must be left out here"
        case "minItems" | "maxItems" | "maxLength" if keyword in constraint:
            return f"it has {len(value)} {_BOUNDS[keyword]} {constraint[keyword]}"
    return _form(constraint["format"], value or "") if "format" in constraint else "it must not be empty"


def _form(name: str, text: str) -> str:
    fault = FAULTS[name](text) or "it must not be empty"
    right = nearest_name(text, FAULTS[name]) if name in _NAMES else None
    return f'{fault}; "{right}" would do' if right else fault


def right_value(constraint: Constraint, keyword: str, value: Json) -> str | None:
    """The one valid word that differs from a value in letter case and outer white space alone."""
    if not isinstance(value, str):
        return None
    if keyword == "enum":
        return _right_choice(constraint["enum"], value)
    lower = value.strip().lower()
    fixable = keyword == "format" and constraint["format"] in _NAMES and FAULTS[constraint["format"]](lower) is None
    return lower if fixable else None


def _right_choice(allowed: list[str], word: str) -> str | None:
    return next((each for each in allowed if each.lower() == word.strip().lower()), None)


def _choice(allowed: list[str], word: str) -> str:
    if not allowed:
        return "its schema allows no value at all"
    right = _right_choice(allowed, word)
    only = allowed[0] if len(allowed) == 1 else f"{', '.join(allowed[:-1])} or {allowed[-1]}"
    return f"it must be {only}" + (f'; write "{right}"' if right else did_you_mean(word, allowed))


def _range(lowest: int | None, highest: int | None) -> str:
    if lowest is None or highest is None:
        return f"it must be at most {highest}" if lowest is None else f"it must be at least {lowest}"
    return f"it must be between {lowest} and {highest}"
