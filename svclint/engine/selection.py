"""Which rules run, at which severity, with which options."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from svclint.catalogue.finding import Profile, Severity
from svclint.catalogue.loader import CATEGORIES, AnyRule
from svclint.errors import UnknownRuleError


@dataclass(frozen=True)
class Choice:
    """What the user asked for. `select` and `ignore` hold ids, names and categories; an empty `select` means the profile."""

    profile: Profile = Profile.DEFAULT
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class SelectedRule:
    """A rule that runs. `options` is None where it takes none; findings that wait for a wider `profile` are left out."""

    rule: AnyRule
    severity: Severity
    options: Any
    profile: Profile = Profile.AUDIT


def select_rules(rules: Iterable[AnyRule], choice: Choice) -> tuple[SelectedRule, ...]:
    """The rules that run, by id. Raises UnknownRuleError for a name that is neither a rule nor a category."""
    known = tuple(rules)
    words = rule_words(known)
    wanted = _expand(choice.select, words, "--select")
    unwanted = _expand(choice.ignore, words, "--ignore")
    profile = Profile.AUDIT if choice.select else choice.profile
    return tuple(
        SelectedRule(each, _severity(each, choice), _options(each, choice), profile)
        for each in known
        if each.id not in unwanted and (each.id in wanted if choice.select else each.profile <= choice.profile)
    )


def rule_words(rules: Iterable[AnyRule]) -> dict[str, frozenset[str]]:
    """The ids that a word stands for: an id, a name, or a category (which may hold no rule yet)."""
    ids: dict[str, set[str]] = {category: set() for category in CATEGORIES}
    for each in rules:
        for word in (each.id, each.name, each.category):
            ids.setdefault(word, set()).add(each.id)
    return {word: frozenset(found) for word, found in ids.items()}


def _expand(names: Collection[str], known: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    for name in names:
        if name not in known:
            raise UnknownRuleError(name, known, where)
    return frozenset().union(*(known[name] for name in names))


def _severity(each: AnyRule, choice: Choice) -> Severity:
    return choice.severity.get(each.id, choice.severity.get(each.name, each.severity))


def _options(each: AnyRule, choice: Choice) -> Any:  # noqa: ANN401 - the rule's own dataclass
    if each.options is None:
        return None
    return choice.options.get(each.id, choice.options.get(each.name)) or each.options()
