"""A place where a parser gave up, with the lines around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Slip(NamedTuple):
    """A stretch `[offset, end)` to show, and what is probably wrong there; `hint` is empty where nobody can tell."""

    offset: int
    end: int
    hint: str = ""


class Line(NamedTuple):
    """A line of the text without its end, and the offset of its first character."""

    start: int
    text: str

    @property
    def indent(self) -> int:
        """The number of blanks before the first other character."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def counts(self) -> bool:
        """Whether there is anything on it but a comment."""
        return self.text.strip()[:1] not in ("", "#")


@dataclass(frozen=True)
class Trouble:
    """Where the parser gave up: `noticed`, and `opened`, where the thing began that it was reading.

    `begin` and `end` are where the broken document starts and ends, `problem` is what the parser said.
    """

    text: str
    begin: int
    end: int
    noticed: int
    opened: int | None
    problem: str

    @cached_property
    def lines(self) -> list[Line]:
        """The lines of the document down to the place that was noticed."""
        end = re.compile(r"[\r\n]|\Z").search(self.text, self.noticed)
        found: list[Line] = []
        start = self.begin
        for line in self.text[self.begin : end.start() if end else None].splitlines(keepends=True):
            found.append(Line(start, line.rstrip("\r\n")))
            start += len(line)
        return found or [Line(self.begin, "")]

    @property
    def line(self) -> Line:
        """The line that was noticed."""
        return self.lines[-1]

    @cached_property
    def before(self) -> Line | None:
        """The line before it that is neither empty nor a comment."""
        return next((line for line in reversed(self.lines[:-1]) if line.counts), None)

    @property
    def opening(self) -> str:
        """The character at `opened`."""
        return "" if self.opened is None else self.text[self.opened : self.opened + 1]

    def line_of(self, offset: int) -> Line:
        """The line in which an offset lies."""
        return next((line for line in reversed(self.lines) if line.start <= offset), self.lines[0])


def on_one_line(trouble: Trouble, offset: int, hint: str) -> Slip:
    """A slip from `offset` to the end of that line; all of the line where nothing follows, at the end of the text the last."""
    line = trouble.line_of(offset)
    if not line.counts and trouble.before:
        line, offset = trouble.before, trouble.before.start
    end = line.start + len(line.text.rstrip())
    first = line.start + line.indent
    inside = first <= offset < end or trouble.text.startswith("\t", offset)
    return Slip(offset if inside else min(first, end), end, hint)
