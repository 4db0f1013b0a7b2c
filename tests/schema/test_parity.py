"""Whether svclint rejects what a real API server rejected, and only that: thousands of documents, one run a file."""

from __future__ import annotations

import base64
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from svclint.catalogue.finding import Severity
from svclint.catalogue.loader import load_rules
from svclint.engine.check import check
from svclint.engine.report import Report
from svclint.engine.selection import Choice
from svclint.settings import NEWEST, Settings
from svclint.sources.discover import discover

Case: TypeAlias = dict[str, Any]

PARITY = Path(__file__).resolve().parents[3] / "shared" / "parity"
FILES = sorted(path.stem for path in PARITY.glob("*.jsonl"))
RULES = load_rules()
CLUSTER = ("10.96.0.0/16", "fd00:10:96::/112")
"""The ranges of Services of the cluster that gave the verdicts."""
OF_EVERY_ENDPOINTS = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"
"""Of those svclint thinks less of a warning."""
WARNING_TOO = ("fqdn-endpoint-slice", "inert-field", "port-bound-twice")
"""Rules of other categories that say what the server warns of."""
MISSED = {"yaml": 9}
"""Documents that are no objects, and templates: the server says no, svclint nothing."""
OTHER_FIELDS = {"yaml": 1}
"""Rejected at another field than the server names: a text that is no object at all."""

pytestmark = pytest.mark.skipif(not FILES, reason="the verdicts of an API server lie beside a checkout in ../shared/parity")


def cases(name: str) -> list[Case]:
    """The documents of a file, with what the server said of each."""
    return [json.loads(line) for line in (PARITY / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def report_on(some: Iterable[Case], folder: Path, version: tuple[int, int] = NEWEST) -> Report:
    """One run over the documents, each in a file of its own."""
    for case in some:
        raw = base64.b64decode(case["text_b64"]) if "text_b64" in case else case["text"].encode()
        (folder / f"{case['id']}.yaml").write_bytes(raw)
    settings = Settings(kubernetes_version=version, service_ranges=CLUSTER)
    return check(discover([str(folder)]), settings, RULES, Choice(select=("api", "tool", *WARNING_TOO)))


def blamed(report: Report) -> dict[str, set[str]]:
    """The fields that each document is rejected for, none for one that is accepted."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in report.findings:
        if each.severity is Severity.ERROR and each.rule.category in ("api", "tool"):
            found[Path(each.position.path).stem].add(spelt(each.field))
    return found


def warnings(report: Report) -> dict[str, set[str]]:
    """The categories of the warnings about each document."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in report.findings:
        if each.severity is Severity.WARNING:
            found[Path(each.position.path).stem].add(each.rule.category)
    return found


def spelt(field: str) -> str:
    """A path without quirks of its spelling."""
    return re.sub(r"[\[\]\"'.]+", ".", field).strip(".").lower()


@pytest.mark.parametrize("name", FILES)
def test_the_server_says_the_same(name: str, tmp_path: Path) -> None:
    some = cases(name)

    report = report_on(some, tmp_path)

    found, warned = blamed(report), warnings(report)
    verdicts = Counter((case["verdict"], case["id"] in found) for case in some)
    fields = [(case["fields"], found[case["id"]]) for case in some if case.get("fields") and case["id"] in found]
    elsewhere = [theirs for theirs, ours in fields if ours.isdisjoint(map(spelt, theirs))]
    accepted = [case for case in some if case["verdict"] == "accept"]
    assert [] == [case["id"] for case in accepted if case["id"] in found]
    assert MISSED.get(name, 0) >= verdicts["reject", False]
    assert OTHER_FIELDS.get(name, 0) >= len(elsewhere)
    assert [] == [
        case["id"] for case in accepted if set(case.get("warnings", ())) - {OF_EVERY_ENDPOINTS} and case["id"] not in warned
    ]
    assert [] == [case["id"] for case in accepted if not case.get("warnings") and "api" in warned[case["id"]]]


@pytest.mark.parametrize("minor", [34, 35])
def test_the_verdict_is_that_of_an_older_server(minor: int, tmp_path: Path) -> None:
    version = f"1.{minor}"
    some = [case for name in FILES for case in cases(name) if version in case.get("other_versions", {})]

    found = blamed(report_on(some, tmp_path, (1, minor)))

    rejected = {case["id"] for case in some if case["other_versions"][version] == "reject"}
    assert rejected == set(found)
