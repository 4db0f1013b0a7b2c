"""Runs svclint in a folder of its own, as a user would."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from svclint.cli import program

WEB = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: http
"""
PODS = """\
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
          image: registry.example.com/web:1.4.2
          ports:
            - name: http
              containerPort: 8080
          readinessProbe:
            tcpSocket:
              port: http
"""
CLEAN = f"{WEB}---\n{PODS}"
BROKEN = CLEAN.replace("    app: web\n  ports", "    app: wbe\n  ports")


def svclint(*args: str, stdin: str | bytes | None = None) -> Result:
    """In this process, from the current directory."""
    return CliRunner().invoke(program, args, input=stdin, prog_name="svclint")


def process(*args: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """In a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "svclint", *args], cwd=cwd, input=stdin, capture_output=True, encoding="utf-8", check=False
    )


def write(folder: Path, files: dict[str, str]) -> None:
    """Make files with their folders; line ends stay as they are given."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def rule_file(body: str, *, on: str = "Service", rule_id: str = "TEAM001", name: str = "team-rule") -> str:
    """A rule of one's own; `body` is what its function does with `subject` and `graph`."""
    return (
        f"from svclint.api import Edit, Finding, Fix, Graph, Iterator, {on}, Severity, rule\n\n\n"
        f'@rule(id="{rule_id}", name="{name}", severity=Severity.WARNING, on={on}, bad="", good="")\n'
        f"def {name.replace('-', '_')}(subject: {on}, graph: Graph) -> Iterator[Finding]:\n"
        f'    """A rule of one\'s own."""\n    {body}\n'
    )
