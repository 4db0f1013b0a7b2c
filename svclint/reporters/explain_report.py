"""`svclint explain RULE`: the page of one rule, made from the rule itself and from what svclint really says of its example."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from svclint.config.example import read_example
from svclint.errors import UnknownRuleError
from svclint.reporters.json_report import SCHEMA_VERSION, dump
from svclint.reporters.rule_page import address, facts, fenced, options, options_text
from svclint.reporters.style import PLAIN, Style
from svclint.reporters.text_report import render_in_full

if TYPE_CHECKING:
    from svclint.catalogue.loader import AnyRule
    from svclint.engine.report import Report

_OPTIONS = {"safe": "`svclint check --fix`", "unsafe": "`svclint check --unsafe-fixes`"}


def find_rule(name: str, rules: Iterable[AnyRule]) -> AnyRule:
    """The rule of that id or name, in any case. Raises UnknownRuleError with the nearest one."""
    by_word = {word: each for each in rules for word in (each.id, each.name)}
    found = by_word.get(name) or by_word.get(name.upper()) or by_word.get(name.lower())
    if found is None:
        raise UnknownRuleError(name, by_word, "explain")
    return found


def render(rule: AnyRule, rules: Iterable[AnyRule], output_format: str = "text", style: Style = PLAIN) -> str:
    """The page of `rule`; `rules` are all that there are, `output_format` is one of CATALOGUE_FORMATS."""
    report = example_report(rule, rules)
    if output_format == "json":
        page = facts(rule) | {"fix": _fix_kind(report), "bad": rule.bad.lstrip("\n"), "good": rule.good.lstrip("\n")}
        return dump({"schema_version": SCHEMA_VERSION, **page, "fixed": rule.fixed, "output": render_in_full(report, PLAIN)})
    lines = _markdown(rule, report) if output_format == "markdown" else _text(rule, report, style)
    return "".join(f"{line}\n" for line in lines)


def example_report(rule: AnyRule, rules: Iterable[AnyRule]) -> Report:
    """What svclint reports of this rule on the rule's bad example.

    All rules run, since some are about what others do; what the others find is left out.
    """
    known = tuple(rules)
    report = read_example(rule.bad, known).check(known)
    return replace(report, findings=tuple(each for each in report.findings if each.rule.id == rule.id))


def _fix_kind(report: Report) -> str | None:
    """`safe` or `unsafe`, as the fixes that the example is offered; None where there is none."""
    fixes = [each.fix for each in report.findings if each.fix]
    if not fixes:
        return None
    return "safe" if all(fix.safe for fix in fixes) else "unsafe"


def _rows(rule: AnyRule, report: Report) -> dict[str, str]:
    fix = _fix_kind(report)
    rows = {
        "severity": str(rule.severity),
        "category": rule.category,
        "profile": str(rule.profile),
        "fix": f"{fix}, applied by {_OPTIONS[fix]}" if fix else "by hand",
        "page": address(rule) or "",
    }
    return {name: value for name, value in rows.items() if value}


def _text(rule: AnyRule, report: Report, style: Style) -> Iterator[str]:
    yield style.paint(f"{rule.id} {rule.name}", "bold")
    yield from (rule.summary, "")
    yield from (f"  {name:<8}  {value}" for name, value in _rows(rule, report).items())
    sections = {
        "Why": rule.why,
        f"Options (in .svclint.yaml under `options: {rule.id}:`)": _options_text(rule),
        "Bad": rule.bad,
        "What svclint says of it": render_in_full(report, style),
        "Good": rule.good,
        "After the fix": rule.fixed or "",
    }
    for title, body in sections.items():
        if body:
            yield from ("", style.paint(title, "bold"), "")
            yield from (f"  {line}".rstrip() for line in body.strip("\n").split("\n"))


def _options_text(rule: AnyRule) -> str:
    lines = [f"{each.name}: {json.dumps(each.default, ensure_ascii=False)}  ({each.type})" for each in options(rule)]
    text = options_text(rule)
    return "\n".join([*([text, ""] if text else []), *lines])


def _options_table(rule: AnyRule) -> str:
    rows = [f"| `{each.name}` | `{each.type}` | `{json.dumps(each.default, ensure_ascii=False)}` |" for each in options(rule)]
    table = "\n".join(["| option | type | default |", "| --- | --- | --- |", *rows])
    return f"{options_text(rule)}\n\n{table}".lstrip() if rows else ""


def _markdown(rule: AnyRule, report: Report) -> Iterator[str]:
    yield from (f"# {rule.name}", "", f"**{rule.id}** · {rule.summary}", "")
    yield from ("| | |", "| --- | --- |")
    yield from (f"| {name} | {value} |" for name, value in _rows(rule, report).items())
    sections = {
        "Why": rule.why,
        "Options": _options_table(rule),
        "Bad": fenced(rule.bad),
        "What svclint says of it": fenced(render_in_full(report, PLAIN), "text"),
        "Good": fenced(rule.good),
        "After the fix": fenced(rule.fixed) if rule.fixed else "",
    }
    for title, body in sections.items():
        if body:
            yield from ("", f"## {title}", "", *body.split("\n"))
