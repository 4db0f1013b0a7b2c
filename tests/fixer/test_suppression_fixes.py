"""Suppressions that are worth nothing can be removed, and nothing else with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from svclint.api import Finding, Graph, Object, Severity, rule
from svclint.catalogue.loader import load_rules
from svclint.engine.check import check
from svclint.engine.selection import Choice
from svclint.fixer.fix import fix
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source


@rule(id="TEAM001", name="never", severity=Severity.ERROR, on=Object, bad="", good="")
def never(_subject: Object, _graph: Graph) -> Iterator[Finding]:
    """Finds nothing."""
    yield from ()


@rule(id="TEAM002", name="always", severity=Severity.ERROR, on=Object, bad="", good="")
def always(subject: Object, _graph: Graph) -> Iterator[Finding]:
    """Finds the name."""
    yield Finding(at=subject.name_place, message="a name")


RULES = (*load_rules(), never, always)
HEAD = "apiVersion: example.com/v1\nkind: Thing\n"
META = "metadata:\n  name: a\n"


def _fixed(text: str, *, unsafe: bool = False) -> str:
    discovery = Discovery((Source("a.yaml", text),))
    fixed = fix(
        discovery, lambda each: check(each, Settings(), RULES, Choice(select=("user", "SVC005", "SVC006"))), unsafe=unsafe
    )
    return fixed.changes[0][1] if fixed.changes else text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"{HEAD}# svclint: ignore[never] soon\n{META}", f"{HEAD}{META}"),
        (f"{HEAD}# svclint: ignore[never] soon\r\n{META}", f"{HEAD}{META}"),
        (
            f"{HEAD}metadata:\n  # svclint: ignore[TEAM001] soon\n  # other words\n  name: b\n",
            f"{HEAD}metadata:\n  # other words\n  name: b\n",
        ),
        (f"{HEAD}a: 1  # svclint: ignore[TEAM001] soon\n{META}", f"{HEAD}a: 1\n{META}"),
        (f"{HEAD}a: 1  # words  # svclint: ignore[TEAM001] soon\n{META}", f"{HEAD}a: 1  # words\n{META}"),
        (f"{HEAD}# words # svclint: ignore[TEAM001] soon\n{META}", f"{HEAD}# words\n{META}"),
        (f"{HEAD}{META}# svclint: ignore-file[TEAM001] soon", f"{HEAD}{META}"),
        (f"{HEAD}{META}  # svclint: ignore[TEAM002] nothing below\n", f"{HEAD}{META}"),
        (f"{HEAD}# svclint: ignore[never, zzz] soon\n{META}", f"{HEAD}{META}"),
        (f"{HEAD}# svclint: ignore[zzz] soon\n{META}", f"{HEAD}{META}"),
        (f"{HEAD}# svclint: ignore[never, TEAM002] soon\n{META}", f"{HEAD}# svclint: ignore[TEAM002] soon\n{META}"),
        (f"{HEAD}# svclint: ignore[TEAM002 , never,TEAM001] soon\n{META}", f"{HEAD}# svclint: ignore[TEAM002] soon\n{META}"),
        (f"{HEAD}{META}  annotations:\n    svclint.dev/ignore: 'TEAM001: soon'\n", f"{HEAD}{META}"),
        (
            f"{HEAD}{META}  annotations:\n    svclint.dev/ignore: |\n      TEAM001: soon\nspec: {{}}\n",
            f"{HEAD}{META}spec: {{}}\n",
        ),
        (f"{HEAD}{META}  annotations: {{svclint.dev/ignore: TEAM001}}\n  labels: {{}}\n", f"{HEAD}{META}  labels: {{}}\n"),
        (
            f"{HEAD}{META}  annotations:\n    a: b\n    svclint.dev/ignore: TEAM001  # why\n    c: d\n",
            f"{HEAD}{META}  annotations:\n    a: b\n    c: d\n",
        ),
    ],
)
def test_what_is_worth_nothing_is_removed(before: str, after: str) -> None:
    assert after == _fixed(before)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}metadata: {{name: a, annotations: {{svclint.dev/ignore: TEAM001}}}}\n",
        f"{HEAD}metadata:\n  annotations:\n    svclint.dev/ignore: TEAM001\n",
        f"{HEAD}{META}  annotations:\n    svclint.dev/ignore: 'TEAM001: soon; TEAM002: soon'\n",
    ],
)
def test_what_would_take_more_than_a_line_is_left_to_people(text: str) -> None:
    assert text == _fixed(text)


def test_a_misspelt_name_is_mended_only_when_asked_for() -> None:
    text = f"{HEAD}# svclint: ignore[TEAM-002] soon\n{META}"

    assert text == _fixed(text)
    assert text.replace("TEAM-002", "TEAM002") == _fixed(text, unsafe=True)
