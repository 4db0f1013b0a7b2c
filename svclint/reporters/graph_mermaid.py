"""`svclint graph --format mermaid`: a flowchart for Markdown (https://mermaid.js.org/syntax/flowchart.html)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from svclint.graph.drawing.picture import Edge, Picture, Vertex

MOST_EDGES = 500
"""Mermaid refuses more by default (`maxEdges`)."""
MOST_CHARACTERS = 50_000
"""Mermaid refuses a longer text by default (`maxTextSize`)."""
_MARKS = {"matched": "", "contradicted": "✗ ", "unverifiable": "? "}
_ENTITIES = str.maketrans({"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;"})
"""https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters."""
_BROKEN_STYLE = "stroke:#c62828,stroke-dasharray:4"


def render(picture: Picture) -> str:
    """One subgraph a namespace; edges that do not hold are dashed, red, and marked."""
    names = {each: f"n{number}" for number, each in enumerate(picture.vertices)}
    lines = ["flowchart LR", *_vertices(picture, names)]
    lines += (f"  {names[each.source]} {_arrow(each)} {names[each.target]}" for each in picture.edges)
    broken = [str(number) for number, each in enumerate(picture.edges) if each.verdict == "contradicted"]
    lines += [f"  linkStyle {','.join(broken)} {_BROKEN_STYLE}"] if broken else []
    return "".join(f"{line}\n" for line in lines)


def is_too_large(picture: Picture, text: str) -> bool:
    """Whether Mermaid with its defaults would refuse to draw it."""
    return len(picture.edges) > MOST_EDGES or len(text) > MOST_CHARACTERS


def _vertices(picture: Picture, names: dict[Vertex, str]) -> Iterator[str]:
    for number, (namespace, members) in enumerate(groupby(picture.vertices, key=lambda each: each.namespace)):
        if namespace:
            yield f'  subgraph s{number}["{_escaped(namespace)}"]'
        for each in members:
            left, right = ("[", "]") if each.object is not None else ("([", "])")
            yield f'  {"  " if namespace else ""}{names[each]}{left}"{_escaped(_label(each))}"{right}'
        if namespace:
            yield "  end"


def _label(each: Vertex) -> str:
    return f"{each.kind} {each.name}".strip()


def _arrow(each: Edge) -> str:
    text = ", ".join(each.ports) or ("" if each.verdict == "matched" else each.because)
    label = _escaped(f"{_MARKS[each.verdict]}{text}".strip())
    return ("-->" if each.verdict == "matched" else "-.->") + (f'|"{label}"|' if label else "")


def _escaped(text: str) -> str:
    """Quotes end a label, and so does a line end."""
    return " ".join(text.split()).translate(_ENTITIES)
