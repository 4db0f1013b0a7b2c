"""Lines of a source with carets under what matters."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from svclint.reporters.printable import cells, pieces

if TYPE_CHECKING:
    from svclint.engine.report import Position
    from svclint.reporters.style import Style

_GUTTER = 4


@dataclass(frozen=True)
class Mark:
    """A stretch to underline with `sign`, in the colour `look`, and what to say of it."""

    position: Position
    label: str = ""
    sign: str = "-"
    look: str = "blue"


class _Window(NamedTuple):
    """The part of a line that is shown: its text, the cells before it starts, and the cells of the line that it stands for."""

    text: str
    lead: int
    start: int
    end: int


def excerpt(marks: Sequence[Mark], style: Style, gutter: int = _GUTTER, context: int = 0) -> Iterator[str]:
    """The lines that the marks are on, in order, each with its carets below; all marks are on one source.

    `gutter` is the width of the line numbers, `context` how many lines to show above each mark. Where lines in between are
    left out, dots say so. Of a mark over several lines the first is shown. Lines that are too long are cut around the mark.
    """
    source = marks[0].position.source
    previous = None
    for number in _lines_to_show(marks, context):
        if previous is not None and number > previous + 1:
            yield style.paint("...".rjust(gutter), "blue")
        on_line = [mark for mark in marks if mark.position.line == number]
        yield from _line(source.line(number), number, on_line, style, gutter)
        previous = number


def gutter_for(positions: Iterable[Position]) -> int:
    """The width that the line numbers of these places need, so that their excerpts stand in one column."""
    return max(_GUTTER, *(len(str(each.line)) + 1 for each in positions))


def _lines_to_show(marks: Sequence[Mark], context: int) -> list[int]:
    """The marked lines with what stands above them, and a single line between two of them rather than dots."""
    wanted = {number for mark in marks for number in range(max(1, mark.position.line - context), mark.position.line + 1)}
    return sorted(wanted | {number + 1 for number in wanted if number + 2 in wanted})


def _line(text: str, number: int, marks: Sequence[Mark], style: Style, gutter: int) -> Iterator[str]:
    shown, starts = pieces(text, unicode=style.unicode)
    extents = [_extent(mark.position, text, starts) for mark in marks]
    window = _window(shown, starts, extents[0] if extents else (0, 0), style)
    yield f"{_margin(str(number), style, gutter)} {window.text}".rstrip()
    for mark, extent in zip(marks, extents, strict=True):
        yield f"{_margin('', style, gutter)} {_carets(mark, extent, window, style)}"


def _margin(number: str, style: Style, gutter: int) -> str:
    return style.paint(f"{number:>{gutter}} {style.bar}", "blue")


def _extent(position: Position, text: str, starts: Sequence[int]) -> tuple[int, int]:
    """The cells that a place takes on its first line; at least one."""
    last = len(text.rstrip()) if position.end_line > position.line else position.end_column - 1
    start = starts[min(position.column - 1, len(text))]
    return start, max(starts[min(last, len(text))], start + 1)


def _window(shown: Sequence[str], starts: Sequence[int], focus: tuple[int, int], style: Style) -> _Window:
    """The whole line where it fits, else as much of it as fits around the focus."""
    if starts[-1] <= style.width:
        return _Window("".join(shown), 0, 0, starts[-1])
    room = style.width - 2 * cells(style.cut)
    left = 0 if focus[1] <= room else max(0, min(focus[0] - room // 4, starts[-1] - room))
    first = bisect_left(starts, left)
    last = bisect_right(starts, starts[first] + room) - 1
    before, after = style.cut * (first > 0), style.cut * (last < len(shown))
    return _Window(before + "".join(shown[first:last]) + after, cells(before), starts[first], starts[last])


def _carets(mark: Mark, extent: tuple[int, int], window: _Window, style: Style) -> str:
    start = min(max(extent[0], window.start), window.end)
    length = max(1, min(extent[1], window.end) - start)
    label = f" {style.safe(mark.label)}" if mark.label else ""
    return " " * (window.lead + start - window.start) + style.paint(mark.sign * length + label, "bold", mark.look)
