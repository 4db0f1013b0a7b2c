"""What the API server reads and libyaml refuses: parsed in another guise of the same length, turned back in the values.

libyaml 0.1 wants no `:` inside a plain word between brackets (`{image: nginx:1.27}`); YAML knows no pairs of surrogates, in
which JSON writes everything beyond 16 bits.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError, YAMLError

_COLON = re.compile(r"!<[^>\s]*>|(?<=[^\s\"'\[\]{},]):(?=\S)")
_STAND_IN = "\uf13a"
_ESCAPED_PAIR = re.compile(r"\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_SHIFTED_PAIR = re.compile("[\ue000-\ue3ff][\ue400-\ue7ff]")
_SHIFT = 0x800
"""From the surrogates to characters for private use, which YAML lets pass."""


class Disguise(NamedTuple):
    """`hide` changes a text without moving anything in it, `reveal` changes a value back."""

    hide: Callable[[str], str]
    reveal: Callable[[str], str]


def _stood_in(found: re.Match[str]) -> str:
    return _STAND_IN if found[0] == ":" else found[0]


def _shifted(found: re.Match[str]) -> str:
    return "".join(f"\\u{int(half, 16) + _SHIFT:04x}" for half in found.groups())


def _joined(found: re.Match[str]) -> str:
    pair = "".join(chr(ord(character) - _SHIFT) for character in found[0])
    return pair.encode("utf-16", "surrogatepass").decode("utf-16")


_DISGUISES = {
    "found unexpected ':'": Disguise(
        lambda text: _COLON.sub(_stood_in, text),
        lambda value: value.replace(_STAND_IN, ":"),
    ),
    "found invalid Unicode character escape code": Disguise(
        lambda text: _ESCAPED_PAIR.sub(_shifted, text),
        lambda value: _SHIFTED_PAIR.sub(_joined, value),
    ),
}


def disguise_for(error: YAMLError) -> Disguise | None:
    """The disguise that may get a text past this error, or None."""
    problem = error.problem if isinstance(error, MarkedYAMLError) else None
    return _DISGUISES.get(problem or "")
