"""Rules run over everything; one that raises is a finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from svclint.api import (
    Crash,
    Document,
    Finding,
    Graph,
    Object,
    Placeholder,
    Profile,
    Service,
    Severity,
    Suppression,
    SyntaxFault,
    Unreadable,
    rule,
)
from svclint.catalogue.loader import AnyRule, load_rules
from svclint.engine.check import check
from svclint.engine.report import Report
from svclint.engine.selection import Choice
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source
from svclint.sources.source import Unreadable as UnreadableSource

THING = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n"


def _raising(on: type[Any]) -> AnyRule:
    @rule(id="TEAM001", name="crash", severity=Severity.WARNING, on=on, bad="", good="")
    def crash(subject: Any, graph: Graph) -> Iterator[Finding]:  # noqa: ANN401 - every kind of subject
        """Raise."""
        raise LookupError(type(subject).__name__, bool(graph))

    return crash


def _report(*rules: AnyRule, text: str = THING, unreadable: bool = False, choice: Choice | None = None) -> Report:
    source = Source("a.yaml", text)
    broken = (UnreadableSource(Source("b.yaml", ""), "no text"),) if unreadable else ()
    discovery = Discovery((source,) if text else (), unreadable=broken)
    tool = tuple(each for each in load_rules() if each.on is Crash)
    return check(discovery, Settings(), (*rules, *tool), choice or Choice(select=("user", "SVC004")))


@pytest.mark.parametrize(
    ("on", "text", "unreadable", "place", "about"),
    [
        (Service, THING, False, ("a.yaml", 4, 9), " on Service web"),
        (Object, THING, False, ("a.yaml", 4, 9), " on Service web"),
        (Graph, THING, False, ("a.yaml", 4, 9), ""),
        (Graph, "", False, ("<run>", 1, 1), ""),
        (Document, THING, False, ("a.yaml", 1, 1), ""),
        (SyntaxFault, "a: [\n", False, ("a.yaml", 1, 4), ""),
        (Placeholder, THING.replace("web", "${NAME}"), False, ("a.yaml", 4, 9), ""),
        (Suppression, f"{THING}# svclint: ignore[x]\n", False, ("a.yaml", 5, 1), ""),
        (Unreadable, "", True, ("b.yaml", 1, 1), ""),
    ],
)
def test_a_crash_is_found_where_the_rule_looked(
    on: type[Any], text: str, place: tuple[str, int, int], about: str, *, unreadable: bool
) -> None:
    report = _report(_raising(on), text=text, unreadable=unreadable)

    assert report.crashed
    assert [(place, Severity.ERROR)] == [
        ((each.position.path, each.position.line, each.position.column), each.severity) for each in report.findings
    ]
    assert f"the rule TEAM001 crash failed{about} with LookupError: " in report.findings[0].message


def test_a_crash_ends_neither_the_run_nor_what_was_found_before() -> None:
    @rule(id="TEAM002", name="late-crash", severity=Severity.WARNING, on=Service, bad="", good="")
    def late_crash(subject: Service, graph: Graph) -> Iterator[Finding]:
        """Find something, then raise."""
        yield Finding(at=subject.name_place, message="before")
        raise LookupError(graph)

    assert ["SVC004", "TEAM002"] == [each.rule.id for each in _report(late_crash).findings]


def test_a_rule_about_crashes_that_crashes_is_a_crash_all_the_same() -> None:
    assert [True, ["SVC004"]] == [
        (report := _report(_raising(Service), _late())).crashed,
        [each.rule.id for each in report.findings],
    ]


def _late() -> AnyRule:
    return replace(_raising(Crash), id="TEAM009", name="late")


def test_nothing_crashed_where_nothing_raised() -> None:
    assert not _report().crashed


def _finding(**more: Any) -> Callable[[Service, Graph], Iterator[Finding]]:  # noqa: ANN401 - fields of Finding
    def tell(subject: Service, graph: Graph) -> Iterator[Finding]:
        """Tell."""
        yield Finding(at=subject.name_place, message=f"{len(graph.of(Service))}", **more)

    return tell


@pytest.mark.parametrize(
    ("more", "chosen", "severity"),
    [
        ({}, {}, Severity.WARNING),
        ({"severity": Severity.ERROR}, {}, Severity.ERROR),
        ({"severity": Severity.ERROR}, {"TEAM003": Severity.INFO}, Severity.INFO),
        ({}, {"TEAM003": Severity.ERROR}, Severity.ERROR),
        ({"doubt": "who knows"}, {"TEAM003": Severity.ERROR}, Severity.INFO),
    ],
)
def test_the_user_decides_on_severity_then_the_finding_then_the_rule(
    more: dict[str, Any], chosen: dict[str, Severity], severity: Severity
) -> None:
    told = rule(id="TEAM003", name="told", severity=Severity.WARNING, on=Service, bad="", good="")(_finding(**more))

    assert [severity] == [each.severity for each in _report(told, choice=Choice(select=("user",), severity=chosen)).findings]


def test_a_finding_may_wait_for_a_profile_of_its_own() -> None:
    told = rule(id="TEAM003", name="told", severity=Severity.WARNING, on=Service, bad="", good="")(
        _finding(profile=Profile.AUDIT)
    )

    assert [0, 1] == [len(_report(told, choice=Choice(profile=each)).findings) for each in (Profile.STRICT, Profile.AUDIT)]


def test_a_report_can_be_cut_down_to_files() -> None:
    told = rule(id="TEAM003", name="told", severity=Severity.WARNING, on=Service, bad="", good="")(_finding())

    report = _report(told)

    assert [1, 0] == [len(report.concerning(paths).findings) for paths in (["a.yaml"], ["b.yaml"])]
    assert (1, 0, 0) == (report.count(Severity.WARNING), report.count(Severity.ERROR), report.unverified)
