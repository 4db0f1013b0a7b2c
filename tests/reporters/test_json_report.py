"""The JSON report is the contract with scripts."""

from __future__ import annotations

import importlib
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from svclint import __version__
from svclint.reporters import FORMATS
from svclint.reporters.json_report import render
from tests.linting import lint
from tests.reporters.reports import at, finding, report
from tests.reporters.shop import ALL, FOLDER, RULES, shop_report, skipped


def test_the_shop(snapshot: SnapshotAssertion) -> None:
    assert snapshot == render(shop_report()).replace(__version__, "VERSION")


def test_the_order_of_files_makes_no_difference() -> None:
    files = [(f"shop/{file.name}", file.read_text(encoding="utf-8")) for file in FOLDER.iterdir()]
    random.Random(0).shuffle(files)  # noqa: S311 - no secret, a fixed order

    assert render(shop_report()) == render(lint(dict(files), choice=ALL, rules=RULES))


def test_skipped_files_and_kinds_are_sorted() -> None:
    summary = json.loads(render(report(skipped=skipped(("b.yaml", "x"), ("a.yaml", "y")), kinds={"Service": 1, "Pod": 2})))[
        "summary"
    ]

    assert [{"path": "a.yaml", "reason": "y"}, {"path": "b.yaml", "reason": "x"}] == summary["skipped"]
    assert ["Pod", "Service"] == list(summary["kinds"])


def test_a_finding_outside_of_any_object() -> None:
    (found,) = json.loads(render(report(finding(at("a: b", "b"), object=None, field=""))))["findings"]

    assert found["object"] is None
    assert found["fix"] is None


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_can_be_written_as_utf_8_and_read_back(text: str) -> None:
    written = render(report(finding(at("a: b", "b", text), text)))
    (found,) = json.loads(written.encode().decode())["findings"]

    assert (text.encode("utf-16", "surrogatepass"), text.encode("utf-16", "surrogatepass")) == tuple(
        found[key].encode("utf-16", "surrogatepass") for key in ("path", "message")
    )


@pytest.mark.parametrize("module", FORMATS.values())
def test_every_format_renders_whole_lines(module: str) -> None:
    shown = importlib.import_module(module).render(report(finding(at("a: b", "b"))))

    assert shown.endswith("\n")
