"""`svclint`, `files`, `rules` and `explain`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest

from svclint import __version__
from svclint.cli import COMMANDS, program
from tests.commands.user import CLEAN, process, rule_file, svclint, write


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_every_command(option: str) -> None:
    done = svclint(option)

    assert (0, []) == (
        done.exit_code,
        [name for name, (_, text) in COMMANDS.items() if f"  {name} " not in done.stdout or not text],
    )


def test_help_imports_no_command(folder: Path) -> None:
    program = (
        "import sys\nfrom svclint.cli import program\ntry:\n  program(['--help'])\nexcept SystemExit:\n  pass\n"
        "print([name for name in sys.modules if name.startswith(('svclint.commands', 'ruamel', 'jsonschema'))])"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True)

    assert "[]" == done.stdout.splitlines()[-1]


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help(name: str) -> None:
    done = svclint(name, "--help")

    assert (0, True) == (done.exit_code, done.stdout.startswith(f"Usage: svclint {name} "))


def test_completion_asks_for_commands_and_survives_words_that_are_none() -> None:
    context = click.Context(program, resilient_parsing=True)

    assert list(COMMANDS) == program.list_commands(context)
    assert (None, None) == program.resolve_command(context, ["nope"])[:2]


def test_no_command_shows_the_help() -> None:
    assert "Commands:" in svclint().output


def test_an_unknown_option_before_the_command_is_a_mistake_of_usage() -> None:
    assert 2 == svclint("--fix", "check").exit_code


def test_the_version_is_told_by_the_short_cut_and_by_click(folder: Path) -> None:
    assert f"svclint {__version__}\n" == process("--version", cwd=folder).stdout
    assert f"svclint {__version__}\n" == svclint("--version").stdout


def test_files_tells_what_is_read_and_why_not(folder: Path) -> None:
    write(
        folder,
        {
            "web.yaml": CLEAN,
            "bad.yaml": "apiVersion: v1\nkind: [\n",
            "other.yaml": "a: 1\n",
            "old/web.yaml": CLEAN,
            "chart.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: '{{ .Values.name }}'}\n",
            ".svclint.yaml": "exclude: [old]\n",
        },
    )
    (folder / "latin.yaml").write_bytes(b"apiVersion: v1\nkind: \xe9\n")

    lines = svclint("files").stdout.splitlines()

    assert [line for line in lines if "web.yaml" in line] == ["read         web.yaml: 2 objects"]
    assert "read         bad.yaml: 0 objects, and text that does not parse" in lines
    assert "passed over  other.yaml: no Kubernetes object" in lines
    assert any(line.startswith("excluded     old/: ") for line in lines)
    assert any(line.startswith("unreadable   latin.yaml: byte 0xE9") for line in lines)
    assert any(line.startswith("skipped      chart.yaml: ") for line in lines)


def test_files_as_json(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    assert [{"path": "web.yaml", "verdict": "read", "detail": "2 objects"}] == (
        json.loads(svclint("files", "--format", "json").stdout)["files"]
    )


def test_files_of_nothing_is_nothing() -> None:
    assert (0, "") == ((done := svclint("files")).exit_code, done.stdout)


def test_rules_and_explain_know_rules_of_ones_own(folder: Path) -> None:
    write(folder, {"rules/mine.py": rule_file('yield Finding(at=subject.name_place, message="hm")')})

    assert "TEAM001  team-rule" in svclint("rules", "--rules", "rules").stdout
    assert "TEAM001" not in svclint("rules", "--isolated").stdout
    assert "A rule of one's own." in svclint("explain", "team-rule", "--rules", "rules").stdout


@pytest.mark.parametrize("name", ["SVC004", "SVC005", "SVC006", "SVC007", "service-without-pods"])
def test_explain_shows_a_page(name: str) -> None:
    assert (0, name) == ((done := svclint("explain", name, "--format", "json")).exit_code, name if name in done.stdout else "")
