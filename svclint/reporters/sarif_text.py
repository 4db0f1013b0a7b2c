"""Texts of SARIF messages: plain, with links to related places."""

from __future__ import annotations

import re
from collections.abc import Sequence

from svclint.reporters.printable import printable

_SPECIAL = re.compile(r"[\\\[\]]")


def plain(text: str) -> str:
    """A text that nobody takes for a link, with what does not show as itself written as an escape.

    Brackets may stand as they are unless they could be read as a link (section 3.11.6 of the specification), and several
    viewers show the backslash of an escape; so `spec.ports[0]` stays, and only a text that holds `](` or a bracket without
    its partner is escaped. Braces stay too: a placeholder means nothing in a message without arguments.
    """
    shown = printable(text)
    return _escaped(shown) if "](" in shown or shown.count("[") != shown.count("]") else shown


def linked(message: str, labels: Sequence[str], doubt: str | None) -> str:
    """The message, why it cannot be verified, and a link to each related place by its number, counted from 1.

    GitHub shows a related place only where the message links to it.
    """
    text = plain(message)
    if doubt is not None:
        text += f" (cannot be verified: {plain(doubt)})"
    links = [f"[{_escaped(printable(label)) or number}]({number})" for number, label in enumerate(labels, 1)]
    stop = "" if text.endswith(("?", "!", ".")) else "."
    return f"{text}{stop} See {', '.join(links)}" if links else text


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)
