"""Nothing that was read from a file moves the cursor, hides text or turns its direction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.reporters.printable import cells, pieces, printable

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("app: web", "app: web"),
        ("café 説明", "café 説明"),
        ("a\nb\r\tc", "a\\nb\\r\\tc"),
        ("\x1b[31mred\x7f", "\\x1b[31mred\\x7f"),
        ("\u202ereversed", "\\u202ereversed"),
        ("no\xa0break", "no\\xa0break"),
        ("odd\udc80byte", "odd\\udc80byte"),
        ("\U000e0001tag", "\\U000e0001tag"),
    ],
)
def test_what_does_not_show_as_itself_is_escaped(text: str, shown: str) -> None:
    assert shown == printable(text)


def test_without_unicode_all_is_ascii() -> None:
    assert "caf\\xe9 \\u8aac \\U0001f680" == printable("café 説 🚀", unicode=False)


@given(ANY_TEXT, st.booleans())
def test_every_text_becomes_printable(text: str, unicode: bool) -> None:  # noqa: FBT001 - hypothesis gives it by position
    shown = printable(text, unicode=unicode)

    assert shown.isprintable()
    assert unicode or shown.isascii()


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("abc", 3), ("説明", 4), ("e\u0301", 1), ("é", 1), ("🚀", 2), ("\uff41", 2)]
)
def test_cells_of_a_terminal(text: str, width: int) -> None:
    assert width == cells(text)


def test_a_tab_reaches_to_the_next_stop() -> None:
    assert (("a", "   ", "b"), (0, 1, 4, 5)) == pieces("a\tb")
    assert (("    ", "    "), (0, 4, 8)) == pieces("\t\t")


@given(ANY_TEXT)
def test_pieces_start_where_those_before_them_end(line: str) -> None:
    shown, starts = pieces(line)

    assert len(line) == len(shown)
    assert starts == tuple(cells("".join(shown[:index])) for index in range(len(shown) + 1))
