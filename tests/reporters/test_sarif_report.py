"""SARIF that its schema, and what the schema cannot say, accept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import jsonschema  # type: ignore[import-untyped] # it ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from svclint import __version__
from svclint.api import Edit, Finding, Fix, Iterator, Severity, Span
from svclint.catalogue.loader import AnyRule, load_rules
from svclint.catalogue.outcome import Crash
from svclint.engine.report import Position, Report
from svclint.reporters.sarif_report import SHOWN, render
from svclint.sources.source import Source
from tests.reporters.reports import at, finding, fix_at, related, report, span
from tests.reporters.shop import RULES, shop_report, unanswered_service

SCHEMA = json.loads((Path(__file__).resolve().parents[1] / "data" / "sarif" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER)
HERE = at("a: b", "b")


def _run(shown: Report) -> dict[str, Any]:
    """The one run of the log, after checking all that any log must hold to."""
    log = json.loads(render(shown).encode())
    VALIDATOR.validate(log)
    run: dict[str, Any] = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert sorted(rules, key=lambda each: each["id"]) == rules
    for result in run["results"]:
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"]
        links = [f"]({each['id']})" for each in result.get("relatedLocations", [])]
        assert all(link in result["message"]["text"] for link in links)
    for region in _regions(run):
        assert (region["startLine"], region["startColumn"]) <= (region["endLine"], region["endColumn"])
    return run


def _regions(value: object) -> Iterator[dict[str, int]]:
    if isinstance(value, dict):
        yield from ([value] if "startLine" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from _regions(each)


def _result(shown: Report) -> dict[str, Any]:
    results: list[dict[str, Any]] = _run(shown)["results"]
    assert len(results) == 1
    return results[0]


def test_the_shop(snapshot: SnapshotAssertion) -> None:
    _run(shop_report())

    assert snapshot == render(shop_report()).replace(__version__, "VERSION")


def test_the_schema_refuses_what_is_wrong() -> None:
    log = json.loads(render(shop_report()))
    log["runs"][0]["results"][0]["level"] = "fatal"

    assert not VALIDATOR.is_valid(log)


def test_every_rule_is_described_as_github_wants() -> None:
    run = _run(report(rules=load_rules()))

    for each in run["tool"]["driver"]["rules"]:
        assert f"https://svclint.dev/rules/{each['name']}" == each["helpUri"]
        assert len(each["name"]) <= 255
        assert len(each["shortDescription"]["text"]) <= len(each["fullDescription"]["text"]) <= 1024
        assert "## Bad\n\n```yaml\n" in each["help"]["markdown"]
        assert "security-severity" not in each["properties"]


def test_descriptions_are_cut_where_github_would_refuse_them() -> None:
    def check() -> Iterator[Finding]:
        return iter(())

    check.__doc__ = "Word " * 300
    (described,) = _run(report(rules=(replace(unanswered_service, check=check),)))["tool"]["driver"]["rules"]

    assert 1024 == len(described["shortDescription"]["text"])
    assert described["shortDescription"]["text"].endswith("…")


def test_a_rule_without_docstring_is_described_by_its_name() -> None:
    bare = replace(unanswered_service, name="bare", check=lambda: iter(()))
    (described,) = _run(report(rules=(bare,)))["tool"]["driver"]["rules"]

    assert {"text": "bare"} == described["shortDescription"] == described["fullDescription"]


@pytest.mark.parametrize(
    ("path", "artifact"),
    [
        ("shop/web.yaml", {"uri": "shop/web.yaml", "uriBaseId": "SRCROOT"}),
        ("a b/#1 [x].yaml", {"uri": "a%20b/%231%20%5Bx%5D.yaml", "uriBaseId": "SRCROOT"}),
        ("c:/ü.yaml", {"uri": "c%3A/%C3%BC.yaml", "uriBaseId": "SRCROOT"}),
        ("<stdin>", {"uri": "%3Cstdin%3E", "uriBaseId": "SRCROOT"}),
        ("/etc/a b.yaml", {"uri": "file:///etc/a%20b.yaml"}),
        ("odd\udc80.yaml", {"uri": "odd%80.yaml", "uriBaseId": "SRCROOT"}),
        ("odd\ud800.yaml", {"uri": "odd%EF%BF%BD.yaml", "uriBaseId": "SRCROOT"}),
    ],
)
def test_addresses_are_relative_and_encoded(path: str, artifact: dict[str, str]) -> None:
    result = _result(report(finding(at("a: b", "b", path))))

    assert artifact == result["locations"][0]["physicalLocation"]["artifactLocation"]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("spec.ports[0] is broken", "spec.ports[0] is broken. See [the \\[other\\] end](1)"),
        ("callbacks[42](0) \\d", "callbacks\\[42\\](0) \\\\d. See [the \\[other\\] end](1)"),
        ("an open [ only", "an open \\[ only. See [the \\[other\\] end](1)"),
        ("is it?", "is it? See [the \\[other\\] end](1)"),
        ("two\nlines", "two\\nlines. See [the \\[other\\] end](1)"),
    ],
)
def test_only_our_own_links_are_links(message: str, text: str) -> None:
    assert text == _result(report(finding(HERE, message, related=related(HERE, "the [other] end"))))["message"]["text"]


def test_a_place_without_a_label_is_linked_by_its_number() -> None:
    assert "it is broken. See [1](1)" == _result(report(finding(HERE, related=related(HERE, ""))))["message"]["text"]


def test_a_doubt_is_a_note_that_says_why() -> None:
    result = _result(report(finding(HERE, severity=Severity.INFO, doubt="an operator")))

    assert "note" == result["level"]
    assert "it is broken (cannot be verified: an operator)" == result["message"]["text"]
    assert {"doubt": "an operator"} == result["properties"]


def test_the_fingerprint_is_our_own() -> None:
    assert {"svclint/v1": "0123456789"} == _result(report(finding(HERE)))["partialFingerprints"]


@pytest.mark.parametrize(("field", "name"), [("spec.type", "Service/shop/web:spec.type"), ("", "Service/shop/web")])
def test_the_object_is_a_logical_location(field: str, name: str) -> None:
    location = _result(report(finding(HERE, field=field)))["locations"][0]

    assert [{"name": "web", "fullyQualifiedName": name, "kind": "object"}] == location["logicalLocations"]
    assert "logicalLocations" not in _result(report(finding(HERE, object=None)))["locations"][0]


def test_a_fix_changes_files_in_order() -> None:
    one, other = Source("b.yaml", "x: y\nz: w\n"), Source("a.yaml", "k: v\n")
    edits = (Edit(span(one, "w"), "2"), Edit(span(one, "y"), "1\n"), Edit(Span(other, 0, 0), "new\n"))
    (shown,) = _result(report(finding(Position.of(span(one, "y")), fix=Fix("mend it", edits))))["fixes"]
    changes = {
        change["artifactLocation"]["uri"]: [
            (each["deletedRegion"]["startLine"], each["deletedRegion"]["endColumn"], each["insertedContent"]["text"])
            for each in change["replacements"]
        ]
        for change in shown["artifactChanges"]
    }

    assert {"text": "mend it (unsafe fix)"} == shown["description"]
    assert [("a.yaml", [(1, 1, "new\n")]), ("b.yaml", [(1, 5, "1\n"), (2, 5, "2")])] == list(changes.items())


def test_a_safe_fix_says_so() -> None:
    source = Source("a.yaml", "x: y")
    (shown,) = _result(report(finding(HERE, fix=fix_at(span(source, "y"), "z"))))["fixes"]

    assert "write z (safe fix)" == shown["description"]["text"]


def test_beyond_what_is_shown_the_worst_come_first_and_a_notice_says_so() -> None:
    info = finding(HERE, severity=Severity.INFO)
    run = _run(report(*[replace(info, doubt="who knows")], *[info] * SHOWN, finding(HERE)))
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]

    assert "error" == run["results"][0]["level"]
    assert "properties" in run["results"][-1]
    assert notice["message"]["text"].startswith(f"{SHOWN + 2} results, ordered by severity")
    assert run["invocations"][0]["executionSuccessful"]


def test_a_crash_is_told_as_a_failed_run() -> None:
    broken: AnyRule = replace(cast("AnyRule", unanswered_service), on=Crash)
    (invocation,) = _run(report(finding(HERE, "it raised", rule=broken), crashed=True))["invocations"]

    assert not invocation["executionSuccessful"]
    assert [("error", "SHOP201: it raised")] == [
        (each["level"], each["message"]["text"]) for each in invocation["toolExecutionNotifications"]
    ]


def test_a_crash_that_no_rule_reports_is_told_too() -> None:
    (invocation,) = _run(report(crashed=True))["invocations"]

    assert ["A rule failed, and the rule that reports such failures did not run."] == [
        each["message"]["text"] for each in invocation["toolExecutionNotifications"]
    ]


def test_the_order_of_rules_makes_no_difference() -> None:
    assert render(report()) == render(report(rules=reversed(RULES)))


@given(st.text(st.characters(exclude_categories=())), st.text())
def test_every_text_gives_valid_sarif(odd: str, text: str) -> None:
    position = at("a: b", "b", odd)
    source = Source(odd, "a: b")
    result = _result(
        report(finding(position, odd, related=related(position, text), doubt=text, fix=fix_at(span(source, "b"), text)))
    )

    assert result["message"]["text"].isprintable()
    assert text == result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]
