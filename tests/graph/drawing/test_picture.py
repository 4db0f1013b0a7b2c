"""Vertices, edges, and parts of the picture that they make."""

from __future__ import annotations

import pytest

from svclint.errors import UnknownVertexError
from svclint.graph.drawing.focus import vertices_named
from svclint.graph.drawing.picture import Edge, Picture, Vertex

INGRESS, WEB, DB = (Vertex("shop", kind, name) for kind, name in (("Ingress", "shop"), ("Service", "web"), ("Service", "db")))
PODS = Vertex("shop", "Deployment", "web")
HOST = Vertex("", "host", "db.example.com")
PICTURE = Picture.of(
    [
        Edge(INGRESS, WEB, "sends requests to"),
        Edge(WEB, PODS, "selects", "contradicted", because="no port"),
        Edge(PODS, DB, "names"),
        Edge(DB, HOST, "is an alias for", "unverifiable"),
    ]
)


def test_what_is_said_twice_shows_once() -> None:
    twice = [Edge(INGRESS, WEB, "sends requests to"), Edge(INGRESS, WEB, "sends requests to")]

    assert Picture.of(twice[:1]) == Picture.of(twice)


def test_the_order_of_the_input_does_not_matter() -> None:
    assert Picture.of(reversed(PICTURE.edges), reversed(PICTURE.vertices)) == PICTURE


@pytest.mark.parametrize(
    ("depth", "expected"), [(0, {WEB}), (1, {INGRESS, WEB, PODS}), (2, {INGRESS, WEB, PODS, DB}), (9, {*PICTURE.vertices})]
)
def test_around_a_vertex(depth: int, expected: set[Vertex]) -> None:
    part = PICTURE.around([WEB], depth)

    assert expected == set(part.vertices)
    assert all({each.source, each.target} <= expected for each in part.edges)


def test_what_is_broken() -> None:
    part = PICTURE.broken()

    assert ((PODS, WEB), ["no port"]) == (part.vertices, [each.because for each in part.edges])


@pytest.mark.parametrize("words", ["Service/shop/web", "service/web", "svc/web", "SVC/shop/web"])
def test_a_vertex_by_its_names(words: str) -> None:
    assert (WEB,) == vertices_named(PICTURE, words)


def test_a_name_alone_means_everything_that_is_called_so() -> None:
    assert (PODS, WEB) == vertices_named(PICTURE, "web")
    with pytest.raises(UnknownVertexError, match='nothing in the graph is "wbe"; did you mean "web"'):
        vertices_named(PICTURE, "wbe")


def test_the_nearest_vertex_is_named() -> None:
    with pytest.raises(UnknownVertexError, match='nothing in the graph is "svc/shop/wbe"; did you mean "Service/shop/web"'):
        vertices_named(PICTURE, "svc/shop/wbe")
