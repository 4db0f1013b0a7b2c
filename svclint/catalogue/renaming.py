"""The fix that writes the right name in place of a slip."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from svclint.catalogue.finding import Edit, Fix
from svclint.graph.likeness import Likeness, likeness
from svclint.syntax.scalars import resolve

if TYPE_CHECKING:
    from svclint.graph.references.reference_reader import Reference
    from svclint.graph.text.host_in_text import HostInText
    from svclint.syntax.nodes import Scalar

_QUOTES = frozenset("'\"")


def renamed(at: Scalar, candidates: Iterable[str]) -> Fix | None:
    """Write the one candidate that differs from a name by a slip; None where none or several do.

    Not safe: whoever wrote the name may have meant something that is still to come.
    """
    meant = sorted({each for each in candidates if likeness(at.text, each) is Likeness.SLIP})
    return rewritten(at, meant[0]) if len(meant) == 1 else None


def renamed_in(reference: Reference, slips: Sequence[str]) -> Fix | None:
    """The same for the name in a reference, which may stand beside a namespace or be part of a host.

    `slips` are the names that differ from it by one.
    """
    return rewritten(reference.name_node, reference.spelled(slips[0])) if len(slips) == 1 else None


def rewritten(at: Scalar, text: str) -> Fix:
    """Write another string in place of a scalar, in its quotes, or in new ones where it would be no string without."""
    quote = at.style if at.style in _QUOTES else ""
    if not quote and not isinstance(resolve(text, "", None), str):
        quote = '"'
    return Fix(f"write {text} instead of {at.text}", (Edit.of(at, f"{quote}{text}{quote}"),))


def respelt(host: HostInText, labels: Iterable[str]) -> Fix | None:
    """Write another name in place of a host name inside a string; None where its place in the string is not known."""
    text = ".".join(labels)
    return Fix(f"write {text} instead of {host.text}", (Edit(host.exact, text),)) if host.exact else None
