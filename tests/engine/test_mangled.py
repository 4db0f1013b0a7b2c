"""Whatever is wrong with a document, of whatever kind: no rule crashes, and everything can be shown."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from svclint.catalogue.examples import split_example
from svclint.catalogue.finding import Profile
from svclint.catalogue.loader import load_rules
from svclint.engine.check import check, load_world
from svclint.engine.rejected import rejected
from svclint.engine.selection import Choice
from svclint.graph.dns.lookup import look_up
from svclint.graph.dns.zone import Zone
from svclint.graph.drawing.edges import picture_of
from svclint.graph.graph import Graph
from svclint.model.load import _VIEWS
from svclint.reporters import (
    dns_report,
    endpoints_report,
    graph_dot,
    graph_json,
    graph_mermaid,
    graph_tree,
    json_report,
    sarif_report,
    text_report,
)
from svclint.reporters.style import PLAIN
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source
from tests.engine.every_kind import SCHEMAS, every_kind
from tests.engine.mangling import mangle, tree_of, written

RULES = load_rules()
EVERYTHING = Choice(profile=Profile.AUDIT)
KINDS = every_kind()
TOGETHER = 8
"""How many kinds share a world."""
PARTS = [KINDS[start : start + TOGETHER] for start in range(0, len(KINDS), TOGETHER)]
EXAMPLES = [files for rule in RULES for files in (split_example(rule.bad), split_example(rule.good)) if files]
SOME = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)
"""The same in every run; a failure names its files, so that shrinking is not worth its time."""
RANDOM = st.integers(0, 2**32 - 1).map(Random)


def survive(files: dict[str, str]) -> None:
    """Run every rule, and show everything in every way."""
    discovery = Discovery(tuple(Source(path, text) for path, text in files.items()))
    report = check(discovery, Settings(), RULES, EVERYTHING)
    crashes = [each.message for each in report.findings if each.rule.name == "rule-crash"]
    assert [] == crashes, files
    for shown in (text_report, json_report, sarif_report):
        assert isinstance(shown.render(report), str)
    _survive_the_graph(Graph(load_world(discovery, Settings())))


def _survive_the_graph(graph: Graph) -> None:
    picture, zone = picture_of(graph), Zone(graph)
    lookups = {name: (zone, look_up(zone, name, "shop")) for name in ("web", "web.shop", "http.web", "a.b.c")}
    for each in (picture, picture.broken()):
        graph_tree.render(each, PLAIN)
        for drawing in (graph_json, graph_mermaid, graph_dot):
            drawing.render(each)
    for name in ("text", "json"):
        dns_report.render(zone, name, PLAIN)
        dns_report.render_lookups(lookups, name, PLAIN)
        endpoints_report.render(graph, rejected(graph, RULES), name, PLAIN)


def test_every_kind_that_svclint_looks_into_is_mangled() -> None:
    tables = {
        name: json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8")) for name in ("references", "pod-producers")
    }
    wanted = {
        *(kind for _, kind in _VIEWS),
        *(kind for row in tables["references"] for kind in ([row["kinds"]] if isinstance(row["kinds"], str) else row["kinds"])),
        *(row["kind"].partition(".")[0] for row in tables["pod-producers"]["producers"]),
    }

    assert set() == wanted - {kind for (_, kind), _ in KINDS}


@pytest.mark.parametrize("kinds", PARTS, ids=lambda kinds: kinds[0][0][1])
@settings(SOME, max_examples=4)
@given(RANDOM)
def test_mangled_objects_of_every_kind(kinds: tuple[tuple[tuple[str, str], dict[str, object]], ...], random: Random) -> None:
    tree = tree_of([document for _, document in kinds])
    for _ in range(random.randint(1, 2 * TOGETHER)):
        mangle(random, tree)

    survive({"mangled.yaml": "\n---\n".join(map(written, tree)) if isinstance(tree, list) else written(tree)})


@settings(SOME, max_examples=120)
@given(st.sampled_from(EXAMPLES), RANDOM)
def test_mangled_examples_of_rules(files: dict[str, str], random: Random) -> None:
    survive({path: _mangled(text, random) for path, text in files.items()})


def _mangled(text: str, random: Random) -> str:
    try:
        documents = list(YAML(typ="safe").load_all(text))
    except YAMLError:
        return text
    tree = tree_of(json.loads(json.dumps(documents, default=str)))
    for _ in range(random.randint(1, 3)):
        mangle(random, tree)
    return "\n---\n".join(map(written, tree))


@settings(SOME, max_examples=40)
@given(st.sampled_from(EXAMPLES), RANDOM)
def test_mangled_text(files: dict[str, str], random: Random) -> None:
    """Lines that are lost, doubled and shifted, and a sign of YAML where none belongs."""

    def cut(text: str) -> str:
        lines = text.split("\n")
        number = random.randrange(len(lines))
        lines[number : number + 1] = random.choice([[], [lines[number]] * 2, ["  " + lines[number]], [lines[number][2:]]])
        whole = "\n".join(lines)
        place = random.randrange(len(whole) + 1)
        return whole[:place] + random.choice("{}[]:,-#'\"|>&*!%@`\t\n\r\x85\ufeff\u2028") + whole[place:]

    survive({path: cut(text) for path, text in files.items()})
