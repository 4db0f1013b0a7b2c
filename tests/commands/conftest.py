"""Every test of commands runs in an empty folder."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current directory, no repository around it; no variable of the machine decides about colours."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "GITHUB_ACTIONS", "GITLAB_CI", "SVCLINT_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    yield tmp_path
    gc.enable()  # which a run switches off, since a process ends with it
