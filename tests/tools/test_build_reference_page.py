"""The page about references is the one that the table gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from svclint.config.load import parse_configuration
from svclint.sources.source import Source
from tools import build_reference_page
from tools.build_reference_page import MARK, TARGET, main, page


def test_the_page_is_up_to_date() -> None:
    written = TARGET.read_text(encoding="utf-8")

    assert page(written) == written, "run python tools/build_reference_page.py"
    assert 0 == main(["--check"])


def test_only_the_table_is_written_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "references.md"
    target.write_text(f"# By hand\n\n{MARK}old", encoding="utf-8")
    monkeypatch.setattr(build_reference_page, "TARGET", target)

    assert (1, 0, 0) == (main(["--check"]), main([]), main(["--check"]))
    assert target.read_text(encoding="utf-8").startswith(f"# By hand\n\n{MARK}\n")
    assert "| `spec.to.name`<br>`spec.alternateBackends[*].name` | Service |" in target.read_text(encoding="utf-8")


def test_the_rows_that_the_page_shows_are_read() -> None:
    shown = TARGET.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    [row] = parse_configuration(Source(".svclint.yaml", shown), ()).settings.references

    assert ("sells through", ("portName", "port")) == (row.verb, tuple(map(str, row.port)))
