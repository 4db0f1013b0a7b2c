"""The graph in its formats is read as prose: look at the snapshots."""

from __future__ import annotations

import json
import re

from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from svclint.graph.drawing.edges import picture_of
from svclint.graph.drawing.picture import Edge, Picture, Vertex
from svclint.reporters import graph_dot, graph_json, graph_mermaid, graph_tree
from svclint.reporters.style import Style
from tests.reporters.answers import shop

SHOP = picture_of(shop())
ANSI = re.compile(r"\x1b\[[0-9;]*m")
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
A, B = Vertex("shop", "Service", "a"), Vertex("shop", "Service", "b")


def test_the_shop_as_a_tree(snapshot: SnapshotAssertion) -> None:
    assert snapshot == graph_tree.render(SHOP)


def test_the_shop_as_mermaid(snapshot: SnapshotAssertion) -> None:
    assert snapshot == graph_mermaid.render(SHOP)


def test_the_shop_as_dot(snapshot: SnapshotAssertion) -> None:
    assert snapshot == graph_dot.render(SHOP)


def test_the_shop_as_json(snapshot: SnapshotAssertion) -> None:
    assert snapshot == graph_json.render(SHOP.broken())


def test_every_edge_of_the_json_has_its_ends() -> None:
    drawn = json.loads(graph_json.render(SHOP))

    ids = [each["id"] for each in drawn["nodes"]]
    assert len(ids) == len(set(ids))
    assert set(ids) >= {end for each in drawn["edges"] for end in (each["source"], each["target"])}


def test_a_tree_without_unicode_is_ascii() -> None:
    plain = graph_tree.render(SHOP, Style(unicode=False))

    assert plain.isascii()
    assert "|- selects StatefulSet default/db x3 (sql->5432)" in plain or "`- selects StatefulSet" in plain


def test_colour_changes_nothing_but_colour() -> None:
    assert graph_tree.render(SHOP) == ANSI.sub("", graph_tree.render(SHOP, Style(colour=True)))


def test_circles_end() -> None:
    circle = Picture.of([Edge(A, B, "names"), Edge(B, A, "names"), Edge(A, A, "names")])

    assert [
        "Service shop/a",
        "├─ names Service shop/a (above)",
        "└─ names Service shop/b",
        "   └─ names Service shop/a (above)",
    ] == graph_tree.render(circle).splitlines()


def test_nothing_is_nothing() -> None:
    assert "" == graph_tree.render(Picture.of([]))


def test_what_mermaid_draws_is_bounded() -> None:
    many = Picture.of(Edge(A, B, "names", ports=(str(number),)) for number in range(501))

    assert (True, False) == (graph_mermaid.is_too_large(many, ""), graph_mermaid.is_too_large(SHOP, graph_mermaid.render(SHOP)))


@given(TEXTS, TEXTS)
def test_no_text_breaks_out_of_its_label(name: str, because: str) -> None:
    picture = Picture.of([Edge(Vertex("shop", "Service", name), B, "names", "contradicted", because=because)])

    mermaid, dot = graph_mermaid.render(picture), graph_dot.render(picture)

    assert [0] * len(mermaid.splitlines()) == [line.count('"') % 2 for line in mermaid.splitlines()]
    strings = re.sub(r'"(?:[^"\\]|\\.)*"', "", dot)
    assert 0 == strings.count('"')
