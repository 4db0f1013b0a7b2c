"""What users install: the wheel, built through the sdist, works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def _run(installed: Path, *args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run([sys.executable, *args], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def test_the_wheel_holds_rules_schemas_types_and_licences(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert "svclint/py.typed" in names
    assert "svclint/rules/selector/service_without_pods.py" in names
    assert "svclint/schemas/kubernetes.json" in names
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}
    assert [] == [name for name in names if name.startswith(("tests/", "rules/", "tools/"))]


def test_the_installed_wheel_lints(installed: Path, tmp_path: Path) -> None:
    where = _run(installed, "-c", "import svclint; print(svclint.__file__)", cwd=tmp_path)
    done = _run(installed, "-m", "svclint", "check", str(ROOT / "examples" / "shop"), "--format", "json", cwd=tmp_path)

    assert str(installed / "svclint" / "__init__.py") == where.stdout.strip()
    assert (1, "") == (done.returncode, done.stderr)
    assert '"SVC201"' in done.stdout


def test_the_wheel_installs_a_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    entry_points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))

    assert "svclint = svclint.__main__:main" in archive.read(entry_points).decode()
