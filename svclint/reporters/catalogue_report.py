"""`svclint rules`: all rules at a glance, made from the rules themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from svclint.catalogue.finding import Profile
from svclint.catalogue.loader import CATEGORIES
from svclint.reporters.json_report import SCHEMA_VERSION, dump
from svclint.reporters.rule_page import address, facts
from svclint.reporters.style import PLAIN, Style, count

if TYPE_CHECKING:
    from svclint.catalogue.loader import AnyRule

CATALOGUE_FORMATS = ("text", "json", "markdown")
"""What `--format` of `svclint rules` and `svclint explain` takes."""


def render(rules: Iterable[AnyRule], output_format: str = "text", style: Style = PLAIN) -> str:
    """All rules by category and id; `output_format` is one of CATALOGUE_FORMATS."""
    known = sorted(rules, key=lambda each: (CATEGORIES.index(each.category), each.id))
    if output_format == "json":
        return dump({"schema_version": SCHEMA_VERSION, "rules": [facts(each) for each in known]})
    lines = _markdown(known) if output_format == "markdown" else _text(known, style)
    return "".join(f"{line}\n" for line in lines)


def _by_category(rules: list[AnyRule]) -> Iterator[tuple[str, list[AnyRule]]]:
    for category in CATEGORIES:
        members = [each for each in rules if each.category == category]
        if members:
            yield category, members


def remarks(rule: AnyRule) -> str:
    """What sets a rule apart: that it can be fixed, has options, or waits for a profile."""
    found = ["fix"] if rule.fixed is not None else []
    found += ["options"] if rule.options is not None else []
    found += [f"{rule.profile} profile"] if rule.profile is not Profile.DEFAULT else []
    return ", ".join(found)


def _text(rules: list[AnyRule], style: Style) -> Iterator[str]:
    wide = max((len(each.name) for each in rules), default=0)
    long = max((len(each.id) for each in rules), default=0)
    for category, members in _by_category(rules):
        yield style.paint(category, "bold")
        for each in members:
            severity = style.severity(each.severity, f"{each.severity!s:<7}")
            note = style.paint(f" ({remarks(each)})", "dim") if remarks(each) else ""
            yield f"  {each.id:<{long}}  {each.name:<{wide}}  {severity}  {style.safe(each.summary)}{note}"
        yield ""
    yield f"{count(len(rules), 'rule')}; `svclint explain RULE` tells all of one"


def _markdown(rules: list[AnyRule]) -> Iterator[str]:
    yield "# Rules"
    for category, members in _by_category(rules):
        yield from ("", f"## {category}", "")
        yield "| id | name | severity | what | |"
        yield "| --- | --- | --- | --- | --- |"
        for each in members:
            page = address(each)
            name = f"[{each.name}]({page})" if page else each.name
            yield f"| {each.id} | {name} | {each.severity} | {_cell(each.summary)} | {remarks(each)} |"


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
