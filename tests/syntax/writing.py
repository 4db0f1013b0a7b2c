"""A strategy for values together with a text that says them: block and flow style, quotes, comments, line ends."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import strategies as st

_WORDS = ("web", "nginx:1.27", "a b", "it's", "80", "0x1F", "yes", "~", "1.5", "-", "http://host/#x", "日本", "😀", "")
_STRINGS = st.one_of(
    st.sampled_from(_WORDS), st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), max_size=8)
)
_NUMBERS = st.integers(-70000, 70000)
_SCALARS = st.one_of(_STRINGS, _NUMBERS, st.booleans(), st.none())
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(_STRINGS, inner, max_size=4)),
    max_leaves=12,
)


@st.composite
def written(draw: st.DrawFn) -> tuple[str, Any]:
    """A text and its value, a mapping."""
    value = draw(st.dictionaries(_STRINGS, _VALUES, min_size=1, max_size=4))
    text = "\n".join(_block(draw, value, 0)) + draw(st.sampled_from(("\n", "", "\n\n# end\n")))
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n")))), value


def _block(draw: st.DrawFn, value: Any, indent: int) -> list[str]:  # noqa: ANN401 - a value of JSON
    pad = " " * indent
    lines: list[str] = []
    parts = [(f"{pad}{_quoted(draw, key)}:", inner) for key, inner in value.items()] if isinstance(value, dict) else []
    parts += [(f"{pad}-", inner) for inner in value] if isinstance(value, list) else []
    for head, inner in parts:
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(("", f"{pad}# note", "  # 'open"))))
        if isinstance(inner, (dict, list)) and inner and draw(st.booleans()):
            lines += [head + draw(st.sampled_from(("", "  # below"))), *_block(draw, inner, indent + draw(st.integers(1, 3)))]
        elif isinstance(inner, str) and inner.strip(" ") == inner != "" and inner.isprintable() and draw(st.booleans()):
            lines += [f"{head} |-", f"{pad}    {inner}"]
        else:
            lines.append(f"{head} {_flow(draw, inner)}{draw(st.sampled_from(('', ' # behind')))}")
    return lines


def _flow(draw: st.DrawFn, value: Any) -> str:  # noqa: ANN401 - a value of JSON
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(draw, key)}: {_flow(draw, inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(draw, inner) for inner in value) + "]"
    return _quoted(draw, value) if isinstance(value, str) else json.dumps(value)


def _quoted(draw: st.DrawFn, text: str) -> str:
    if text in ("web", "a b", "nginx:1.27") and draw(st.booleans()):
        return text
    if draw(st.booleans()):
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)
