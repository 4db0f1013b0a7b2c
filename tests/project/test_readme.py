"""The commands that the README shows are run, and print what it shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(r"```console\n\$ (svclint [^\n]*)\n([^`$]+)```")
TIME = re.compile(r"\d+(\.\d+)? m?s\b")
EXAMPLES = SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8"))


def _run(command: str) -> str:
    words = [sys.executable, "-m", *shlex.split(command)]
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def test_the_readme_leads_with_a_run_on_the_shipped_example() -> None:
    assert "svclint check examples/shop" == EXAMPLES[0][0]


@pytest.mark.parametrize(("command", "shown"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_a_shown_command_prints_what_is_shown(command: str, shown: str) -> None:
    assert TIME.sub("TIME", shown) == TIME.sub("TIME", _run(command))
