"""The page of known producers is made of the shipped table, and is up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from svclint.producers import producer_of
from tools import build_producers_page
from tools.build_producers_page import main, page


def test_the_shipped_page_is_up_to_date() -> None:
    assert 0 == main(["--check"])


def test_another_page_is_told_and_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "page.md"
    target.write_text("old", encoding="utf-8")
    monkeypatch.setattr(build_producers_page, "TARGET", target)

    assert 1 == main(["--check"])
    assert "old" == target.read_text(encoding="utf-8")
    assert 0 == main([])
    assert 0 == main(["--check"])


def test_a_row_says_what_is_known() -> None:
    pods = {
        "name": "{part.name}",
        "part": "spec.nodes[*]",
        "labels": {"db": "{name}", "role": ["one", "two"]},
        "ports": [{"name": "sql", "number": 5432}, {"number": 53, "protocol": "UDP"}],
    }
    services = [{"name": "{name}-rw", "ports": ["sql"]}, {"name": "{name}", "headless": True, "part": "spec.nodes[*]"}]
    row = producer_of({"kind": "Db.example.com", "open": True, "source": "https://a.b", "pods": [pods], "services": services})

    assert [
        "### Db (example.com)",
        "Open. [Source](https://a.b)",
        "* Pods `{part.name}` for `spec.nodes[*]`",
        "  * labels: `db: {name}`, `role: one / two`",
        "  * ports: `sql 5432/TCP`, `53/UDP`",
        "* Services: `{name}-rw` (sql), `{name}` for `spec.nodes[*]`, headless",
    ] == [line for line in page([row]).partition("## Known kinds")[2].splitlines() if line]


def test_a_row_may_know_services_alone() -> None:
    row = producer_of({"kind": "Db.example.com", "source": "https://a.b", "services": [{"name": "db"}]})

    assert "[Source](https://a.b)\n\n* Services: `db`\n" in page([row])
