"""Labels that pods carry but for a slip."""

from __future__ import annotations

import pytest

from svclint.graph.labels.near_pods import label_slip
from svclint.model.istio import MeshPolicy
from tests.graph.worlds import graph_of, workload

POLICY = (
    "---\napiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: "
    "{name: a}\nspec: {selector: {matchLabels: {LABELS}}}\n"
)


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("app: frnot", ("frnot", "front")),
        ("ap: front", ("ap", "app")),
        ("app: frnot, tier: web", ("frnot", "front")),
        ("app: frnot, tier: db", None),
        ("app: front-end", None),
        ("role: front", None),
        ("app: payments", None),
    ],
)
def test_labels_that_were_meant(labels: str, expected: tuple[str, str] | None) -> None:
    graph = graph_of(workload("front", "app: front, tier: web") + POLICY.replace("LABELS", labels))
    (policy,) = graph.of(MeshPolicy)

    assert policy.selector_node is not None
    found = label_slip(policy.selector_node, "default", graph.index.pods)
    assert expected == ((found.slip.at.text, found.slip.expected) if found else None)


def test_a_slip_that_two_workloads_explain_differently_has_no_one_reading() -> None:
    graph = graph_of(workload("front", "app: front") + workload("frost", "app: frost") + POLICY.replace("LABELS", "app: froot"))
    (policy,) = graph.of(MeshPolicy)

    assert policy.selector_node is not None
    found = label_slip(policy.selector_node, "default", graph.index.pods)
    assert found is not None
    assert not found.slip.alone
