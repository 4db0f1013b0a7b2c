"""The summary says what was looked at and what was not."""

from __future__ import annotations

from svclint.api import Severity
from svclint.engine.report import Position
from svclint.reporters.style import Style
from svclint.reporters.summary_report import render, statistics
from svclint.sources.source import Source
from tests.reporters.reports import at, finding, fix_at, report, span
from tests.reporters.shop import lonely_stateful_set, shop_report, skipped

HERE = at("a: b", "b")


def test_the_shop() -> None:
    assert [
        "3 errors, 1 warning, 1 note; 1 could not be verified",
        "can be fixed: 1 with --fix, 2 more with --unsafe-fixes",
        "checked 5 files, 8 documents, 8 objects in 0.25 s: 4 Service, 2 Deployment, 1 Ingress, 1 StatefulSet",
    ] == render(shop_report(), 0.25).splitlines()


def test_a_clean_run() -> None:
    assert "no problem found\nchecked 1 file, 1 document, 1 object: 1 Service\n" == render(
        report(files=1, documents=1, objects=1, kinds={"Service": 1})
    )


def test_what_was_left_out_and_why() -> None:
    left = skipped(
        *((f"t{number}.yaml", "template") for number in range(5)), ("b.yaml", "placeholder ${X}"), ("t0.yaml", "too large")
    )

    assert [
        "no problem found; 2 suppressed; a rule failed",
        "checked 0 files, 0 documents, 0 objects",
        "passed over 2 files without a Kubernetes object",
        "skipped 6 files, wholly or in part (`svclint files` lists them all):",
        "  template: t0.yaml, t1.yaml, t2.yaml and 2 more",
        "  placeholder ${X}: b.yaml",
        "  too large: t0.yaml",
    ] == render(report(skipped=left, suppressed=2, passed_over=2, crashed=True)).splitlines()


def test_many_kinds_and_reasons_are_told_shortly() -> None:
    kinds = {f"Kind{number}": 1 for number in range(9)} | {"": 3, "Service": 2}
    lines = render(report(kinds=kinds, skipped=skipped(*((f"{n}.yaml", f"placeholder {n}") for n in range(10))))).splitlines()

    assert lines[1].endswith(
        ": 3 without kind, 2 Service, 1 Kind0, 1 Kind1, 1 Kind2, 1 Kind3, 1 Kind4, 1 Kind5, 3 of 3 other kinds"
    )
    assert "  and for 2 other reasons" == lines[-1]


def test_unsafe_fixes_alone() -> None:
    source = Source("a.yaml", "a: b")
    mended = finding(Position.of(span(source, "b")), fix=fix_at(span(source, "b"), "c", safe=False))

    assert "can be fixed: 1 with --unsafe-fixes" == render(report(mended)).splitlines()[1]


def test_colours() -> None:
    assert "\x1b[1;31m1 error\x1b[0m" == render(report(finding(HERE)), style=Style(colour=True)).splitlines()[0]


def test_statistics_count_by_rule_the_most_frequent_first() -> None:
    findings = [finding(HERE, rule=lonely_stateful_set)] + [finding(HERE)] * 9
    findings.append(finding(HERE, doubt="who knows", severity=Severity.INFO))

    assert "10  SHOP201  unanswered-service (1 could not be verified)\n 1  SHOP401  lonely-stateful-set\n" == statistics(
        report(*findings)
    )


def test_no_statistics_of_nothing() -> None:
    assert statistics(report()) == ""
