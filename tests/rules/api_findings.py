"""What the rules of category api say of a Service."""

from __future__ import annotations

from svclint.catalogue.loader import load_rules
from svclint.engine.selection import Choice
from svclint.settings import Settings
from tests.linting import lint

RULES = tuple(each for each in load_rules() if each.category == "api")
API = Choice(select=("api",))


def service(spec: str, metadata: str = "name: web") -> str:
    """A Service from the insides of two flow mappings."""
    return f"apiVersion: v1\nkind: Service\nmetadata: {{{metadata}}}\nspec: {{{spec}}}\n"


def fields(rule: str, text: str, settings: Settings | None = None) -> list[str]:
    """The fields that one rule blames, in the order of the text."""
    report = lint(text, choice=Choice(select=(rule,)), settings=settings, rules=RULES)
    return [each.field for each in report.findings]


def messages(rule: str, text: str) -> list[str]:
    """What one rule says, in the order of the text."""
    return [each.message for each in lint(text, choice=Choice(select=(rule,)), rules=RULES).findings]


def cases(table: str) -> list[tuple[str, str, set[str]]]:
    """Rule, text and what the rule blames (`-`: nothing), from lines `rule | text | fields`; indented lines go on."""
    rows = [row.split(" | ") for row in table.strip().replace("\n    ", " ").splitlines()]
    return [(rule, text, set(fields.split()) - {"-"}) for rule, text, fields in rows]
