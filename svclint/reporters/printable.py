"""What a terminal can be given: nothing that moves its cursor, hides text or turns its direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

TAB_STOP = 4
"""Tabs are shown up to the next multiple of this many cells; inside YAML they are a mistake more often than not."""

_ASCII = 0x7F
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def printable(text: str, *, unicode: bool = True) -> str:
    r"""The text with whatever would not show as itself written as an escape: `\n`, `\x1b`, `\u202e`.

    That holds for control and format characters (with them the overrides of direction, which can make a line read as another
    one), lone surrogates, and spaces that only look like one. Without `unicode` it holds for everything beyond ASCII.
    """
    if text.isprintable() and (unicode or text.isascii()):
        return text
    return "".join(_shown(character, unicode=unicode) for character in text)


def cells(text: str) -> int:
    """How many columns of a terminal a printable text takes: two for a wide character, none for a combining one.

    Source: Unicode Standard Annex 11, https://www.unicode.org/reports/tr11/.
    """
    return len(text) if text.isascii() else sum(_cells(character) for character in text)


@lru_cache(maxsize=4)  # all findings of a minified file are on one line
def pieces(line: str, *, unicode: bool = True) -> tuple[Sequence[str], Sequence[int]]:
    """What each code point of a source line is shown as, and the cell where it starts; the last start is the line's end."""
    if line.isascii() and line.isprintable():
        return line, tuple(range(len(line) + 1))
    shown: list[str] = []
    starts = [0]
    for character in line:
        piece = " " * (TAB_STOP - starts[-1] % TAB_STOP) if character == "\t" else printable(character, unicode=unicode)
        shown.append(piece)
        starts.append(starts[-1] + cells(piece))
    return tuple(shown), tuple(starts)


def _shown(character: str, *, unicode: bool) -> str:
    if character.isprintable() and (unicode or character.isascii()):
        return character
    return character.encode("ascii", "backslashreplace").decode() if ord(character) > _ASCII else _control(character)


def _control(character: str) -> str:
    return _SHORT.get(character, f"\\x{ord(character):02x}")


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
