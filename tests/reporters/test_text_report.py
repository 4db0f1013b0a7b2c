"""The text report is read as prose: look at the snapshots."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from svclint.api import Severity
from svclint.engine.report import ObjectName, Position
from svclint.reporters.style import Style
from svclint.reporters.text_report import render, render_in_full
from svclint.sources.source import Source
from tests.reporters.reports import at, finding, fix_at, related, report, span
from tests.reporters.shop import shop_report

ANSI = re.compile(r"\x1b\[[0-9;]*m")
TEXT = "kind: Service\nspec:\n  selector: {app: wbe}\n"


def test_the_shop(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render(shop_report())


def test_the_shop_quietly(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render(shop_report(), quiet=True)


def test_the_shop_in_full(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render_in_full(shop_report(), Style(width=60))


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render(shop_report(), colour=True)

    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert "\x1b[1;33mwarning\x1b[0m" in coloured
    assert render(shop_report()) == ANSI.sub("", coloured)


def test_without_unicode_all_is_ascii() -> None:
    position = at("a: 説明", "説明", "ü.yaml")

    assert [
        "\\xfc.yaml:1:4: error SHOP201 unanswered-service",
        "  \\u8aac is not",
        "  in Service shop/web, spec",
        "   1 | a: \\u8aac\\u660e",
        "     |    ^^^^^^^^^^^^",
    ] == render(report(finding(position, "説 is not")), unicode=False).splitlines()


def test_nothing_found_is_nothing_said() -> None:
    assert render(report()) == ""
    assert render(report(), quiet=True) == ""


def test_what_is_no_object_shows_the_line_above() -> None:
    lines = render(report(finding(at(TEXT, "selector"), object=None, field=""))).splitlines()

    assert ["   2 │ spec:", "   3 │   selector: {app: wbe}", "     │   ^^^^^^^^"] == lines[2:]


@pytest.mark.parametrize(
    ("name", "field", "shown"),
    [
        (ObjectName("v1", "Service", "shop", "web"), "spec.ports[0]", "  in Service shop/web, spec.ports[0]"),
        (ObjectName("v1", "Service", None, "web"), "", "  in Service web"),
        (ObjectName("v1", "", None, ""), "kind", "  in kind"),
    ],
)
def test_the_object_is_named(name: ObjectName, field: str, shown: str) -> None:
    assert shown == render(report(finding(at(TEXT, "wbe"), object=name, field=field))).splitlines()[2]


def test_an_end_far_below_in_the_same_file_has_its_own_place() -> None:
    source = Source("a.yaml", TEXT + "\n" * 60 + "far: away\n")
    here, there = Position.of(span(source, "wbe")), Position.of(span(source, "away"))

    assert [
        "   3 │   selector: {app: wbe}",
        "     │                   ^^^",
        "  a.yaml:64:6: over there",
        "  64 │ far: away",
        "     │      ----",
    ] == render(report(finding(here, related=related(there, "over there")))).splitlines()[3:]


@pytest.mark.parametrize(
    ("safe", "shown"), [(True, "(safe fix: svclint check --fix)"), (False, "(unsafe fix: svclint check --unsafe-fixes)")]
)
def test_a_fix_says_how_it_is_applied(safe: bool, shown: str) -> None:  # noqa: FBT001 - a parameter of the test
    source = Source("a.yaml", TEXT)
    place = span(source, "wbe")
    mended = finding(Position.of(place), fix=fix_at(place, "web", safe=safe))

    assert f"  fix: write web {shown}" == render(report(mended)).splitlines()[-1]


def test_doubts_are_grouped_by_their_reason() -> None:
    doubts = [
        finding(at(TEXT, word, f"{path}.yaml"), severity=Severity.INFO, doubt=doubt)
        for path, word, doubt in (("a", "wbe", "files were skipped"), ("b", "app", "an operator"), ("c", "wbe", "an operator"))
    ]

    assert [
        "3 could not be verified:",
        "  because an operator",
        "    b.yaml:3:14: info SHOP201 unanswered-service: it is broken",
        "    c.yaml:3:19: info SHOP201 unanswered-service: it is broken",
        "  because files were skipped",
        "    a.yaml:3:19: info SHOP201 unanswered-service: it is broken",
    ] == render(report(*doubts)).splitlines()


@given(st.text(st.characters(exclude_categories=())), st.booleans())
def test_no_text_breaks_the_terminal(text: str, unicode: bool) -> None:  # noqa: FBT001 - hypothesis gives it by position
    position = at(TEXT, "wbe", text)
    plain = finding(position, text, related=related(replace(position, source=Source(text, text), line=1), text))
    hostile = report(plain, replace(plain, object=ObjectName("v1", text, text, text), field=text), replace(plain, doubt=text))
    shown = render(hostile, unicode=unicode)

    assert all(line.isprintable() for line in shown.split("\n"))
    assert unicode or shown.isascii()
    assert 3 == len(render(hostile, quiet=True).splitlines())
