"""`svclint graph` for people: an indented tree, from what nobody refers to down to the pods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from svclint.graph.drawing.picture import Edge, Picture, Vertex
from svclint.model.workload import Pod, Workload
from svclint.reporters.style import PLAIN, Style

_LOOKS = {"matched": (), "contradicted": ("red",), "unverifiable": ("cyan",)}
_LINES = {True: ("├─ ", "└─ ", "│  ", "   "), False: ("|- ", "`- ", "|  ", "   ")}


def render(picture: Picture, style: Style = PLAIN) -> str:
    """One tree a root; what was shown before is only named again. Empty for an empty picture."""
    tree = _Tree(picture, style)
    return "\n".join("".join(f"{line}\n" for line in tree.lines(root)) for root in tree.roots())


@dataclass
class _Tree:
    picture: Picture
    style: Style
    shown: set[Vertex] = field(default_factory=set)

    def roots(self) -> Iterator[Vertex]:
        """What has no edge to it; then, of circles, the first that was not reached."""
        targets = {each.target for each in self.picture.edges if each.target != each.source}
        yield from (each for each in self.picture.vertices if each not in targets)
        yield from (each for each in self.picture.vertices if each not in self.shown)

    def lines(self, root: Vertex) -> Iterator[str]:
        """A root and everything below it."""
        yield self.style.paint(self._title(root), "bold")
        yield from self._below(root, "")

    def _below(self, vertex: Vertex, indent: str) -> Iterator[str]:
        self.shown.add(vertex)
        middle, last, through, past = _LINES[self.style.unicode]
        edges = self.picture.outgoing.get(vertex, [])
        for edge in edges:
            is_last = edge is edges[-1]
            again = edge.target in self.shown and bool(self.picture.outgoing.get(edge.target))
            yield f"{indent}{last if is_last else middle}{self._edge(edge)}{' (above)' if again else ''}"
            if edge.target not in self.shown:
                yield from self._below(edge.target, indent + (past if is_last else through))

    def _edge(self, edge: Edge) -> str:
        ports = f" ({', '.join(edge.ports)})" if edge.ports else ""
        text = self.style.safe(f"{edge.relation} {self._title(edge.target)}{ports}".replace("→", self.style.arrow))
        if edge.verdict == "matched":
            return text
        sign = {"contradicted": self.style.cross, "unverifiable": "?"}[edge.verdict]
        return f"{self.style.paint(f'{sign} {text}', *_LOOKS[edge.verdict])}: {self.style.safe(edge.because)}"

    def _title(self, vertex: Vertex) -> str:
        each = vertex.object
        if not isinstance(each, Workload) or isinstance(each, Pod):
            return self.style.safe(vertex.title)
        return f"{self.style.safe(vertex.title)} {self.style.times}{'?' if each.replicas is None else each.replicas}"
