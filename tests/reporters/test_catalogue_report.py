"""The catalogue and the pages of the rules are made from the rules."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion

from svclint.api import Edit, Finding, Fix, Graph, Iterator, Service, Severity, rule
from svclint.catalogue.loader import AnyRule, load_rules
from svclint.errors import UnknownRuleError
from svclint.reporters import catalogue_report, explain_report
from svclint.reporters.catalogue_report import CATALOGUE_FORMATS
from svclint.reporters.explain_report import example_report, find_rule
from svclint.reporters.rule_page import address, fenced, options
from svclint.reporters.style import Style
from tests.reporters.shop import BAD, GOOD, RULES, lonely_stateful_set, public_service, unanswered_service

SHIPPED = replace(unanswered_service, id="SVC299", category="selector")


@pytest.mark.parametrize("output_format", CATALOGUE_FORMATS)
def test_the_catalogue(output_format: str, snapshot: SnapshotAssertion) -> None:
    assert snapshot == catalogue_report.render((*RULES, SHIPPED), output_format)


@pytest.mark.parametrize("output_format", CATALOGUE_FORMATS)
@pytest.mark.parametrize("each", [unanswered_service, public_service], ids=lambda each: each.name)
def test_a_page(each: AnyRule, output_format: str, snapshot: SnapshotAssertion) -> None:
    assert snapshot == explain_report.render(each, RULES, output_format)


def test_no_rules_are_a_catalogue_too() -> None:
    assert "0 rules; `svclint explain RULE` tells all of one\n" == catalogue_report.render(())


def test_every_shipped_rule_has_a_page_in_every_format() -> None:
    rules = load_rules()

    assert [each["id"] for each in json.loads(catalogue_report.render(rules, "json"))["rules"]] == [each.id for each in rules]
    assert explain_report.render(rules[0], rules, style=Style(colour=True)).startswith(f"\x1b[1m{rules[0].id} {rules[0].name}")


@pytest.mark.parametrize("word", ["SHOP401", "shop401", "lonely-stateful-set", "Lonely-Stateful-Set"])
def test_a_rule_is_found_by_id_and_name(word: str) -> None:
    assert lonely_stateful_set is find_rule(word, RULES)


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UnknownRuleError) as raised:
        find_rule("lonely-statefull-set", RULES)

    assert 'explain: no rule or category "lonely-statefull-set"; did you mean "lonely-stateful-set"?' == str(raised.value)


def test_the_example_shows_this_rule_only() -> None:
    assert ["SHOP201"] == [each.rule.id for each in example_report(unanswered_service, RULES).findings]


def test_only_our_own_rules_have_a_page_on_the_web() -> None:
    assert "https://svclint.dev/rules/unanswered-service" == address(SHIPPED)
    assert address(unanswered_service) is None


def test_a_fence_is_longer_than_what_it_holds() -> None:
    assert "````yaml\na: |\n  ```\n````" == fenced("\na: |\n  ```\n")


class Level:
    """An option's type that JSON does not know."""

    def __str__(self) -> str:
        """As users write it."""
        return "high"


def test_options_of_every_type_have_a_default_in_json() -> None:
    level = dataclasses.field(default_factory=Level)
    limits = dataclasses.make_dataclass("Limits", [("ports", tuple, (1, 2)), ("level", "Level", level), ("name", str, None)])
    limited = replace(unanswered_service, options=limits)

    assert [("ports", "tuple", [1, 2]), ("level", "Level", "high"), ("name", "str", None)] == options(limited)
    assert "`options: SHOP201:`)\n\n  ports: [1, 2]  (tuple)\n" in explain_report.render(limited, ())
    assert "\n## Options\n\n| option | type | default |\n" in explain_report.render(limited, (), "markdown")


@pytest.mark.parametrize(("safe", "shown"), [(True, "safe"), (False, "unsafe")])
def test_the_kind_of_fix_is_that_of_the_example(safe: bool, shown: str) -> None:  # noqa: FBT001 - a parameter of the test
    def fixing(service: Service, graph: Graph) -> Iterator[Finding]:
        """Any Service."""
        for each in graph.of(Service):
            yield Finding(each.node, "there", fix=Fix("mend", (Edit.of(service.node, "{}"),), safe=safe))

    made = rule(id="X1", name="fixing", severity=Severity.INFO, on=Service, bad=BAD, good=GOOD)(fixing)

    assert shown == json.loads(explain_report.render(made, (made,), "json"))["fix"]
    assert json.loads(explain_report.render(unanswered_service, (unanswered_service,), "json"))["fix"] is None
