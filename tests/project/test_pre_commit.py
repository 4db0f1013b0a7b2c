"""The hooks, run by pre-commit in a throw-away repository.

The hook file says `language: python`, for which pre-commit would fetch svclint's dependencies from a package index; here
the same entries run with the svclint that is installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
"""
DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: example.com/web:1
          ports:
            - containerPort: 8080
"""


class Repository:
    """A git repository with the hooks configured."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "HOME": str(folder.parent),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(folder.parent / "cache"),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
        self.run("git", "init", "--quiet", ".")
        self.run("git", "config", "user.email", "someone@example.com")
        self.run("git", "config", "user.name", "someone")
        hooks = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
        local = [{**hook, "language": "system"} for hook in hooks]
        with (folder / ".pre-commit-config.yaml").open("w", encoding="utf-8") as file:
            YAML().dump({"repos": [{"repo": "local", "hooks": local}]}, file)
        self.write({"service.yaml": SERVICE, "deployment.yaml": DEPLOYMENT})
        self.run("git", "add", ".")
        self.run("git", "commit", "--quiet", "-m", "Begin")

    def write(self, files: dict[str, str]) -> None:
        """Write texts by file name."""
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the repository, standard error merged into standard output."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def hook(self, name: str) -> subprocess.CompletedProcess[str]:
        """Run one hook on what is staged."""
        return self.run(sys.executable, "-m", "pre_commit", "run", name)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    folder = tmp_path / "repository"
    folder.mkdir()
    return Repository(folder)


@pytest.mark.parametrize("hook", ["svclint", "svclint-changed", "svclint-system"])
def test_a_sound_change_passes(repository: Repository, hook: str) -> None:
    repository.write({"deployment.yaml": DEPLOYMENT.replace(":1", ":2")})
    repository.run("git", "add", "deployment.yaml")

    done = repository.hook(hook)

    assert (0, True) == (done.returncode, "Passed" in done.stdout), done.stdout


@pytest.mark.parametrize("hook", ["svclint", "svclint-changed", "svclint-system"])
def test_breaking_a_service_by_its_deployment_is_reported(repository: Repository, hook: str) -> None:
    repository.write({"deployment.yaml": DEPLOYMENT.replace("app: web", "app: wbe")})
    repository.run("git", "add", "deployment.yaml")

    done = repository.hook(hook)

    assert (1, True) == (done.returncode, "SVC201" in done.stdout), done.stdout
    assert "service.yaml:7:10" in done.stdout


@pytest.mark.parametrize("hook", ["svclint", "svclint-changed", "svclint-system"])
def test_unstaged_and_untracked_files_do_not_count(repository: Repository, hook: str) -> None:
    repository.write({"deployment.yaml": DEPLOYMENT.replace(":1", ":2")})
    repository.run("git", "add", "deployment.yaml")
    repository.write(
        {"service.yaml": SERVICE.replace("app: web", "app: wbe"), "stray.yaml": SERVICE.replace("app: web", "app: wbe")}
    )

    done = repository.hook(hook)

    assert (0, True) == (done.returncode, "Passed" in done.stdout), done.stdout


def test_an_old_fault_elsewhere_is_left_to_the_whole_repository_hook(repository: Repository) -> None:
    repository.write(
        {
            "old.yaml": SERVICE.replace("web", "old").replace("app: old", "app: odl"),
            "new.yaml": DEPLOYMENT.replace("web", "old"),
        }
    )
    repository.run("git", "add", "old.yaml", "new.yaml")
    repository.run("git", "commit", "--quiet", "--no-verify", "-m", "Break it")
    repository.write({"deployment.yaml": DEPLOYMENT.replace(":1", ":2")})
    repository.run("git", "add", "deployment.yaml")

    assert 0 == repository.hook("svclint-changed").returncode
    assert 1 == repository.hook("svclint").returncode
