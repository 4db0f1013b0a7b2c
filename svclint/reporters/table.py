"""Columns for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from svclint.reporters.printable import cells
from svclint.reporters.style import Style

_GAP = "   "


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]], style: Style) -> Iterator[str]:
    """Lines with the same number of cells in each column but the last; nothing for no rows."""
    texts = [tuple(style.safe(text) for text in row) for row in rows]
    widths = [max(map(cells, column)) for column in zip(head, *texts, strict=True)]
    if texts:
        yield style.paint(_line(head, widths), "bold")
    for row in texts:
        yield _line(row, widths)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    padded = (text + " " * (width - cells(text)) for text, width in zip(row, widths, strict=True))
    return _GAP.join(padded).rstrip()
