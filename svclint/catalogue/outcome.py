"""What a run itself gives rise to; the `tool` rules report on these after all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from svclint.model.objects import Object
    from svclint.syntax.places import Place, Span


@dataclass(frozen=True)
class Crash:
    """A rule raised. `at` is the object it looked at, None where it looked at the whole graph."""

    rule_id: str
    rule_name: str
    subject: Object | None
    at: Place
    error: str


class SilencedName(NamedTuple):
    """A name in a suppression. `near` is the nearest that is a rule, `removal` what to delete to be rid of this name alone."""

    word: str
    at: Span
    near: str | None = None
    removal: Span | None = None


@dataclass(frozen=True)
class Suppression:
    """A comment or annotation that silences rules, and what is wrong with it.

    `at` is the directive. `unknown` are the names that are no rule, `unused` those that hid nothing in this run. `idle` says
    why it holds for nothing at all (else empty), `removal` is what to delete to be rid of it, where that is all it takes.
    `cut` is the comment that took the end of an unquoted annotation.
    """

    at: Span
    unknown: tuple[SilencedName, ...] = ()
    unused: tuple[SilencedName, ...] = ()
    idle: str = ""
    removal: Span | None = None
    cut: Span | None = None
