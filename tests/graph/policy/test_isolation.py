"""Which policies hold for which pods, and which ports they open together."""

from __future__ import annotations

import pytest

from svclint.model.network_policy import Direction
from tests.graph.policies import egress, ingress, policy, policy_of, workload_of
from tests.graph.worlds import graph_of, workload

WEB = workload("web", "app: web, tier: front", ports="{name: http, containerPort: 8080}, {containerPort: 9090}")
DENY = policy("deny", "podSelector: {}")


def holding(text: str, name: str = "web", direction: Direction = "Ingress") -> list[str]:
    graph = graph_of(text)
    return [each.name for each in graph.reach.isolations.of(workload_of(graph, name), direction).policies]


@pytest.mark.parametrize(
    ("selector", "selected"),
    [
        ("podSelector: {}", True),
        ("podSelector: {matchLabels: {app: web}}", True),
        ("podSelector: {matchLabels: {app: web, tier: back}}", False),
        ("podSelector: {matchExpressions: [{key: tier, operator: In, values: [back, front]}]}", True),
        ("podSelector: {matchExpressions: [{key: tier, operator: In, values: [back]}]}", False),
        ("podSelector: {matchExpressions: [{key: tier, operator: NotIn, values: [back]}]}", True),
        ("podSelector: {matchExpressions: [{key: tier, operator: Exists}]}", True),
        ("podSelector: {matchExpressions: [{key: zone, operator: DoesNotExist}, {key: app, operator: Exists}]}", True),
        ("podSelector: {matchExpressions: [{key: tier, operator: Exists}], matchLabels: {app: api}}", False),
        ("podSelector: {matchExpressions: [{key: tier, operator: Perhaps}]}", False),
        ("ingress: []", True),
    ],
)
def test_selectors_of_policies(selector: str, selected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert (["p"] if selected else []) == holding(WEB + policy("p", selector))


def test_all_policies_of_a_direction_hold_together() -> None:
    text = WEB + DENY + ingress("web", "app: web") + egress("out", "app: web") + ingress("api", "app: api")

    assert ["deny", "web"] == holding(text)
    assert ["out"] == holding(text, direction="Egress")


def test_policies_hold_in_their_own_namespace() -> None:
    assert [] == holding(WEB + policy("deny", "podSelector: {}", namespace="shop"))


def test_pods_in_the_network_of_their_node_are_left_alone() -> None:
    assert [] == holding(workload("web", "app: web", pod="hostNetwork: true") + DENY)


def test_a_label_that_only_a_controller_sets_leaves_a_policy_open() -> None:
    text = workload("web", "app: web") + ingress("hashed", "pod-template-hash: abc", "{}") + ingress("web", "app: web")
    graph = graph_of(text)

    found = graph.reach.ingress_of(workload_of(graph, "web"))

    assert (["web"], ["hashed"]) == ([each.name for each in found.policies], [each.name for each in found.others])
    assert ["hashed"] == [each.policy.name for each in found.rules]
    assert ("web",) == tuple(each.name for each in graph.reach.isolations.selected_by(policy_of(graph, "hashed")).all)


@pytest.mark.parametrize(
    ("requirement", "names"),
    [
        ("{key: statefulset.kubernetes.io/pod-name, operator: In, values: [db-1]}", ["db"]),
        ("{key: statefulset.kubernetes.io/pod-name, operator: In, values: [db-7]}", []),
        ("{key: controller-revision-hash, operator: In, values: [x]}", ["db"]),
        ("{key: statefulset.kubernetes.io/pod-name, operator: Exists}", ["db"]),
    ],
)
def test_labels_of_controllers_are_resolved(requirement: str, names: list[str]) -> None:
    graph = graph_of(
        workload("db", "app: db", kind="StatefulSet", spec="replicas: 2")
        + policy("p", f"podSelector: {{matchExpressions: [{requirement}]}}")
    )

    assert names == [each.name for each in graph.reach.isolations.selected_by(policy_of(graph, "p")).all]


def opened(rule: str, number: int, protocol: str = "TCP", pods: str = WEB) -> bool:
    graph = graph_of(pods + ingress("web", "app: web", rule))
    web = workload_of(graph, "web")
    return bool(graph.reach.ingress_of(web).opening(number, protocol, web.template))


def test_ports_are_opened_by_number_name_and_range() -> None:
    assert opened("{}", 8080)
    assert opened("{ports: [{port: 8080}]}", 8080)
    assert not opened("{ports: [{port: 8080}]}", 9090)
    assert not opened("{ports: [{port: 8080}]}", 8080, "UDP")
    assert opened("{ports: [{port: 8000, endPort: 9000}]}", 8080)
    assert opened("{ports: [{port: http}]}", 8080)
    assert not opened("{ports: [{port: http}]}", 9090)
    assert not opened("{ports: [{port: http, protocol: UDP}]}", 8080)


def test_the_first_port_of_a_name_counts_in_each_pod() -> None:
    twice = workload("web", "app: web", ports="{name: http, containerPort: 80}, {name: http, containerPort: 8080}")
    other = workload("web", "app: web", ports="{name: http, containerPort: 8080, protocol: UDP}")

    assert opened("{ports: [{port: http}]}", 80, pods=twice)
    assert not opened("{ports: [{port: http}]}", 8080, pods=twice)
    assert not opened("{ports: [{port: http}]}", 8080, pods=other)


def test_an_isolation_says_who_decides() -> None:
    graph = graph_of(WEB + DENY + ingress("web", "app: web", "{ports: [{port: 8080}, {port: http}, {}]}"))

    found = graph.reach.ingress_of(workload_of(graph, "web"))

    assert "NetworkPolicy deny and NetworkPolicy web" == found.titles
    assert ["NetworkPolicy deny decides who is let in", "NetworkPolicy web decides who is let in"] == [
        each.message for each in found.places
    ]
    assert {8080, "http"} == set(found.by_port)
    assert policy_of(graph, "web") is found.first


def test_pods_without_a_template_have_no_names() -> None:
    graph = graph_of(WEB + ingress("web", "app: web", "{ports: [{port: http}]}"))

    assert () == graph.reach.ingress_of(workload_of(graph, "web")).opening(8080, "TCP", None)


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("matchLabels: {cnpg.io/cluster: db}", (["p"], [])),
        ("matchLabels: {cnpg.io/cluster: web}", ([], [])),
        ("matchExpressions: [{key: team, operator: Exists}]", ([], ["p"])),
    ],
)
def test_pods_of_an_operator_may_carry_more_than_is_known(selector: str, expected: tuple[list[str], list[str]]) -> None:
    cluster = "---\napiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata: {name: db}\nspec: {instances: 3}\n"
    graph = graph_of(cluster + policy("p", f"podSelector: {{{selector}}}"))

    [pods] = graph.index.workloads["default"]
    found = graph.reach.ingress_of(pods)

    assert expected == ([each.name for each in found.policies], [each.name for each in found.others])
