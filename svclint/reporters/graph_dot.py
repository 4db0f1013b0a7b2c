"""`svclint graph --format dot`: for Graphviz (https://graphviz.org/doc/info/lang.html)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from svclint.graph.drawing.picture import Edge, Picture, Vertex

_BROKEN = {"contradicted": ' color="#c62828" fontcolor="#c62828" style="dashed"', "unverifiable": ' style="dotted"'}


def render(picture: Picture) -> str:
    """One cluster a namespace; edges that do not hold are dashed and red, those that cannot be verified dotted."""
    lines = ["digraph svclint {", "  rankdir=LR", "  node [shape=box]", *_vertices(picture)]
    lines += (f"  {_quoted(each.source.id)} -> {_quoted(each.target.id)} [{_look(each)}]" for each in picture.edges)
    return "".join(f"{line}\n" for line in (*lines, "}"))


def _vertices(picture: Picture) -> Iterator[str]:
    for number, (namespace, members) in enumerate(groupby(picture.vertices, key=lambda each: each.namespace)):
        if namespace:
            yield f"  subgraph cluster_{number} {{"
            yield f"    label={_quoted(namespace)}"
        for each in members:
            yield f"  {'  ' if namespace else ''}{_quoted(each.id)} [{_vertex_look(each)}]"
        if namespace:
            yield "  }"


def _vertex_look(each: Vertex) -> str:
    label = f"label={_quoted(f'{each.kind} {each.name}'.strip())}"
    return label if each.object is not None else f'{label} style="dashed"'


def _look(each: Edge) -> str:
    text = ", ".join(each.ports) or (each.because if each.verdict != "matched" else each.relation)
    return f"label={_quoted(text)}{_BROKEN.get(each.verdict, '')}"


def _quoted(text: str) -> str:
    """A string of the DOT language; a backslash would begin an escape of its own."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
