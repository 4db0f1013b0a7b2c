"""Fixing goes on until nothing is left, and never makes a text worse."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from svclint.api import Edit, Finding, Fix, Graph, Object, Severity, rule, scalar_at
from svclint.catalogue.loader import AnyRule
from svclint.engine.check import check
from svclint.engine.report import Report
from svclint.engine.selection import Choice
from svclint.fixer.difference import unified_diff
from svclint.fixer.fix import MAX_PASSES, Fixed, fix
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source

HEAD = "apiVersion: example.com/v1\nkind: Thing\n"


def _replacing(wrong: str, right: str, number: int, *, safe: bool = True) -> AnyRule:
    """A rule that wants one word for another in the field `word`."""

    @rule(id=f"TEAM{number:03}", name=f"word-{number}", severity=Severity.ERROR, on=Object, bad="", good="")
    def replace_word(subject: Object, _graph: Graph) -> Iterator[Finding]:
        """One word for another."""
        word = scalar_at(subject.node, "word")
        if word is not None and word.text == wrong:
            yield Finding(at=word, message=wrong, fix=Fix(f"{right} for {wrong}", (Edit.of(word, right),), safe=safe))

    return replace_word


def _check(rules: tuple[AnyRule, ...], discovery: Discovery) -> Report:
    return check(discovery, Settings(), rules, Choice())


def _fix(text: str, *rules: AnyRule, unsafe: bool = False, paths: frozenset[str] | None = None) -> Fixed:
    discovery = Discovery((Source("a.yaml", text), Source("b.yaml", f"{HEAD}word: other\n")))
    return fix(discovery, partial(_check, rules), unsafe=unsafe, paths=paths)


def _texts(fixed: Fixed) -> dict[str, str]:
    return {source.path: text for source, text in fixed.changes}


def test_fixes_are_applied_until_none_is_left() -> None:
    fixed = _fix(f"{HEAD}word: a\n", _replacing("a", "b", 1), _replacing("b", "c", 2))

    assert ({"a.yaml": f"{HEAD}word: c\n"}, 2, ()) == (_texts(fixed), fixed.applied, fixed.report.findings)


def test_unsafe_fixes_wait_to_be_asked_for() -> None:
    unsafe = _replacing("a", "b", 1, safe=False)

    assert ({}, 0, 1) == (_texts(left := _fix(f"{HEAD}word: a\n", unsafe)), left.applied, len(left.report.findings))
    assert {"a.yaml": f"{HEAD}word: b\n"} == _texts(_fix(f"{HEAD}word: a\n", unsafe, unsafe=True))


def test_files_that_were_not_named_are_left_alone() -> None:
    assert {} == _texts(_fix(f"{HEAD}word: a\n", _replacing("a", "b", 1), paths=frozenset({"b.yaml"})))


def test_rules_that_undo_each_other_come_to_an_end() -> None:
    fixed = _fix(f"{HEAD}word: a\n", _replacing("a", "b", 1), _replacing("b", "a", 2))

    assert MAX_PASSES == fixed.applied


def test_a_fix_that_breaks_the_text_is_taken_back() -> None:
    fixed = _fix(f"{HEAD}word: a\n", _replacing("a", "[", 1))

    assert ({}, 0, 1) == (_texts(fixed), fixed.applied, len(fixed.report.findings))


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "z"]), st.sampled_from(["\n", "\r\n"]), st.text("# \u00e4", max_size=4))))
def test_fixing_leaves_fewer_findings_and_every_other_byte(things: list[tuple[str, str, str]]) -> None:
    rules = (_replacing("a", "z", 1), _replacing("b", "z", 2))
    form = "--- #{2}{1}{1}apiVersion: example.com/v1{1}kind: Thing{1}word: {0}  #{2}{1}"
    text = "".join(form.format(*each) for each in things)
    discovery = Discovery((Source("a.yaml", text),))

    fixed = fix(discovery, partial(_check, rules))

    assert text.replace("word: a", "word: z").replace("word: b", "word: z") == _texts(fixed).get("a.yaml", text)
    assert (sum(word != "z" for word, _, _ in things), ()) == (fixed.applied, fixed.report.findings)


def test_the_difference_is_one_that_git_applies() -> None:
    source = Source("shop/a.yaml", "a: 1\r\nb: 2")

    assert (
        "--- a/shop/a.yaml\n+++ b/shop/a.yaml\n@@ -1,2 +1,2 @@\n a: 1\r\n-b: 2\n\\ No newline at end of file\n"
        "+b: 3\n\\ No newline at end of file\n"
    ) == unified_diff(source, "a: 1\r\nb: 3")
