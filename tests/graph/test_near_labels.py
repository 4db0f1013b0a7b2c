"""Labels that pods carry but for a slip."""

from __future__ import annotations

import pytest

from svclint.graph.near_labels import near_labels
from svclint.model.istio import MeshPolicy
from tests.graph.worlds import graph_of, workload

POLICY = (
    "---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: "
    "{name: a}\nspec: {selector: {matchLabels: {LABELS}}}\n"
)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("app: frnot", [("frnot", "front")]),
        ("ap: front", [("ap", "app")]),
        ("app: frnot, tier: web", [("frnot", "front")]),
        ("app: frnot, tier: db", []),
        ("app: front-end", []),
        ("role: front", []),
        ("app: payments", []),
    ],
)
def test_labels_that_were_meant(labels: str, expected: list[tuple[str, str]]) -> None:
    graph = graph_of(workload("front", "app: front, tier: web") + POLICY.replace("LABELS", labels))
    (policy,) = graph.of(MeshPolicy)

    assert policy.selector_node is not None
    found = list(near_labels(policy.selector_node, "default", graph.index))
    assert expected == [(each.at.text, each.expected) for each in found]
