"""What there is to say of a rule, taken from the rule itself: its facts, its options, its help."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from svclint.catalogue.loader import AnyRule

HOME = "https://svclint.dev"


class Option(NamedTuple):
    """One option of a rule: its name, its type as written, and its default as JSON has it."""

    name: str
    type: str
    default: object


def address(rule: AnyRule) -> str | None:
    """Where the page of a rule is; None for rules that are not svclint's own."""
    return f"{HOME}/rules/{rule.name}" if rule.id.startswith("SVC") else None


def options(rule: AnyRule) -> list[Option]:
    """The options in the order of their dataclass."""
    if rule.options is None:
        return []
    defaults = rule.options()
    return [
        Option(each.name, each.type if isinstance(each.type, str) else each.type.__name__, _plain(getattr(defaults, each.name)))
        for each in dataclasses.fields(rule.options)
    ]


def options_text(rule: AnyRule) -> str:
    """What the docstring of the options says; empty where there is none."""
    text = (rule.options.__doc__ or "") if rule.options else ""
    written = not text.startswith(f"{getattr(rule.options, '__name__', '')}(")  # what dataclass writes by itself is a signature
    return "\n".join(line.strip() for line in text.strip().splitlines()) if written else ""


def facts(rule: AnyRule) -> dict[str, Any]:
    """A rule in the catalogue's JSON."""
    return {
        "id": rule.id,
        "name": rule.name,
        "category": rule.category,
        "severity": str(rule.severity),
        "profile": str(rule.profile),
        "summary": rule.summary,
        "why": rule.why,
        "fixable": rule.fixed is not None,
        "options": [each._asdict() for each in options(rule)],
        "url": address(rule),
    }


def help_text(rule: AnyRule) -> str:
    """The help of a rule for viewers of plain text."""
    parts = [rule.summary, rule.why, f"Bad:\n\n{rule.bad.strip()}", f"Good:\n\n{rule.good.strip()}"]
    return "\n\n".join(part for part in parts if part)


def help_markdown(rule: AnyRule) -> str:
    """The help of a rule for viewers of Markdown."""
    parts = [f"**{rule.summary}**" if rule.summary else "", rule.why, "## Bad", fenced(rule.bad), "## Good", fenced(rule.good)]
    return "\n\n".join(part for part in parts if part)


def fenced(text: str, language: str = "yaml") -> str:
    """A block of code in Markdown; its fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in text.split() if set(run) == {"`"}), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"


def _plain(value: object) -> object:
    """A default as JSON has it; sets are sorted, so that the output is the same every time."""
    if isinstance(value, (set, frozenset)):
        return sorted((_plain(each) for each in value), key=str)
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)
