"""What was probably meant where a text is no YAML: the line of the slip, which is often not where the parser noticed it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from svclint.syntax.trouble import Line, Slip, Trouble, on_one_line

_KEY = r"[\w./-]+"
_GLUED_COLON = re.compile(rf"[ \t]*(?:- +)*({_KEY}):(?![\s/])[^\s:]+[ \t]*\Z")
_KEY_LINE = re.compile(rf"[ \t]*(?:- +)*[\"']?{_KEY}[\"']?:(?:\s|\Z)")
_BEHIND_QUOTE = re.compile(r"(?:: +|- +)(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ \t]*(?=[^\s#,\]}:])")
_BRACKET_WORD = re.compile(r"(?:: +|- +)(\{[\w .-]+\}|\[[\w .-]+\])[ \t]*(?=[^\s#,\]}])")
_TWO_KEYS = re.compile(rf"[ \t]*(?:- +)*{_KEY}:[ \t]+(.*)\Z")
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)
_BRACKET_OR_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|[\[\]{}]", re.DOTALL)
_NO_START = "cannot start any"
_RESERVED = "@`%"


Check: TypeAlias = Callable[[Trouble], "tuple[int, str] | None"]


def explain(trouble: Trouble) -> Slip:
    """The likely slip; where none is recognised, the place that was noticed."""
    found = next((slip for check in _CHECKS if (slip := check(trouble))), (trouble.noticed, ""))
    return on_one_line(trouble, *found)


def _conflict(trouble: Trouble) -> tuple[int, str] | None:
    found = _CONFLICT.search(trouble.text, trouble.begin, trouble.end)
    return (found.start(), "a merge conflict is not resolved here") if found else None


def _tab(trouble: Trouble) -> tuple[int, str] | None:
    notable = "tab" in trouble.problem or _NO_START in trouble.problem
    for line in (trouble.line, trouble.before if notable else None):
        tab = line.text[: line.indent].find("\t") if line else -1
        if line and tab >= 0:
            return line.start + tab, "a tab indents this line, use spaces"
    return None


def _reserved(trouble: Trouble) -> tuple[int, str] | None:
    character = trouble.text[trouble.noticed : trouble.noticed + 1]
    if character and character in _RESERVED and _NO_START in trouble.problem:
        return trouble.noticed, f"a value cannot start with {character}, quote it"
    return None


def _anchor_like(trouble: Trouble) -> tuple[int, str] | None:
    if trouble.opening in ("*", "&", "!") and trouble.opened is not None:
        return trouble.opened, f"{trouble.opening} has a meaning of its own at the start of a value, quote it"
    return None


def _escape(trouble: Trouble) -> tuple[int, str] | None:
    if trouble.opening == '"' and trouble.text[trouble.noticed : trouble.noticed + 1] == "\\":
        escape = trouble.text[trouble.noticed : trouble.noticed + 2]
        return trouble.noticed, f"{escape} is no escape, write \\{escape} or use single quotes"
    return None


def _open_quote(trouble: Trouble) -> tuple[int, str] | None:
    if trouble.opening in ('"', "'") and trouble.opened is not None and "quoted scalar" in trouble.problem:
        return _first_odd_quote(trouble) or (trouble.opened, "the quote that opens here is not closed")
    return None


def _first_odd_quote(trouble: Trouble) -> tuple[int, str] | None:
    """The quote that swallowed the next ones: on the first line that holds an odd number of them behind a colon or dash."""
    for line in trouble.lines:
        found = re.search(r"(?:: +|- +)([\"'])", line.text)
        if found and line.text.replace("''", "").replace('\\"', "").count(found[1]) % 2:
            return line.start + found.start(1), "the quote that opens here is not closed"
    return None


def _behind_quote(trouble: Trouble) -> tuple[int, str] | None:
    found = _BEHIND_QUOTE.search(trouble.line.text)
    if found:
        return trouble.line.start + found.end(), "something follows the closing quote, quote the whole value"
    return _first_odd_quote(trouble)


def _bracket_word(trouble: Trouble) -> tuple[int, str] | None:
    found = _BRACKET_WORD.search(trouble.line.text)
    if found:
        return trouble.line.start + found.start(1), f"{found[1]} looks like a placeholder; fill it in, or quote the value"
    return None


def _open_bracket(trouble: Trouble) -> tuple[int, str] | None:
    if "flow" not in trouble.problem:
        return None
    opened = _unclosed(trouble.text, trouble.begin, trouble.end)
    if opened is None or opened >= trouble.noticed:
        return trouble.noticed, "a comma is missing before this, or a bracket is of the wrong kind"
    return opened, f"the {trouble.text[opened]} that opens here is not closed"


def _unclosed(text: str, begin: int, end: int) -> int | None:
    """The innermost bracket that is still open at the end."""
    opened: list[int] = []
    for found in _BRACKET_OR_STRING.finditer(text, begin, end):
        if found[0] in "[{":
            opened.append(found.start())
        elif found[0] in "]}" and opened:
            opened.pop()
    return opened[-1] if opened else None


def _no_colon(trouble: Trouble) -> tuple[int, str] | None:
    """A line that should be a key; the parser notices at the next one."""
    if "expected ':'" not in trouble.problem or trouble.opened is None:
        return None
    line = trouble.line_of(trouble.opened)
    return _glued_colon(line) or (trouble.opened, f'no colon behind "{line.text.strip()}"')


def _glued_colon(line: Line) -> tuple[int, str] | None:
    found = _GLUED_COLON.match(line.text)
    return (line.start + found.start(1), f"no space behind the colon of {found[1]}:") if found else None


def _second_colon(trouble: Trouble) -> tuple[int, str] | None:
    if "mapping values" not in trouble.problem:
        return None
    inside = _TWO_KEYS.match(trouble.line.text)
    if inside and trouble.noticed > trouble.line.start + inside.start(1):
        return trouble.line.start + inside.start(1), 'a value with ": " inside must be quoted; two keys need two lines'
    return _continued(trouble)


def _continued(trouble: Trouble) -> tuple[int, str] | None:
    """The line before swallowed this one as the rest of a plain value."""
    before = trouble.before
    if before is None or before.indent > trouble.line.indent:
        return None
    if not _KEY_LINE.match(before.text):
        return _glued_colon(before) or (before.start + before.indent, f'no colon behind "{before.text.strip()}"')
    if before.indent == trouble.line.indent:
        return None
    return trouble.line.start, "indented deeper than the line before, which already has a value"


def _list_in_line(trouble: Trouble) -> tuple[int, str] | None:
    if "sequence entries" in trouble.problem:
        return trouble.noticed, "a list starts on a line of its own"
    return None


def _uneven(trouble: Trouble) -> tuple[int, str] | None:
    """Indented like none of the lines that are still open above it."""
    line = trouble.line
    levels = {each.indent for each in trouble.lines[:-1] if each.counts}
    if not levels or not (_KEY_LINE.match(line.text) or line.text.lstrip().startswith("- ")):
        return None
    if trouble.before and trouble.before.text.rstrip() == "...":
        return line.start, "kubectl ignores what follows a line of dots, begin a document with ---"
    if line.indent in levels:
        if "mapping values" in trouble.problem:
            return None
        return line.start + line.indent, "does not belong here, check its indentation and the end of the line before"
    known = ", ".join(str(level) for level in sorted(levels))
    return line.start + line.indent, f"indented by {line.indent}, the lines above by {known}"


_CHECKS: tuple[Check, ...] = (
    _conflict,
    _tab,
    _reserved,
    _escape,
    _open_quote,
    _bracket_word,
    _open_bracket,
    _no_colon,
    _second_colon,
    _anchor_like,
    _list_in_line,
    _behind_quote,
    _uneven,
)
