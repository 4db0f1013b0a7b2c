"""Everything that the objects of a world say of each other, as one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.backends.endpoints import applied_services
from svclint.graph.drawing.picture import Picture, Vertex
from svclint.graph.drawing.policy_edges import policy_edges
from svclint.graph.drawing.reference_edges import reference_edges
from svclint.graph.drawing.service_edges import service_edges
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.graph.graph import Graph


def picture_of(graph: Graph) -> Picture:
    """What the objects say of Services and of the pods behind them; Services and workloads also where nobody does."""
    edges = (*service_edges(graph), *reference_edges(graph), *policy_edges(graph))
    return Picture.of(edges, map(Vertex.of, (*applied_services(graph), *graph.of(Workload))))
