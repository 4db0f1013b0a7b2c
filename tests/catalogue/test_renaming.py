"""The fix that writes the right name."""

from __future__ import annotations

import pytest

from svclint.catalogue.renaming import renamed, rewritten
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Scalar


def scalar(text: str) -> Scalar:
    root = compose(Source("x.yaml", text)).documents[0].root
    assert isinstance(root, Scalar)
    return root


@pytest.mark.parametrize(
    ("written", "name", "expected"),
    [("wbe", "web", "web"), ("'wbe'", "web", "'web'"), ('"wbe"', "web", '"web"'), ("noo", "no", '"no"'), ("12a", "12", '"12"')],
)
def test_quotes_stay_and_come_where_the_name_would_be_no_string(written: str, name: str, expected: str) -> None:
    fix = rewritten(scalar(written), name)

    assert [(edit.at.start, edit.at.end, edit.text) for edit in fix.edits] == [(0, len(written), expected)]
    assert not fix.safe


def test_only_one_near_name_is_written() -> None:
    one = renamed(scalar("ledgre"), ["billing", "ledger", "ledger"])

    assert one is not None
    assert one.title == "write ledger instead of ledgre"
    assert renamed(scalar("ledgre"), ["ledger", "ledges"]) is None
    assert renamed(scalar("ledgre"), ["billing"]) is None
