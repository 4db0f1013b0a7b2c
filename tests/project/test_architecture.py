"""The bars that the design sets for the code."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from pathlib import Path

import pytest

from svclint.catalogue.loader import CATEGORIES, AnyRule, load_rules, shipped_folder

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted([*ROOT.glob("svclint/**/*.py"), *ROOT.glob("rules/**/*.py")])
RULES = load_rules()
VAGUE = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}


def _functions(path: Path) -> list[tuple[str, int]]:
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = [node for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    return [(f"{path.name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1) for node in functions]


def _modules_after(statements: str) -> int:
    program = f"import sys\ntry:\n  {statements}\nexcept SystemExit:\n  pass\nprint(len(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return int(done.stdout.splitlines()[-1])


def _percentile_95(numbers: list[int]) -> int:
    return sorted(numbers)[int(len(numbers) * 0.95)]


def test_no_module_imports_upwards() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout


def test_functions_fit_a_screen() -> None:
    lengths = [pair for path in FILES for pair in _functions(path)]

    assert [] == [pair for pair in lengths if pair[1] > 40]
    assert _percentile_95([length for _, length in lengths]) <= 30
    assert statistics.median(length for _, length in lengths) <= 8


def test_files_hold_one_idea() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}

    assert _percentile_95(list(lengths.values())) <= 250


def test_modules_are_nouns_of_the_field() -> None:
    assert [] == [path for path in FILES if path.stem in VAGUE]


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.name)
def test_a_rule_is_one_file_under_one_name(each: AnyRule) -> None:
    path = Path(each.file)
    functions = [node.name for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.FunctionDef)]

    assert path.stem == each.name.replace("-", "_")
    assert path.stem in functions
    assert path.parent.name.replace("_", "-") == each.category
    assert each.check.__name__ == path.stem


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.name)
def test_a_rule_imports_the_api_only(each: AnyRule) -> None:
    allowed = {
        "svclint.api",
        "__future__",
        "re",
        "dataclasses",
        "collections",
        "itertools",
        "ipaddress",
        "collections.abc",
        "typing",
    }
    imported = set()
    for node in ast.walk(ast.parse(Path(each.file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module)
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}

    assert imported <= allowed


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.name)
def test_an_id_tells_its_category(each: AnyRule) -> None:
    assert f"SVC{CATEGORIES.index(each.category)}" == each.id[:4]
    assert each.id[4:].isdigit()
    assert len(each.id) == 6


def test_each_file_of_rules_holds_one_rule() -> None:
    files = [path for path in shipped_folder().rglob("*.py") if path.name != "__init__.py"]

    assert sorted(map(str, files)) == sorted(each.file for each in RULES)


def test_a_rule_says_what_and_why() -> None:
    assert [] == [each.name for each in RULES if not each.summary.endswith(".") or not each.why]


def test_the_version_costs_few_imports() -> None:
    bare = _modules_after("pass")
    version = _modules_after("import svclint.__main__ as m; sys.argv[1:] = ['--version']; m.main()")

    assert version - bare < 40
