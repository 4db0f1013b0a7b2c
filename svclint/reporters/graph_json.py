"""`svclint graph --format json`: the graph for programs."""

from __future__ import annotations

from typing import Any

from svclint.graph.drawing.picture import Edge, Picture, Vertex
from svclint.reporters.json_report import SCHEMA_VERSION, dump


def render(picture: Picture) -> str:
    """Nodes and edges, sorted; an edge names its ends by their `id`."""
    return dump(
        {
            "schema_version": SCHEMA_VERSION,
            "nodes": [_node(each) for each in picture.vertices],
            "edges": [_edge(each) for each in picture.edges],
        }
    )


def _node(each: Vertex) -> dict[str, Any]:
    return {
        "id": each.id,
        "kind": each.kind or None,
        "namespace": each.namespace or None,
        "name": each.name,
        "given": each.object is not None,
        **_place(each),
    }


def _place(each: Vertex) -> dict[str, Any]:
    if each.object is None:
        return {"path": None, "line": None}
    source = each.object.document.source
    return {"path": source.path, "line": source.position(each.object.node.start)[0]}


def _edge(each: Edge) -> dict[str, Any]:
    return {
        "source": each.source.id,
        "target": each.target.id,
        "relation": each.relation,
        "ports": list(each.ports),
        "verdict": each.verdict,
        "because": each.because or None,
    }
