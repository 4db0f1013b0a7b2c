"""Where rules come from: svclint itself, `--rules DIR`, installed packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from svclint.catalogue.loader import CATEGORIES, load_rules, shipped_folder
from svclint.errors import RuleFileError
from tests.commands.user import process, rule_file, write

RULE = rule_file('yield Finding(at=subject.name_place, message="hm")')
OTHER = rule_file('yield Finding(at=subject.name_place, message="hm")', rule_id="TEAM002", name="other-rule")


def _pack(site: Path, value: str = "acme_rules") -> None:
    """An installed package that offers rules."""
    write(
        site,
        {
            "acme_rules/__init__.py": "",
            "acme_rules/team.py": RULE,
            "acme_rules/_shared.py": "",
            "acme_rules/port/other.py": OTHER,
            "acme_rules-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: acme-rules\nVersion: 1\n",
            "acme_rules-1.dist-info/entry_points.txt": f"[svclint.rules]\nacme = {value}\n",
        },
    )


def test_shipped_rules_are_sorted_and_know_their_category() -> None:
    rules = load_rules()

    assert sorted(each.id for each in rules) == [each.id for each in rules]
    assert {each.category for each in rules} <= set(CATEGORIES) - {"user"}
    assert shipped_folder().is_dir()


def test_rules_of_a_folder_are_found_below_it(tmp_path: Path) -> None:
    write(tmp_path, {"team.py": RULE, "port/other.py": OTHER, "__init__.py": "", ".hidden/x.py": "1 / 0", "_draft.py": "1 / 0"})

    found = {each.id: each for each in load_rules([tmp_path]) if each.id.startswith("TEAM")}

    assert {"TEAM001": "user", "TEAM002": "port"} == {name: each.category for name, each in found.items()}
    assert str(tmp_path / "team.py") == found["TEAM001"].file


def test_a_folder_loaded_twice_gives_the_same_rules(tmp_path: Path) -> None:
    write(tmp_path, {"team.py": RULE})

    first, second = ([each.check for each in load_rules([tmp_path]) if each.id == "TEAM001"] for _ in range(2))

    assert first == second


def test_two_folders_may_hold_files_of_one_name(tmp_path: Path) -> None:
    write(tmp_path, {"a/team.py": RULE, "b/team.py": OTHER})

    assert {"TEAM001", "TEAM002"} <= {each.id for each in load_rules([tmp_path / "a", tmp_path / "b"])}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1\n", r"team\.py: it holds no rule \(a function decorated with svclint\.api\.rule\)"),
        ("x = 1\ndef (\n", r"team\.py:2: it is no valid Python: "),
        ("import no_such_module\n", r"team\.py: it fails on import: ModuleNotFoundError"),
        (RULE.replace("TEAM001", "SVC201"), r'"SVC201" is taken by the rule in '),
        (RULE.replace('"team-rule"', '"service-without-pods"'), r'"service-without-pods" is taken by the rule in '),
    ],
)
def test_a_file_that_cannot_be_loaded_is_named(tmp_path: Path, text: str, said: str) -> None:
    write(tmp_path, {"team.py": text})

    with pytest.raises(RuleFileError, match=said):
        load_rules([tmp_path])


def test_rules_of_installed_packages_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pack(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)

    assert {"TEAM001", "TEAM002"} <= {each.id for each in load_rules(entry_points=True)}
    assert not {"TEAM001", "TEAM002"} & {each.id for each in load_rules()}


def test_a_package_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pack(tmp_path, value="acme_rules_of_old")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(RuleFileError, match='acme_rules_of_old: the entry point "acme" names no package'):
        load_rules(entry_points=True)


def test_isolated_leaves_installed_packages_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _pack(tmp_path / "site")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))

    assert "TEAM001" in process("rules", cwd=tmp_path).stdout
    assert "TEAM001" not in process("rules", "--isolated", cwd=tmp_path).stdout


def test_rules_of_others_are_type_checked(tmp_path: Path) -> None:
    """Outside of the repository and strictly: what `on` names is what the function takes."""
    wrong = RULE.replace("subject: Service", "subject: Workload").replace("Service, Severity", "Service, Severity, Workload")
    write(tmp_path, {"right.py": RULE, "wrong.py": wrong, "mypy.ini": "[mypy]\nstrict = true\n"})

    command = [sys.executable, "-m", "mypy", "--cache-dir", str(tmp_path / "cache"), "right.py", "wrong.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    errors = [line for line in done.stdout.splitlines() if ": error: " in line]
    assert (1, 1) == (done.returncode, len(errors)), done.stdout
    assert errors[0].startswith("wrong.py:4: error: ")
    assert "Workload" in errors[0]
