"""Scalars as the API server reads them: the YAML 1.1 of its decoder (go-yaml v2), measured value by value.

Source: a real kube-apiserver's reading of a few hundred scalars; https://github.com/kubernetes-sigs/yaml and https://yaml.org/type/.
"""

from __future__ import annotations

import base64
import datetime as dt
import math
import re
import struct
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from svclint.syntax.nodes import Scalar

ScalarValue: TypeAlias = str | int | float | bool | None

_YAML_TAG = "tag:yaml.org,2002:"
_WORDS: dict[str, str | float | bool | None] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
for _true, _false in (("yes", "no"), ("on", "off"), ("true", "false"), ("y", "n")):
    for _spell in (str.lower, str.capitalize, str.upper):
        _WORDS[_spell(_true)], _WORDS[_spell(_false)] = True, False
for _name in (".inf", ".Inf", ".INF"):
    _WORDS[_name], _WORDS[f"+{_name}"], _WORDS[f"-{_name}"] = math.inf, math.inf, -math.inf
_WORDS[".nan"] = _WORDS[".NaN"] = _WORDS[".NAN"] = math.nan

_NUMBER_STARTS = frozenset("+-.0123456789")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_INTEGER = re.compile(r"([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_DOTTED = re.compile(r"\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_TIME = r"\d\d?:\d\d?:\d\d?(?:\.\d+)?"
_TIMESTAMP = re.compile(rf"(\d{{4}})-(\d\d?)-(\d\d?)(?:[Tt]{_TIME}(?:Z|[-+]\d\d:\d\d)| {_TIME})?")
_TAGGED_TYPES: dict[str, tuple[type, ...]] = {"bool": (bool,), "int": (int,), "float": (int, float), "null": (type(None),)}
_LONGEST_64_BIT = 64
_SMALLEST_EXPONENT, _LARGEST_EXPONENT = -4, 5
"""Where Go writes a number without exponent."""


class UndecodableError(Exception):
    """A tag that the text does not fit (`!!int x`), or a key that JSON has no name for; `str()` says which."""

    @classmethod
    def of_tag(cls, text: str, name: str) -> UndecodableError:
        """A text that is not of the type its tag says."""
        return cls(f'"{text}" is no !!{name}')

    @classmethod
    def of_key(cls, value: object) -> UndecodableError:
        """A value that the server takes for no key."""
        return cls(f"{'null' if value is None else value} cannot be a key")


def resolve(text: str, style: str, tag: str | None) -> ScalarValue:
    """The value of a scalar; `style` and `tag` as in `Scalar`. Raises UndecodableError where the server gives up."""
    if tag is not None:
        return _tagged(text, tag)
    if style:
        return text
    return _plain(text)


def _plain(text: str) -> ScalarValue:
    if text in _WORDS:
        return _WORDS[text]
    return _number(text) if text[0] in _NUMBER_STARTS else text


def _number(text: str) -> ScalarValue:
    """Underscores do not count, but behind a leading dot only those between digits. Too large for a double: a string."""
    if _DECIMAL.fullmatch(text):
        return int(text)
    digits = text.replace("_", "")
    integer = _integer(digits)
    if integer is not None:
        return integer
    fits = _DOTTED.fullmatch(text) if text.startswith(".") else _FLOAT.fullmatch(digits)
    value = float(digits) if fits else math.inf
    return text if math.isinf(value) else value


def _integer(digits: str) -> int | None:
    """A signed, or an unsigned without a sign, of 64 bits; None for everything else, also `08`."""
    match = _INTEGER.fullmatch(digits)
    if match is None:
        return None
    sign, *parts = match.groups()
    number, base = next((part.lstrip("0") or "0", base) for part, base in zip(parts, (16, 2, 8, 10), strict=True) if part)
    value = int(sign + number, base) if len(number) <= _LONGEST_64_BIT else 1 << _LONGEST_64_BIT
    limit = 1 << (_LONGEST_64_BIT - 1 if sign else _LONGEST_64_BIT)
    return value if -(1 << (_LONGEST_64_BIT - 1)) <= value < limit else None


def _tagged(text: str, tag: str) -> ScalarValue:
    """Tags of the core schema convert even what is quoted; others, a lone `!` too, make a string of everything."""
    name = tag.removeprefix(_YAML_TAG)
    if name == "binary":
        return _binary(text)
    if name == "timestamp":
        return _timestamp(text)
    if name not in _TAGGED_TYPES:
        return text
    value = _plain(text)
    if type(value) not in _TAGGED_TYPES[name]:
        raise UndecodableError.of_tag(text, name)
    return value


def _binary(text: str) -> str:
    data = text.replace("\r", "").replace("\n", "")
    if not _BASE64.fullmatch(data):
        raise UndecodableError.of_tag(text, "binary")
    return base64.b64decode(data).decode(errors="replace")


def _timestamp(text: str) -> str:
    """A day that exists, maybe with a time; the server keeps the text."""
    match = _TIMESTAMP.fullmatch(text)
    try:
        dt.date(*(int(part) for part in match.groups()) if match else (0, 0, 0))
    except ValueError as error:
        raise UndecodableError.of_tag(text, "timestamp") from error
    return text


def key_name(key: Scalar) -> str:
    """A mapping key as the server's JSON has it: booleans and numbers become strings."""
    text = key.text
    if key.tag is None and (key.style or (text not in _WORDS and text[0] not in _NUMBER_STARTS)):
        return text
    return name_of(key.value)


def name_of(value: ScalarValue) -> str:
    """The name that a resolved key gets. Raises UndecodableError for what the server takes for no key."""
    if isinstance(value, str):
        return value
    if value is None or (type(value) is int and value >= 1 << (_LONGEST_64_BIT - 1)):
        raise UndecodableError.of_key(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _float_name(value) if isinstance(value, float) else str(value)


def _float_name(value: float) -> str:
    """As Go's `strconv.FormatFloat(value, 'g', -1, 32)`: the fewest digits that single precision can tell apart."""
    single = _single(value)
    if math.isnan(single) or math.isinf(single):
        return {math.inf: ".inf", -math.inf: "-.inf"}.get(single, ".nan")
    digits = next(digits for digits in range(17) if _single(float(f"{single:.{digits}e}")) == single)
    scientific = f"{single:.{digits}e}"
    exponent = int(scientific.partition("e")[2])
    if _SMALLEST_EXPONENT <= exponent <= _LARGEST_EXPONENT:
        return f"{single:.{max(digits - exponent, 0)}f}"
    return scientific


def _single(value: float) -> float:
    """The nearest number of single precision; infinite where there is none."""
    return float(struct.unpack("f", struct.pack("f", value))[0])
