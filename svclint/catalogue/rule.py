"""A rule: a pure function, decorated, with its own examples."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar, overload

from svclint.catalogue.finding import Finding, Profile, Severity
from svclint.graph.graph import Graph

T = TypeVar("T")
OptionsT = TypeVar("OptionsT")
Check: TypeAlias = Callable[[T, Graph], Iterator[Finding]]
CheckWithOptions: TypeAlias = Callable[[T, Graph, OptionsT], Iterator[Finding]]


@dataclass(frozen=True, eq=False)
class Rule(Generic[T]):
    """What the decorator makes of a function.

    `on` is what the function is called with: a view (Service, Workload, …), Object, Graph for once a run, or one of the
    things of the `tool` category (Document, SyntaxFault, …). `bad`, `good` and `fixed` are texts of manifests; each line of
    `bad` that carries `# <-` is the start of a finding and no other line is. `category` and `file` come from where it lies.
    """

    id: str
    name: str
    severity: Severity
    on: type[T]
    check: Callable[..., Iterator[Finding]]
    bad: str
    good: str
    fixed: str | None = None
    profile: Profile = Profile.DEFAULT
    options: type[Any] | None = None
    category: str = field(default="user", kw_only=True)
    file: str = field(default="", kw_only=True)

    @property
    def summary(self) -> str:
        """The first line of the docstring."""
        return self._paragraphs[0]

    @property
    def why(self) -> str:
        """The rest of the docstring; empty where there is none."""
        return self._paragraphs[1]

    @property
    def _paragraphs(self) -> tuple[str, str]:
        lines = [line.strip() for line in (self.check.__doc__ or "").strip().splitlines()]
        return (lines[0] if lines else "", "\n".join(lines[1:]).strip())


@overload
def rule(
    *,
    id: str,
    name: str,
    severity: Severity,
    on: type[T],
    bad: str,
    good: str,
    fixed: str | None = ...,
    profile: Profile = ...,
) -> Callable[[Check[T]], Rule[T]]: ...


@overload
def rule(
    *,
    id: str,
    name: str,
    severity: Severity,
    on: type[T],
    bad: str,
    good: str,
    fixed: str | None = ...,
    profile: Profile = ...,
    options: type[OptionsT],
) -> Callable[[CheckWithOptions[T, OptionsT]], Rule[T]]: ...


def rule(  # noqa: PLR0913 - each parameter is one heading of a rule's page; all are given by name
    *,
    id: str,  # noqa: A002 - the field's word; it shadows the builtin in this signature only
    name: str,
    severity: Severity,
    on: type[T],
    bad: str,
    good: str,
    fixed: str | None = None,
    profile: Profile = Profile.DEFAULT,
    options: type[Any] | None = None,
) -> Callable[[Callable[..., Iterator[Finding]]], Rule[T]]:
    """Make a rule of a generator function.

    The function takes the subject and the Graph, and as a third parameter its options (a frozen dataclass whose fields all
    have defaults) where `options` is given.
    """

    def decorate(check: Callable[..., Iterator[Finding]]) -> Rule[T]:
        return Rule(id, name, severity, on, check, bad, good, fixed, profile, options)

    return decorate
