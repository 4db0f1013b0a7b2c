"""Every rule proves itself on its own examples, and stays silent on every other rule's."""

from __future__ import annotations

import pytest

from svclint.catalogue.examples import marked_lines, split_example
from svclint.catalogue.loader import AnyRule, load_rules
from svclint.config.example import read_example
from svclint.fixer.fix import fix
from tests.linting import found

RULES = load_rules()
FIXED = [each for each in RULES if each.fixed is not None]


def _findings(text: str) -> list[tuple[str, str, int, str]]:
    report = read_example(text, RULES).check(RULES)
    return [(each.rule.name, each.position.path, each.position.line, each.message) for each in report.findings]


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.name)
def test_bad_example_is_found_exactly_where_it_is_marked(each: AnyRule) -> None:
    files = split_example(each.bad)
    marked = {(path, line) for path, text in files.items() for line in marked_lines(text)}

    report = read_example(each.bad, RULES).check(RULES)

    assert marked
    assert marked == {(path, line) for path, line, _ in found(report, each.id)}


@pytest.mark.parametrize("each", RULES, ids=lambda each: each.name)
def test_good_example_is_clean_for_every_rule(each: AnyRule) -> None:
    assert [] == _findings(each.good)


@pytest.mark.parametrize("each", FIXED, ids=lambda each: each.name)
def test_fixing_the_bad_example_gives_the_fixed_one_and_no_new_findings(each: AnyRule) -> None:
    example = read_example(each.bad, RULES)

    before = example.check(RULES)

    fixed = fix(example.discovery, lambda discovery: example.check(RULES, discovery), unsafe=True)

    texts = {source.path: source.text for source in example.discovery.sources}
    texts |= {source.path: text for source, text in fixed.changes}
    left = {finding.rule.name for finding in fixed.report.findings}
    assert split_example(each.fixed or "") == {name: texts[name] for name in split_example(each.fixed or "")}
    assert left <= {finding.rule.name for finding in before.findings} - {each.name}
    assert len(fixed.report.findings) < len(before.findings)
