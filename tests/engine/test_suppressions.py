"""Comments and annotations that silence rules: what each holds for, and what is said of those that hold for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from svclint.api import Absent, Finding, Graph, Object, Severity, rule, scalar_at
from svclint.catalogue.loader import AnyRule, load_rules
from svclint.engine.check import check
from svclint.engine.report import Report
from svclint.engine.selection import Choice
from svclint.engine.suppressions import Policy
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence


def _scalars(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for _, value in node.entries:
            yield from _scalars(value)


@rule(id="TEAM001", name="wrong-word", severity=Severity.ERROR, on=Object, bad="", good="")
def wrong_word(subject: Object, _graph: Graph) -> Iterator[Finding]:
    """A value is the word wrong."""
    yield from (Finding(at=each, message="wrong") for each in _scalars(subject.node) if each.text == "wrong")


@rule(id="TEAM002", name="missing-spec-colour", severity=Severity.ERROR, on=Object, bad="", good="")
def missing_spec_colour(subject: Object, _graph: Graph) -> Iterator[Finding]:
    """The spec has a mapping `paint` without a colour."""
    paint = subject.get("spec", "paint")
    if isinstance(paint, Mapping) and scalar_at(paint, "colour") is None:
        yield Finding(at=Absent(paint, "colour"), message="no colour")


RULES: tuple[AnyRule, ...] = (*load_rules(), wrong_word, missing_spec_colour)
CHOICE = Choice(select=("user", "SVC001", "SVC003", "SVC005", "SVC006"))
HEAD = "apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: a}\n"


def _report(text: str, policy: Policy | None = None, choice: Choice = CHOICE) -> Report:
    return check(Discovery((Source("a.yaml", text),)), Settings(), RULES, choice, policy or Policy())


def _found(text: str, policy: Policy | None = None, choice: Choice = CHOICE) -> list[tuple[str, int]]:
    return [(each.rule.id, each.position.line) for each in _report(text, policy, choice).findings]


def _said(text: str, policy: Policy | None = None, choice: Choice = CHOICE) -> list[str]:
    return [each.message for each in _report(text, policy, choice).findings if each.rule.category == "tool"]


@pytest.mark.parametrize(
    ("spec", "lines"),
    [
        ("spec:\n  a: wrong  # svclint: ignore[TEAM001] soon\n  b: wrong\n", [6]),
        ("spec:\n  a: wrong  # svclint: ignore[wrong-word] soon\n  b: wrong\n", [6]),
        ("spec:\n  a: wrong  # svclint: ignore[user]\n  b: wrong\n", [6]),
        ("spec:\n  # svclint: ignore[TEAM001] soon\n  a: wrong\n  b: wrong\n", [7]),
        (
            "spec:\n  # svclint: ignore[TEAM001] soon\n  # and more words\n\n  a:\n    c: wrong\n    d: [wrong]\n  b: wrong\n",
            [11],
        ),
        ("spec:  # svclint: ignore[TEAM001] soon\n  a: wrong\n  b: {c: wrong}\nmore: wrong\n", [7]),
        ("spec: {a: wrong, b: [wrong]}  # svclint: ignore[TEAM001] soon\nmore: wrong\n", [5]),
        ("spec:\n  - a: wrong  # svclint: ignore[TEAM001] the key alone\n    b: wrong\n", [6]),
        ("spec:\n  # svclint: ignore[TEAM001] the whole item\n  - a: wrong\n    b: wrong\n  - a: wrong\n", [8]),
        ("spec:\n  - {a: wrong, b: wrong}  # svclint: ignore[TEAM001] soon\n  - wrong\n", [6]),
        ("spec:\n  - wrong  # svclint: ignore[TEAM001] soon\n  - wrong\n", [6]),
        ("spec:\n  - # svclint: ignore[TEAM001] soon\n    a: wrong\n    b: wrong\n  - wrong\n", [8]),
        ("spec:\n  a: [wrong,\n    wrong\n  ]  # svclint: ignore[TEAM001] soon\n  b: wrong\n", [8]),
        ("spec:\n  a: &x wrong\n  b: *x  # svclint: ignore[TEAM001] soon\n", [5]),
        ("x: &x {a: wrong, b: wrong}\nspec:\n  <<: *x  # svclint: ignore[TEAM001] soon\n", [4, 4]),
        ("spec:\n  a: |\n    # svclint: ignore[TEAM001] no comment\n  b: wrong\n", [7]),
        ("spec:\n  a: wrong  # yamllint disable-line  # svclint: ignore[TEAM001] soon\n", []),
        ("spec:\n  a: wrong  # svclint: ignore[TEAM001]\n  b: 'x # svclint: ignore[TEAM001]'\n", []),
        ("# svclint: ignore-file[TEAM001] soon\nspec: wrong\n", []),
        ("spec:\n  paint:  # svclint: ignore[TEAM002] soon\n    tone: dark\n", []),
        ("spec:\n  # svclint: ignore[missing-spec-colour] soon\n  paint:\n    tone: dark\n", []),
        ("# svclint: ignore[TEAM002] soon\nspec:\n  paint:\n    tone: dark\n", []),
        ("spec:\r\n  a: wrong  # svclint: ignore[TEAM001] soon\r\n  b: wrong\r\n", [6]),
    ],
)
def test_a_comment_holds_for_its_subtree(spec: str, lines: list[int]) -> None:
    assert lines == [line for _, line in _found(HEAD + spec)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"# svclint: ignore[TEAM001] soon\n{HEAD}a: wrong\n---\n{HEAD}a: wrong\n", [10]),
        (f"# svclint: ignore[TEAM001] soon\n---\n{HEAD}a: wrong\n---\n{HEAD}a: wrong\n", [11]),
        (f"{HEAD}a: wrong\n---\n# svclint: ignore[TEAM001] soon\n{HEAD}a: wrong\n", [4]),
        (f"{HEAD}a: wrong\n--- # svclint: ignore[TEAM001] soon\n{HEAD}a: wrong\n", [4]),
        (f"{HEAD}a: wrong\n---\n{HEAD}a: wrong\n# svclint: ignore-file[TEAM001] soon\n", []),
    ],
)
def test_a_comment_before_the_first_key_holds_for_the_document(text: str, lines: list[int]) -> None:
    assert lines == [line for _, line in _found(text)]


def test_what_is_silenced_is_counted() -> None:
    assert 2 == _report(f"# svclint: ignore[TEAM001] soon\n{HEAD}a: wrong\nb: wrong\n").suppressed


@pytest.mark.parametrize(
    "value", ['"TEAM001: soon"', "'wrong-word: soon; TEAM002: later'", "TEAM001", "user", '"TEAM002, TEAM001: x"']
)
def test_an_annotation_holds_for_its_object(value: str) -> None:
    thing = HEAD.replace("{name: a}", f"\n  name: a\n  annotations:\n    svclint.dev/ignore: {value}")
    other = HEAD + "a: wrong\n"

    found = _found(f"{thing}spec:\n  a: wrong\n  paint: {{}}\n---\n{other}")

    assert ("TEAM001", 14) in found
    assert ("TEAM001", 8) not in found


def test_an_annotation_on_the_pod_template_holds_for_the_object() -> None:
    text = """\
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, labels: {a: wrong}}
spec:
  template:
    metadata: {annotations: {svclint.dev/ignore: "TEAM001: soon"}}
    spec: {containers: [{name: wrong}]}
"""

    assert [] == _found(text)


def test_an_annotation_on_a_pod_counts_once() -> None:
    text = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a, annotations: {svclint.dev/ignore: "TEAM001: soon"}}\n'

    assert [("SVC006", 3)] == _found(text)


def test_an_item_of_a_list_is_an_object_of_its_own() -> None:
    item = "  - apiVersion: example.com/v1\n    kind: Thing\n    a: wrong\n"
    text = f"apiVersion: v1\nkind: List\nitems:\n  # svclint: ignore[TEAM001] soon\n{item}{item}"

    assert [("TEAM001", 10)] == _found(text)


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("# svclint: ignore[team001] soon", 'there is no rule or category "team001"; did you mean "TEAM001"?'),
        ("# svclint: ignore[zzz] soon", 'there is no rule or category "zzz"'),
        ("# svclint: ignore[]", "holds for nothing: it names no rule; write ignore[RULE] and the reason"),
        ("# svclint: ignore-file soon", "holds for nothing: it names no rule; write ignore-file[RULE] and the reason"),
        ("# svclint: ignroe[TEAM001] soon", 'holds for nothing: svclint knows no comment "ignroe"; did you mean "ignore"?'),
        ("# svclint: ignore[unused-suppression] soon", "holds for nothing: this rule is about svclint's own run"),
    ],
)
def test_a_suppression_that_cannot_hold_is_told(comment: str, said: str) -> None:
    messages = _said(f"{HEAD}{comment}\nspec: {{}}\n")

    assert (1, True) == (len(messages), said in messages[0])


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}# svclint: ignore[TEAM001] nothing below\n",
        f"{HEAD}spec: [\n  a\n  # svclint: ignore[TEAM001] nothing below\n]\n---\n{HEAD}",
        "---\n# svclint: ignore[TEAM001] an empty document\n---\na: b\n",
    ],
)
def test_a_comment_above_nothing_is_misplaced(text: str) -> None:
    assert [
        "this suppression holds for nothing: nothing follows it here; put it above the key it is about or behind its value"
    ] == (_said(text))


def test_comments_about_other_things_are_left_alone() -> None:
    assert [] == _said(f"{HEAD}# see https://svclint.dev, and `# svclint: ignore`\nspec: {{}}\n")


def test_an_annotation_without_a_rule_is_told() -> None:
    for value in ("", '""', "[a]"):
        text = HEAD.replace("name: a", f"name: a, annotations: {{svclint.dev/ignore: {value}}}")
        assert ["this suppression holds for nothing: it names no rule; write RULE: reason"] == _said(text)


def test_an_unused_suppression_is_told_where_its_rule_ran() -> None:
    text = f"{HEAD}spec:\n  a: right  # svclint: ignore[TEAM001, SVC201] soon\n"

    assert ["TEAM001 finds nothing here that this suppression would hide"] == _said(text)
    assert [] == _said(text, choice=Choice(select=("SVC006",)))
    assert [] == _said(text, Policy(judge_unused=False))


def test_a_category_is_unused_only_if_all_its_rules_ran() -> None:
    text = f"{HEAD}spec: {{}}  # svclint: ignore[user] soon\n"

    assert 1 == len(_said(text))
    assert [] == _said(text, choice=Choice(select=("TEAM001", "SVC006")))


@pytest.mark.parametrize(
    "more", ["---\na: [\n", "---\napiVersion: v1\nkind: Service\nmetadata: {name: '{{ .Values.name }}'}\n"]
)
def test_nothing_is_called_unused_in_a_file_that_was_not_understood(more: str) -> None:
    text = f"{HEAD}spec: {{}}  # svclint: ignore[TEAM001] soon\n# svclint: ignore[TEAM001] soon\n{more}"

    assert [] == [each for each in _found(text) if each[0] in ("SVC005", "SVC006")]


def test_a_crashed_rule_leaves_its_suppressions_unjudged() -> None:
    @rule(id="TEAM003", name="crash", severity=Severity.ERROR, on=Object, bad="", good="")
    def crash(subject: Object, graph: Graph) -> Iterator[Finding]:
        """Raise."""
        raise LookupError(subject.name, graph)

    discovery = Discovery((Source("a.yaml", f"{HEAD}spec: {{}}  # svclint: ignore[TEAM003] soon\n"),))

    report = check(discovery, Settings(), (*RULES, crash), Choice(select=("TEAM003", "SVC004", "SVC006")))

    assert ["SVC004"] == [each.rule.id for each in report.findings]


def test_the_configuration_may_refuse_suppressions() -> None:
    text = f"{HEAD}spec: wrong  # svclint: ignore[TEAM001] soon\n"

    assert [("TEAM001", 4), ("SVC005", 4)] == _found(text, Policy(inline=False))
    assert ["this suppression holds for nothing: the configuration says `inline-suppressions: false`"] == _said(
        text, Policy(inline=False)
    )


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        (f"{HEAD}spec: wrong  # svclint: ignore[TEAM001] soon\n", True),
        (f"{HEAD}spec: wrong  # svclint: ignore[TEAM001]  \n", False),
        (HEAD.replace("name: a", 'name: wrong, annotations: {svclint.dev/ignore: "TEAM001: soon"}'), True),
        (HEAD.replace("name: a", 'name: wrong, annotations: {svclint.dev/ignore: "TEAM001:"}'), False),
    ],
)
def test_the_configuration_may_require_reasons(text: str, *, holds: bool) -> None:
    found = [rule_id for rule_id, _ in _found(text, Policy(require_reason=True))]

    assert ([] if holds else ["SVC005", "TEAM001"]) == sorted(found)


def test_a_name_behind_an_escape_shows_at_the_value() -> None:
    text = HEAD.replace("{name: a}", '\n  name: a\n  annotations:\n    svclint.dev/ignore: "TEAM\\u0030\\u0030\\u0031: soon"')

    assert [(6, 25)] == [(each.position.line, each.position.column) for each in _report(text).findings]


def test_an_unquoted_annotation_that_loses_its_end_is_told() -> None:
    for value, number in (("TEAM001 #4711", 1), ("'TEAM001'  # why", 0), ("TEAM001", 0)):
        text = HEAD.replace("{name: a}", f"\n  name: wrong\n  annotations:\n    svclint.dev/ignore: {value}")
        assert number == len(_said(text, choice=Choice(select=("SVC007", "TEAM001")))), value
