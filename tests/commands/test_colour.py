"""Who decides about colours, from the strongest to the weakest."""

from __future__ import annotations

import io

import pytest

from svclint.commands.colour import style_for, wants_colour


class Terminal(io.StringIO):
    """A stream that says that it is one."""

    encoding = "ascii"

    def isatty(self) -> bool:
        """Always."""
        return True


@pytest.mark.parametrize(
    ("choice", "environment", "on_terminal", "elsewhere"),
    [
        ("always", {"NO_COLOR": "1"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ("auto", {"NO_COLOR": ""}, True, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
        ("auto", {"FORCE_COLOR": "0", "GITHUB_ACTIONS": "true"}, False, False),
        ("auto", {"CLICOLOR_FORCE": "1"}, True, True),
        ("auto", {"GITHUB_ACTIONS": "true"}, True, True),
        ("auto", {"TERM": "dumb"}, False, False),
        ("auto", {"TERM": "xterm"}, True, False),
    ],
)
def test_the_strongest_word_counts(choice: str, environment: dict[str, str], *, on_terminal: bool, elsewhere: bool) -> None:
    assert on_terminal == wants_colour(choice, Terminal(), environment)
    assert elsewhere == wants_colour(choice, io.StringIO(), environment)


def test_a_closed_stream_has_no_colour() -> None:
    assert not wants_colour("auto", None, {})


def test_a_terminal_tells_its_encoding_and_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "77")

    on_terminal, elsewhere = style_for("auto", Terminal(), {}), style_for("auto", None, {})

    assert (False, 77) == (on_terminal.unicode, on_terminal.width)
    assert (True, 120) == (elsewhere.unicode, elsewhere.width)
