"""Fields that take one of a few words."""

from __future__ import annotations

import pytest

from svclint.catalogue.choices import unknown_choice
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Scalar

PROTOCOLS = ("TCP", "UDP", "SCTP")


def scalar(text: str) -> Scalar:
    """The value of a document that is a scalar."""
    root = compose(Source("example.yaml", text)).documents[0].root
    assert isinstance(root, Scalar)
    return root


@pytest.mark.parametrize("text", ["TCP", '"UDP"', "5", "yes"])
def test_known_words_and_values_that_are_no_strings_are_left_alone(text: str) -> None:
    assert [] == list(unknown_choice(scalar(text), "protocol", PROTOCOLS))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tcp", 'protocol "tcp" is not known, it must be TCP, UDP or SCTP; write "TCP"'),
        ('" TCP "', 'protocol " TCP " is not known, it must be TCP, UDP or SCTP; write "TCP"'),
        ("SCTPP", 'protocol "SCTPP" is not known, it must be TCP, UDP or SCTP; did you mean "SCTP"?'),
        ("ICMP", 'protocol "ICMP" is not known, it must be TCP, UDP or SCTP'),
    ],
)
def test_message_names_the_words_and_the_nearest(text: str, message: str) -> None:
    assert [message] == [each.message for each in unknown_choice(scalar(text), "protocol", PROTOCOLS)]


def test_a_single_word_needs_no_list() -> None:
    assert ['kind "x" is not known, it must be Only'] == [
        each.message for each in unknown_choice(scalar("x"), "kind", ("Only",))
    ]


def test_a_field_that_is_not_there_has_no_word() -> None:
    assert [] == list(unknown_choice(None, "protocol", PROTOCOLS))


def test_another_letter_case_is_fixed_safely_and_a_slip_is_not() -> None:
    fixes = [each.fix for text in ('"tcp"', "TCPP") for each in unknown_choice(scalar(text), "protocol", PROTOCOLS)]

    assert [("TCP", True), None] == [fix and (fix.edits[0].text, fix.safe) for fix in fixes]
