"""Which rules run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from svclint.api import Finding, Graph, Profile, Service, Severity, rule
from svclint.engine.selection import Choice, select_rules
from svclint.errors import UnknownRuleError


@dataclass(frozen=True)
class Limit:
    """Options."""

    most: int = 3


@rule(id="TEAM001", name="always", severity=Severity.ERROR, on=Service, bad="", good="")
def always(subject: Service, graph: Graph) -> Iterator[Finding]:
    """Runs in every profile."""
    yield Finding(at=subject.name_place, message=f"{len(graph.of(Service))}")


@rule(
    id="TEAM002", name="audit-only", severity=Severity.INFO, on=Service, bad="", good="", profile=Profile.AUDIT, options=Limit
)
def audit_only(subject: Service, graph: Graph, options: Limit) -> Iterator[Finding]:
    """Runs where everything is wanted."""
    yield Finding(at=subject.name_place, message=f"{len(graph.of(Service))} of {options.most}")


RULES = (always, audit_only)


def _ids(choice: Choice) -> list[str]:
    return [each.rule.id for each in select_rules(RULES, choice)]


def test_the_profile_selects() -> None:
    assert [["TEAM001"], ["TEAM001"], ["TEAM001", "TEAM002"]] == [_ids(Choice(profile=each)) for each in Profile]


def test_what_is_selected_runs_in_any_profile() -> None:
    assert ["TEAM002"] == _ids(Choice(select=("audit-only",)))
    assert ["TEAM001", "TEAM002"] == _ids(Choice(select=("user",)))


def test_what_is_ignored_does_not_run_whatever_is_selected() -> None:
    assert ["TEAM001"] == _ids(Choice(select=("user",), ignore=("TEAM002",)))


def test_a_category_without_rules_selects_none() -> None:
    assert [] == _ids(Choice(select=("dns",)))


def test_a_name_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownRuleError, match=r'^--ignore: no rule or category "audit-onyl"; did you mean "audit-only"\?$'):
        select_rules(RULES, Choice(ignore=("audit-onyl",)))


def test_severity_and_options_may_be_set_by_id_or_name() -> None:
    choice = Choice(
        select=("user",), severity={"TEAM001": Severity.INFO, "audit-only": Severity.ERROR}, options={"TEAM002": Limit(5)}
    )

    assert [(Severity.INFO, None), (Severity.ERROR, Limit(5))] == [
        (each.severity, each.options) for each in select_rules(RULES, choice)
    ]


def test_options_are_the_defaults_where_none_are_set() -> None:
    assert [None, Limit()] == [each.options for each in select_rules(RULES, Choice(select=("user",)))]
