"""The options of `svclint check`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.commands.user import BROKEN, CLEAN, PODS, WEB, rule_file, svclint, write

TAG = rule_file('yield Finding(at=subject.name_place, message="hm")')
FIXABLE = CLEAN.replace("  ports:\n    - name", "  ports:\n    # svclint: ignore[SVC201] no longer needed\n    - name", 1)


def _findings(*args: str, stdin: str | None = None) -> list[dict[str, Any]]:
    done = svclint("check", "--format", "json", *args, stdin=stdin)
    found: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return found


def _rules(*args: str) -> set[str]:
    return {each["rule"] for each in _findings(*args)}


def test_select_and_ignore_take_ids_names_and_categories(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN, "rules/mine.py": TAG})
    own = ("--rules", "rules", "web.yaml")

    assert {"SVC201"} == _rules("--select", "SVC201", *own)
    assert {"SVC201", "TEAM001"} == _rules("--select", "service-without-pods, team-rule", *own)
    assert {"TEAM001"} == _rules("--select", "selector", "--select", "user", "--ignore", "SVC201,SVC208", *own)


def test_options_stand_for_keys_of_the_configuration(folder: Path) -> None:
    write(
        folder, {"web.yaml": BROKEN, "rules/mine.py": TAG, ".svclint.yaml": "select: [SVC201]\nprofile: audit\nnamespace: a\n"}
    )
    own = ("--rules", "rules", "web.yaml")

    assert {"SVC201"} == _rules(*own)
    assert {"TEAM001"} == _rules("--select", "user", *own)
    assert {"TEAM001", "SVC201"} <= _rules("--profile", "default", *own)
    assert {"TEAM001", "SVC201"} <= _rules("--isolated", *own)
    assert set() == _rules("--ignore", "SVC201", *own)


def test_severity_and_options_come_from_the_configuration(folder: Path) -> None:
    rule = """\
from dataclasses import dataclass
from svclint.api import Finding, Graph, Iterator, Service, Severity, rule

@dataclass(frozen=True)
class Limit:
    most: int = 3

@rule(id="TEAM001", name="too-many-ports", severity=Severity.WARNING, on=Service, bad="", good="", options=Limit)
def too_many_ports(service: Service, graph: Graph, options: Limit) -> Iterator[Finding]:
    \"\"\"Too many.\"\"\"
    if len(service.ports) > options.most:
        yield Finding(at=service.name_place, message="too many")
"""
    settings = "severity: {too-many-ports: info}\noptions: {TEAM001: {most: 0}}\nselect: [TEAM001]\n"
    write(folder, {"web.yaml": CLEAN, "rules/mine.py": rule, "strict.yml": settings})

    assert [] == _findings("--rules", "rules", "web.yaml", "--select", "TEAM001")
    assert ["info"] == [each["severity"] for each in _findings("--rules", "rules", "--config", "strict.yml", "web.yaml")]


def test_the_configuration_above_the_first_path_counts(folder: Path) -> None:
    write(folder, {"a/.svclint.yaml": "ignore: [SVC201]\n", "a/b/web.yaml": BROKEN, "c/web.yaml": BROKEN})

    assert set() == _rules("a/b")
    assert {"SVC201"} == _rules("c", "a/b")


def test_exclude_counts_from_the_folder_of_the_configuration(folder: Path) -> None:
    write(folder, {"a/.svclint.yaml": "exclude: [/old]\n", "a/old/web.yaml": BROKEN, "a/new/old/web.yaml": BROKEN})

    assert {"a/new/old/web.yaml"} == {each["path"] for each in _findings("a")}


def test_the_configuration_is_found_from_the_current_directory_for_standard_input(folder: Path) -> None:
    write(folder, {".svclint.yaml": "ignore: [SVC201]\n"})

    assert [] == _findings("-", stdin=BROKEN)
    assert ["SVC201"] == [each["rule"] for each in _findings("-", "--isolated", stdin=BROKEN)]


def test_suppressions_are_governed_by_the_configuration(folder: Path) -> None:
    silent = BROKEN.replace("app: wbe", "app: wbe  # svclint: ignore[SVC201]")
    write(folder, {"web.yaml": silent, "strict.yml": "require-reason: true\n", "none.yml": "inline-suppressions: false\n"})

    assert set() == _rules()
    assert {"SVC201", "SVC005"} == _rules("--config", "strict.yml")
    assert {"SVC201", "SVC005"} == _rules("--config", "none.yml")


def test_only_reports_what_concerns_the_files_behind_it(folder: Path) -> None:
    write(
        folder,
        {
            "web.yaml": WEB.replace("app: web", "app: wbe"),
            "pods.yaml": PODS,
            "other/web.yaml": BROKEN.replace("web", "db").replace("wbe", "zz"),
        },
    )

    assert {"web.yaml", "other/web.yaml"} == {each["path"] for each in _findings()}
    assert {"web.yaml"} == {each["path"] for each in _findings("--only", "pods.yaml")}
    assert {"web.yaml"} == {each["path"] for each in _findings(".", "--only", "pods.yaml", "nope.yaml")}
    assert {"other/web.yaml"} == {each["path"] for each in _findings("--only", "--select", "SVC201", "other")}
    assert {"web.yaml", "other/web.yaml"} == {each["path"] for each in _findings("--only", "--", ".")}
    assert [] == _findings("--only")
    assert {"web.yaml"} == {each["path"] for each in _findings("web.yaml", "--", "pods.yaml")}


def test_unused_suppressions_are_not_judged_with_only(folder: Path) -> None:
    write(folder, {"web.yaml": FIXABLE})

    assert {"SVC006"} == _rules()
    assert set() == _rules("--only", "web.yaml")


def test_git_reads_the_index_alone(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN, "stray.yaml": BROKEN})
    for command in (["init", "--quiet"], ["add", "web.yaml"]):
        subprocess.run(["git", *command], cwd=folder, check=True)

    assert {"web.yaml"} == {each["path"] for each in _findings("--git")}
    assert {"web.yaml"} == {each["path"] for each in _findings("--git", "--only", "web.yaml", "stray.yaml")}


def test_default_excludes_can_be_switched_off(folder: Path) -> None:
    write(folder, {"node_modules/web.yaml": BROKEN, "web.yaml": CLEAN.replace("web", "db")})

    assert [] == _findings()
    assert {"node_modules/web.yaml"} == {each["path"] for each in _findings("--no-default-excludes")}


def test_namespace_and_version_reach_the_rules(folder: Path) -> None:
    pods = PODS.replace("name: web", "name: web\n  namespace: shop", 1)
    write(folder, {"web.yaml": f"{WEB}---\n{pods}"})

    done = json.loads(svclint("check", "--format", "json", "--namespace", "shop", "--kubernetes-version", "v1.31.4").stdout)

    assert ([], "1.31") == (done["findings"], done["tool"]["kubernetes_version"])
    assert {"SVC201"} <= _rules()


def test_reports_go_to_files_as_well(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    done = svclint("check", "web.yaml", "--output", "json=out/report.json", "--output", "sarif=report.sarif")

    assert (2, True) == (done.exit_code, "out/report.json: cannot be written" in done.stderr)

    done = svclint(
        "check", "web.yaml", "--output", "json=report.json", "--output", "sarif=report.sarif", "--output", "text=report.txt"
    )

    assert (1, True) == (done.exit_code, "SVC201" in done.stdout)
    assert svclint("check", "web.yaml", "--format", "json").stdout == (folder / "report.json").read_text(encoding="utf-8")
    assert "2.1.0" == json.loads((folder / "report.sarif").read_text(encoding="utf-8"))["version"]
    assert done.stdout == (folder / "report.txt").read_text(encoding="utf-8")


def test_jobs_and_cache_change_nothing(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    plain = svclint("check", "--format", "json").stdout

    assert plain == svclint("check", "--format", "json", "--jobs", "4", "--no-cache").stdout


def test_quiet_prints_a_line_a_finding_and_no_summary(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    done = svclint("check", "--quiet")

    assert (1, 1, "") == (done.exit_code, done.stdout.count("\n"), done.stderr)


def test_statistics_count_by_rule(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    assert "1  SVC201  service-without-pods\n" in svclint("check", "--statistics").stderr


@pytest.mark.parametrize(("choice", "coloured"), [("always", True), ("never", False), ("auto", False)])
def test_colour_is_chosen(folder: Path, choice: str, *, coloured: bool) -> None:
    write(folder, {"web.yaml": BROKEN})

    assert coloured == ("\x1b[" in svclint("check", "--color", choice).stdout)


def test_machine_formats_say_nothing_on_standard_error(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    assert ["", ""] == [svclint("check", "--format", each).stderr for each in ("json", "sarif")]


def test_safe_fixes_are_applied_and_the_rest_is_reported(folder: Path) -> None:
    write(folder, {"web.yaml": FIXABLE.replace("\n", "\r\n"), "db.yaml": BROKEN.replace("web", "db")})

    done = svclint("check", "--fix", "--format", "text")

    assert (1, True) == (done.exit_code, "fixed 1 finding in 1 file\n" in done.stderr)
    assert ("SVC201" in done.stdout, "SVC006" in done.stdout) == (True, False)
    assert CLEAN.replace("\n", "\r\n").encode() == (folder / "web.yaml").read_bytes()


def test_unsafe_fixes_are_applied_when_asked_for(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    assert (0, CLEAN) == (svclint("check", "--unsafe-fixes").exit_code, (folder / "web.yaml").read_text(encoding="utf-8"))


def test_a_difference_is_shown_and_nothing_changed(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    done = svclint("check", "--diff", "--unsafe-fixes")

    assert (1, BROKEN) == (done.exit_code, (folder / "web.yaml").read_text(encoding="utf-8"))
    assert ["--- a/web.yaml", "+++ b/web.yaml", "@@ -4,7 +4,7 @@"] == done.stdout.splitlines()[:3]
    assert "\n-    app: wbe\n+    app: web\n" in done.stdout
    assert "would fix 1 finding in 1 file\n" in done.stderr


def test_the_difference_holds_safe_fixes_alone_unless_asked(folder: Path) -> None:
    write(folder, {"web.yaml": BROKEN})

    assert (1, "") == ((done := svclint("check", "--diff")).exit_code, done.stdout)


def test_standard_input_comes_out_fixed(folder: Path) -> None:
    write(folder, {"clean.yaml": CLEAN})

    fixed = svclint("check", "--unsafe-fixes", "-", stdin=BROKEN)
    same = svclint("check", "--fix", "-", stdin=CLEAN)

    assert [(0, CLEAN), (0, CLEAN)] == [(each.exit_code, each.stdout) for each in (fixed, same)]


def test_what_is_left_of_standard_input_goes_to_standard_error() -> None:
    done = svclint("check", "--fix", "--format", "json", "-", stdin=BROKEN)

    assert (1, BROKEN) == (done.exit_code, done.stdout)
    assert ["SVC201"] == [each["rule"] for each in json.loads(done.stderr)["findings"]]
