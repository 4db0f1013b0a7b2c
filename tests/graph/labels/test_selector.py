"""One engine decides what a selector takes."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from svclint.graph.labels.selector import OPERATORS, Requirement, Selector
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Mapping

WORDS = st.sampled_from(["", "a", "b", "app"])
LABELS = st.dictionaries(WORDS, WORDS)
REQUIREMENTS = st.builds(Requirement, WORDS, st.sampled_from(OPERATORS), st.frozensets(WORDS))


def read(text: str) -> Selector | None:
    root = compose(Source("example.yaml", text)).documents[0].root
    assert isinstance(root, Mapping)
    return Selector.read(root)


@given(LABELS, LABELS)
def test_service_selector_takes_what_contains_it(selector: dict[str, str], labels: dict[str, str]) -> None:
    assert (selector.items() <= labels.items()) == Selector.equal_to(selector).accepts(labels)


@given(st.lists(REQUIREMENTS), LABELS)
def test_requirements_are_the_api_documentations_sentences(requirements: list[Requirement], labels: dict[str, str]) -> None:
    meaning: dict[str, Callable[[str, frozenset[str]], bool]] = {
        "In": lambda key, values: labels.get(key, "absent") in values,
        "NotIn": lambda key, values: labels.get(key, "absent") not in values,
        "Exists": lambda key, _: key in labels,
        "DoesNotExist": lambda key, _: key not in labels,
    }
    expected = all(meaning[each.operator](each.key, each.values) for each in requirements)

    assert expected == Selector(tuple(requirements)).accepts(labels)


def test_labels_and_expressions_hold_together() -> None:
    selector = read("matchLabels: {app: web}\nmatchExpressions: [{key: tier, operator: NotIn, values: [db, 1]}]")

    assert selector is not None
    assert selector.accepts({"app": "web"})
    assert not selector.accepts({"app": "web", "tier": "db"})
    assert selector.accepts({"app": "web", "tier": "1"})


def test_expression_that_cannot_be_understood_is_no_selector() -> None:
    assert read("matchExpressions: [{key: tier, operator: Maybe}]") is None
    assert read("matchExpressions: [{operator: Exists}]") is None
