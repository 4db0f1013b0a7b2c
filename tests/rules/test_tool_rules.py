"""What svclint says about its input, beyond the examples of these rules."""

from __future__ import annotations

import pytest

from svclint.catalogue.loader import load_rules
from svclint.engine.check import check
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source, Unreadable
from tests.linting import EVERYTHING, found, lint


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("a: 1\na: 2\n", ['key "a" stands twice in this mapping; kubectl keeps this one and drops the one before']),
        (
            "a: 1\na: 2\na: 3\n",
            [
                'key "a" stands twice in this mapping; kubectl keeps the one in line 3',
                'key "a" stands twice in this mapping; kubectl keeps this one and drops the one before',
            ],
        ),
        ("x: &x {a: 1}\nz: {a: 2, a: 3, <<: *x}\n", ['key "a" stands twice in this mapping; kubectl keeps the one in line 3']),
    ],
)
def test_a_repeated_key_says_which_one_wins(text: str, messages: list[str]) -> None:
    report = lint("kind: X\n" + text if text.startswith("x") else text)

    assert messages == [each.message for each in report.findings if each.rule.id == "SVC002"]
    assert all(each.related for each in report.findings if each.rule.id == "SVC002")


def test_a_fault_without_a_likely_slip_says_what_the_parser_says() -> None:
    (finding,) = lint("a: 1\n: 2\n").findings

    expected = "does not parse: while parsing a block mapping, did not find expected key"
    assert ("syntax-error", expected) == (
        finding.rule.name,
        finding.message,
    )


def test_broken_documents_of_a_template_are_no_findings() -> None:
    report = lint("kind: Service\nmetadata:\n  name: @NAME_OF@\n---\nkind: Service\nmetadata:\n  name: {{ name }}\n")

    assert ((), ["template"]) == (report.findings, [each.reason for each in report.skipped])


@pytest.mark.parametrize(
    ("text", "offset", "place"), [("", 0, (1, 1, 1, 1)), ("a: 1\nb: \n", 8, (2, 4, 2, 4)), ("ab\ncd\n", 4, (2, 2, 2, 3))]
)
def test_what_cannot_be_read_is_shown_where_it_cannot(text: str, offset: int, place: tuple[int, int, int, int]) -> None:
    unreadable = Unreadable(Source("a.yaml", text), "permission denied", offset)

    (finding,) = check(Discovery((), unreadable=(unreadable,)), Settings(), load_rules(), EVERYTHING).findings

    position = finding.position
    assert ("unreadable-file", "permission denied") == (finding.rule.name, finding.message)
    assert place == (position.line, position.column, position.end_line, position.end_column)


def test_a_bomb_is_one_finding() -> None:
    assert {("example.yaml", 2, "")} == found(lint("kind: Service\nspec: " + "[" * 1_000), "unreadable-file")
