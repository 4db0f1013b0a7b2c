"""The graph as vertices and edges, and parts of it: what `svclint graph` draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias, TypeVar

from svclint.graph.answers import Answer, Contradicted, Matched
from svclint.model.objects import Object

ObjectT = TypeVar("ObjectT", bound=Object)
Verdict: TypeAlias = Literal["matched", "contradicted", "unverifiable"]


@dataclass(frozen=True, order=True)
class Vertex:
    """An object, or something outside the files that one of them names: then `object` is None.

    `namespace` is empty for what belongs to none.
    """

    namespace: str
    kind: str
    name: str
    object: Object | None = field(default=None, compare=False, repr=False)

    @classmethod
    def of(cls, each: Object) -> Vertex:
        """The vertex of an object."""
        return cls(each.namespace, each.kind, each.name, each)

    @property
    def id(self) -> str:
        """`Kind/namespace/name`, without the namespace where there is none."""
        return "/".join(part for part in (self.kind, self.namespace, self.name) if part)

    @property
    def title(self) -> str:
        """For people: `Service shop/web`; what is of no kind goes by its name alone."""
        return f"{self.kind} {f'{self.namespace}/' if self.namespace else ''}{self.name}" if self.kind else self.name


@dataclass(frozen=True)
class Edge:
    """One thing that `source` says of `target`, whether it holds, and why it does not.

    `relation` is a verb between the two: `selects`. `ports` are the ports it is about, for people.
    """

    source: Vertex
    target: Vertex
    relation: str
    verdict: Verdict = "matched"
    ports: tuple[str, ...] = ()
    because: str = ""

    @property
    def key(self) -> tuple[str, str, str, tuple[str, ...], str]:
        """What edges are sorted by."""
        return self.source.id, self.target.id, self.relation, self.ports, self.because


def edges_of(asking: Object, answer: Answer[ObjectT], relation: str, wanted: Vertex, ports: tuple[str, ...] = ()) -> list[Edge]:
    """The edges of one look-up: one to each thing that is there, or one to what was `wanted` and is not."""
    source = Vertex.of(asking)
    if isinstance(answer, Matched):
        there = [Vertex.of(each) for each in answer.found] or [wanted]
        return [Edge(source, each, relation, "matched", ports) for each in there]
    if isinstance(answer, Contradicted):
        return [Edge(source, wanted, relation, "contradicted", ports, answer.hint or f"there is no {wanted.title}")]
    return [Edge(source, wanted, relation, "unverifiable", ports, answer.because)]


@dataclass(frozen=True)
class Picture:
    """Vertices and edges, each once and in a fixed order."""

    vertices: tuple[Vertex, ...]
    edges: tuple[Edge, ...]

    @classmethod
    def of(cls, edges: Iterable[Edge], alone: Iterable[Vertex] = ()) -> Picture:
        """Of these edges, their ends, and further vertices."""
        known = tuple(sorted({each.key: each for each in edges}.values(), key=lambda each: each.key))
        ends = (end for each in known for end in (each.source, each.target))
        found: dict[Vertex, Vertex] = {}
        for vertex in (*alone, *ends):
            if vertex not in found or found[vertex].object is None:
                found[vertex] = vertex
        return cls(tuple(sorted(found.values())), known)

    @cached_property
    def outgoing(self) -> dict[Vertex, list[Edge]]:
        """Edges by their source."""
        table: dict[Vertex, list[Edge]] = defaultdict(list)
        for each in self.edges:
            table[each.source].append(each)
        return table

    @cached_property
    def neighbours(self) -> dict[Vertex, set[Vertex]]:
        """What is one edge away, whatever its direction."""
        table: dict[Vertex, set[Vertex]] = defaultdict(set)
        for each in self.edges:
            table[each.source].add(each.target)
            table[each.target].add(each.source)
        return table

    def broken(self) -> Picture:
        """Only the edges that do not hold."""
        return Picture.of(each for each in self.edges if each.verdict == "contradicted")

    def around(self, centres: Collection[Vertex], depth: int) -> Picture:
        """What is at most `depth` edges away from one of the centres."""
        reached, rim = set(centres), set(centres)
        for _ in range(depth):
            rim = {other for each in rim for other in self.neighbours.get(each, ())} - reached
            reached |= rim
        edges = (each for each in self.edges if each.source in reached and each.target in reached)
        return Picture.of(edges, (each for each in self.vertices if each in reached))
