"""Run svclint on texts, as a user would on files."""

from __future__ import annotations

from collections.abc import Mapping

from svclint.catalogue.loader import CATEGORIES, AnyRule, load_rules
from svclint.engine.check import check
from svclint.engine.report import Report
from svclint.engine.selection import Choice
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source

EVERYTHING = Choice(select=CATEGORIES)


def lint(
    texts: Mapping[str, str] | str,
    *,
    choice: Choice = EVERYTHING,
    settings: Settings | None = None,
    rules: tuple[AnyRule, ...] | None = None,
) -> Report:
    """The report on these texts by file name; a single text is `example.yaml`."""
    files = {"example.yaml": texts} if isinstance(texts, str) else texts
    sources = tuple(Source(path, text) for path, text in files.items())
    return check(Discovery(sources), settings or Settings(), rules or load_rules(), choice)


def found(report: Report, rule: str) -> set[tuple[str, int, str]]:
    """Path, line and field of each finding of one rule."""
    return {
        (each.position.path, each.position.line, each.field)
        for each in report.findings
        if rule in (each.rule.id, each.rule.name)
    }


def said(
    texts: Mapping[str, str] | str,
    rule: str,
    settings: Settings | None = None,
    kustomizations: frozenset[str] = frozenset(),
) -> list[tuple[str, int, str, str | None]]:
    """Severity, line, message and doubt of everything that one rule says; `kustomizations` are folders that hold one."""
    files = {"example.yaml": texts} if isinstance(texts, str) else texts
    discovery = Discovery(tuple(Source(path, text) for path, text in files.items()), kustomizations=kustomizations)
    report = check(discovery, settings or Settings(), load_rules(), Choice(select=(rule,)))
    return [(str(each.severity), each.position.line, each.message, each.doubt) for each in report.findings]
