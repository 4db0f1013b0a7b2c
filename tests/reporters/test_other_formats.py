"""Formats that others define: what they ask for, and that no text escapes from its place."""

from __future__ import annotations

import json
from dataclasses import replace
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from svclint.api import Edit, Fix, Severity
from svclint.engine.report import Position, Report
from svclint.reporters import checkstyle_report, github_report, gitlab_report, junit_report, rdjson_report
from svclint.sources.source import Source
from tests.reporters.reports import at, finding, related, report, span
from tests.reporters.shop import shop_report, unanswered_service

HERE = at("a: b", "b")
ODD = st.text(st.characters(exclude_categories=()))
FORMATS = [github_report, gitlab_report, junit_report, checkstyle_report, rdjson_report]


def _odd(text: str) -> Report:
    position = at("a: b", "b", text)
    return report(finding(position, text, doubt=text, related=related(position, text)))


@pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.__name__.rpartition(".")[2])
def test_the_shop(module: ModuleType, snapshot: SnapshotAssertion) -> None:
    assert snapshot == module.render(shop_report())


def test_a_clean_run() -> None:
    assert github_report.render(report()) == ""
    assert gitlab_report.render(report()) == "[]\n"
    assert "<testcase" in junit_report.render(report())
    assert "<file" not in checkstyle_report.render(report())
    assert [] == json.loads(rdjson_report.render(report()))["diagnostics"]


def test_github_gets_the_worst_first() -> None:
    findings = [finding(HERE, severity=severity) for severity in Severity]

    assert ["::error", "::warning", "::notice"] == [
        line.split()[0] for line in github_report.render(report(*findings)).splitlines()
    ]


def test_github_columns_are_left_out_where_a_place_has_several_lines() -> None:
    position = at("a: b\nc: d\n", "b\nc", "x,y:z.yaml")

    assert (
        "::error file=x%2Cy%3Az.yaml,line=1,endLine=2,title=SHOP201 unanswered-service::100%25 broken\n"
        == github_report.render(report(finding(position, "100% broken")))
    )


@given(ODD)
def test_github_commands_stay_on_one_line_each(text: str) -> None:
    (line,) = github_report.render(_odd(text)).splitlines()
    properties, message = line.removeprefix("::error ").split("::", 1)

    assert 6 == len(properties.split(","))
    assert message.isprintable()


@given(ODD)
def test_gitlab_issues_have_fingerprints_of_their_own(text: str) -> None:
    first = finding(at("a: b", "b", text), text)
    issues = json.loads(
        gitlab_report.render(report(first, replace(first, message="more"), replace(first, position=HERE))).encode()
    )

    assert 3 == len({issue["fingerprint"] for issue in issues})
    assert {"begin": 1, "end": 1} == issues[0]["location"]["lines"]


def _read(text: str) -> ET.Element:
    return ET.fromstring(text.encode())  # noqa: S314 - our own output


@given(ODD)
def test_xml_can_be_read_back(text: str) -> None:
    failure = _read(junit_report.render(_odd(text))).find(".//failure")
    error = _read(checkstyle_report.render(_odd(text))).find("./file/error")

    assert failure is not None
    assert error is not None
    assert failure.get("message") == error.get("message")


def test_rdjson_columns_count_bytes() -> None:
    (shown,) = json.loads(rdjson_report.render(report(finding(at("説: b", "b")))))["diagnostics"]

    assert {"start": {"line": 1, "column": 6}, "end": {"line": 1, "column": 7}} == shown["location"]["range"]
    assert "url" not in shown["code"]


def test_rdjson_names_the_page_of_our_own_rules() -> None:
    own = finding(HERE, rule=replace(unanswered_service, id="SVC299"))
    (shown,) = json.loads(rdjson_report.render(report(own)))["diagnostics"]

    assert {"value": "SVC299", "url": "https://svclint.dev/rules/unanswered-service"} == shown["code"]


def test_rdjson_suggests_nothing_in_another_file() -> None:
    one, other = Source("a.yaml", "a: b"), Source("b.yaml", "c: d")
    here, there = Edit(span(one, "b"), "x"), Edit(span(other, "d"), "y")
    near, far = (finding(Position.of(here.at), fix=Fix("mend", edits)) for edits in ((here,), (here, there)))
    shown = json.loads(rdjson_report.render(report(near, far)))["diagnostics"]

    assert ["x"] == [each["text"] for each in shown[0]["suggestions"]]
    assert "suggestions" not in shown[1]


@given(ODD)
def test_rdjson_can_be_read_back(text: str) -> None:
    assert 1 == len(json.loads(rdjson_report.render(_odd(text)).encode())["diagnostics"])
