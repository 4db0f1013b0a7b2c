"""The exit statuses of the contract, and what is said with each."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from svclint.commands import linting, printing
from svclint.errors import OutputError
from tests.commands.user import BROKEN, CLEAN, WEB, process, rule_file, svclint, write


def test_clean_manifests_end_with_0(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN})

    done = svclint("check")

    assert (0, "") == (done.exit_code, done.stdout)
    assert "checked 1 file, 2 documents, 2 objects" in done.stderr


def test_an_error_ends_with_1(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    done = svclint("check", "web.yaml")

    assert 1 == done.exit_code
    assert "web.yaml:7:10: error SVC201 service-without-pods" in done.stdout


def test_findings_below_the_threshold_end_with_0(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN, "rules/mine.py": rule_file('yield Finding(at=subject.name_place, message="hm")')})
    rules = ("check", "--rules", "rules", "--select", "user", "web.yaml")

    assert 0 == svclint(*rules).exit_code
    assert 1 == svclint(*rules, "--fail-on", "warning").exit_code
    assert 1 == svclint(*rules, "--fail-on", "info").exit_code
    assert 0 == svclint(*rules, "--fail-on", "never").exit_code


def test_exit_zero_and_never_end_with_0_on_errors(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    assert [0, 0] == [svclint("check", *option).exit_code for option in (("--exit-zero",), ("--fail-on", "never"))]


def test_text_that_does_not_parse_is_a_finding(folder: Path) -> None:
    write(folder, {"web.yaml": f"{CLEAN}---\napiVersion: [\n"})

    done = svclint("check", "--format", "json")

    assert (1, ["SVC001"]) == (done.exit_code, [each["rule"] for each in json.loads(done.stdout)["findings"]])


def test_a_path_that_does_not_exist_ends_with_2() -> None:
    done = svclint("check", "no/such.yaml")

    assert (2, "", "svclint: no/such.yaml: no such file or directory\n") == (done.exit_code, done.stdout, done.stderr)


def test_no_kubernetes_object_ends_with_2_unless_allowed(folder: Path) -> None:
    write(folder, {"other.yaml": "a: 1\n"})

    done = svclint("check")

    assert 2 == done.exit_code
    assert (
        "svclint: no Kubernetes object found in . (see what was read with `svclint files`, or pass --allow-empty)\n"
        == done.stderr
    )
    assert "no Kubernetes object found in standard input (" in svclint("check", "-", stdin="a: 1\n").stderr
    assert 0 == svclint("check", "--allow-empty").exit_code
    assert 0 == json.loads(svclint("check", "--format", "json").stdout)["summary"]["objects"]


def test_a_rule_that_crashes_is_a_finding_and_ends_with_2(folder: Path) -> None:
    crash = rule_file('yield from {}["zone"]')
    write(folder, {"web.yaml": BROKEN, "rules/mine.py": crash})

    done = svclint("check", "--rules", "rules", "--format", "json", "--exit-zero", "web.yaml")

    found = {each["rule"]: each for each in json.loads(done.stdout)["findings"]}
    assert 2 == done.exit_code
    assert {"SVC004", "SVC201"} <= set(found)
    assert "the rule TEAM001 team-rule failed on Service web with KeyError: 'zone'" in found["SVC004"]["message"]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek"], 'there is no command "chek"; did you mean "check"?'),
        (["check", "--formt", "json"], "'--formt'"),
        (["check", "--format", "yaml"], "'yaml' is not one of"),
        (["check", "--kubernetes-version", "1.50"], "from 1.28 to 1.37 (the nearest is 1.37)"),
        (["check", "--namespace", "A"], "expected a namespace"),
        (
            ["check", "--output", "sarf=x"],
            '"sarf" is no format (text, json, sarif, github, gitlab, junit, checkstyle, rdjson); did you mean "sarif"?',
        ),
        (["check", "--output", "report.json"], 'expected FORMAT=FILE, not "report.json"'),
        (["check", "--rules", "nowhere"], "'nowhere' does not exist"),
        (["check", "--config", "nowhere.yaml"], "'nowhere.yaml' does not exist"),
        (["check", "--jobs", "0"], "0 is not in the range"),
        (["check", "--select", "unnamed-prt"], '--select: no rule or category "unnamed-prt"; did you mean "unnamed-port"?'),
        (["check", "--ignore", "selectr"], 'svclint: --ignore: no rule or category "selectr"; did you mean "selector"?'),
        (["check", "--git"], "svclint: "),
        (["explain", "unnamed-prt"], 'did you mean "unnamed-port"?'),
        (["explain"], "Missing argument"),
    ],
)
def test_mistakes_of_usage_end_with_2(folder: Path, args: list[str], said: str) -> None:
    write(folder, {"web.yaml": CLEAN})

    done = svclint(*args)

    assert (2, "") == (done.exit_code, done.stdout)
    assert said in done.stderr


def test_a_mistake_in_the_configuration_ends_with_2(folder: Path) -> None:
    write(folder, {"shop/web.yaml": CLEAN, ".svclint.yaml": "profile: strict\nignored: [api]\n"})

    done = svclint("check", "shop/web.yaml")

    assert (2, '.svclint.yaml:2: configuration: unknown key "ignored"; did you mean "ignore"?\n') == (
        done.exit_code,
        done.stderr.removeprefix("svclint: "),
    )


def test_a_rule_file_that_cannot_be_loaded_ends_with_2(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN, "rules/mine.py": "import no_such_module\n"})

    done = svclint("check", "--rules", "rules", "web.yaml")

    assert (2, True) == (done.exit_code, "mine.py: it fails on import: ModuleNotFoundError" in done.stderr)


def test_an_internal_error_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise OSError(errno.EIO, "the disk is gone")

    write(folder, {"web.yaml": CLEAN})
    monkeypatch.setattr(linting, "check", fail)

    done = svclint("check")

    assert (2, 1) == (done.exit_code, done.stderr.count("\n"))
    assert "OSError: [Errno 5] the disk is gone (a bug: run it again with SVCLINT_TRACEBACK=1" in done.stderr


@pytest.mark.parametrize("error", [RuntimeError("odd"), RecursionError("deep")])
def test_the_traceback_of_an_internal_error_is_there_for_the_asking(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_args: object) -> None:
        raise error

    write(folder, {"web.yaml": CLEAN})
    monkeypatch.setattr(linting, "check", fail)

    assert (2, True) == (svclint("check").exit_code, f"{type(error).__name__}: {error}" in svclint("check").stderr)

    monkeypatch.setenv("SVCLINT_TRACEBACK", "1")

    assert error is svclint("check").exception


def test_an_interrupt_ends_with_130(folder: Path) -> None:
    write(folder, {"web.yaml": CLEAN, "rules/mine.py": "raise KeyboardInterrupt\n"})

    done = svclint("check", "--rules", "rules")

    assert (130, "svclint: interrupted\n") == (done.exit_code, done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_ends_a_process_with_130_and_one_line(folder: Path) -> None:
    waiting = "import threading\nprint('ready', flush=True)\nthreading.Event().wait()\n"
    write(folder, {"web.yaml": CLEAN, "rules/mine.py": waiting})
    command = [sys.executable, "-m", "svclint", "check", "--rules", "rules"]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder) as running:
        assert running.stdout is not None
        assert "ready\n" == running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)

    assert (130, "svclint: interrupted\n") == (running.returncode, errors)


def test_a_reader_that_goes_away_is_no_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "gone")

    monkeypatch.setattr(click, "echo", fail)

    assert (141, "", "") == ((done := svclint("rules")).exit_code, done.stdout, done.stderr)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_process_whose_reader_is_gone_says_nothing(folder: Path) -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    with os.fdopen(write_end, "wb") as closed:
        command = [sys.executable, "-m", "svclint", "rules"]
        done = subprocess.run(command, cwd=folder, stdout=closed, stderr=subprocess.PIPE, text=True, check=False)

    assert (141, "") == (done.returncode, done.stderr)


def test_standard_output_that_cannot_be_written_ends_with_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, err: bool = False, **_more: object) -> None:
        if not err:
            raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(click, "echo", fail)

    assert 2 == svclint("rules").exit_code


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors of POSIX")
def test_standard_output_that_is_closed_ends_with_2(folder: Path) -> None:
    program = "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, '-m', 'svclint', 'rules'])"

    done = subprocess.run([sys.executable, "-c", program], cwd=folder, stderr=subprocess.PIPE, text=True, check=False)

    assert (2, "svclint: standard output: cannot be written: it is closed\n") == (done.returncode, done.stderr)


def test_closed_standard_output_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)

    with pytest.raises(OutputError, match="it is closed"):
        printing.write_output("x")


def test_standard_input_is_read(folder: Path) -> None:
    done = process("check", "-", "--format", "json", cwd=folder, stdin=WEB.replace("v1\n", "v1\nkind: Pod\n"))

    assert (1, "<stdin>") == (done.returncode, json.loads(done.stdout)["findings"][0]["path"])
