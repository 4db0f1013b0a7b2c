"""A rule as SARIF describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from svclint.catalogue.finding import Profile, Severity
from svclint.reporters.rule_page import address, help_markdown, help_text

if TYPE_CHECKING:
    from svclint.catalogue.loader import AnyRule

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_PRECISION = {Severity.ERROR: "very-high", Severity.WARNING: "high", Severity.INFO: "medium"}
_LONGEST = 1024
"""Characters of a description that GitHub accepts."""


def descriptor(rule: AnyRule) -> dict[str, Any]:
    """The reportingDescriptor of a rule, with what GitHub asks for.

    No `security-severity`: it would make a security alert of every finding of the rule.
    """
    why = " ".join(rule.why.split())
    page = address(rule)
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": _short(rule.summary or rule.name)},
        "fullDescription": {"text": _short(f"{rule.summary} {why}".strip() or rule.name)},
        "help": {"text": help_text(rule), "markdown": help_markdown(rule)},
        **({"helpUri": page} if page else {}),
        "defaultConfiguration": {"enabled": rule.profile is Profile.DEFAULT, "level": LEVELS[rule.severity]},
        "properties": {
            "precision": _PRECISION[rule.severity],
            "problem.severity": _PROBLEM[rule.severity],
            "profile": str(rule.profile),
            "tags": ["kubernetes", "networking", rule.category],
        },
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
