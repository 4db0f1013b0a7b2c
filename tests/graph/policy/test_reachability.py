"""Who may reach whom."""

from __future__ import annotations

import pytest

from svclint.graph.answers import Answer, Contradicted, Matched, Unverifiable
from svclint.graph.policy.policy_peers import Party
from svclint.model.network_policy import PolicyRule
from svclint.settings import External, Settings
from svclint.sources.source import Skipped
from tests.graph.policies import DNS, egress, ingress, namespace, pods, policy, workload_of
from tests.graph.worlds import graph_of, service, service_of, workload

SHOP = (
    workload("web", "app: web")
    + workload("db", "app: db", kind="StatefulSet", ports="{name: sql, containerPort: 5432}")
    + service("db", "app: db", ports="{port: 80, targetPort: sql}")
)


def reach(
    text: str, source: str = "web", settings: Settings | None = None, skipped: tuple[Skipped, ...] = ()
) -> Answer[PolicyRule]:
    graph = graph_of(text, settings, skipped=skipped)
    db = service_of(graph, "db")
    return graph.reach.may_reach(workload_of(graph, source), db, db.ports[0])


def rules(answer: Answer[PolicyRule]) -> list[str]:
    assert isinstance(answer, Matched)
    return [f"{each.policy.name} {each.direction}" for each in answer.found]


def test_nothing_is_closed_without_policies() -> None:
    assert Matched(()) == reach(SHOP)


def test_ports_count_behind_the_translation_of_the_service() -> None:
    assert ["db Ingress"] == rules(
        reach(SHOP + ingress("db", "app: db", f"{{from: [{{{pods('app: web')}}}], ports: [{{port: 5432}}]}}"))
    )
    assert ["db Ingress"] == rules(reach(SHOP + ingress("db", "app: db", "{ports: [{port: sql}]}")))

    closed = reach(SHOP + ingress("db", "app: db", f"{{from: [{{{pods('app: web')}}}], ports: [{{port: 80}}]}}"))

    assert isinstance(closed, Contradicted)
    assert "NetworkPolicy db does not let Deployment web in on port 5432" == closed.hint
    assert ["NetworkPolicy db decides who is let in"] == [each.message for each in closed.near]


def test_both_ends_have_to_let_it_through() -> None:
    out = egress("web", "app: web", DNS)
    both = egress("more", "app: web", f"{{to: [{{{pods('app: db')}}}], ports: [{{port: sql}}]}}")

    closed = reach(SHOP + out)

    assert isinstance(closed, Contradicted)
    assert "NetworkPolicy web does not let its pods out to StatefulSet db on port 5432" == closed.hint
    assert ["more Egress", "in Ingress"] == rules(reach(SHOP + out + both + ingress("in", "app: db", "{}")))


def test_several_policies_open_what_any_of_them_opens() -> None:
    deny = policy("deny", "podSelector: {}, policyTypes: [Ingress, Egress]")

    closed = reach(SHOP + deny + ingress("db", "app: db"))

    assert isinstance(closed, Contradicted)
    assert isinstance(reach(SHOP + deny + ingress("db", "app: db", "{}") + egress("web", "app: web", "{}")), Matched)
    assert "NetworkPolicy deny does not let its pods out to StatefulSet db on port 5432" == closed.hint


def test_every_pod_behind_the_service_counts() -> None:
    two = SHOP + workload("db-old", "app: db, old: 'yes'", ports="{name: sql, containerPort: 5433}")

    assert isinstance(reach(two + ingress("db", "old: 'yes'")), Contradicted)
    assert isinstance(reach(two + ingress("db", "old: 'yes'", "{}")), Matched)
    assert ["old Ingress", "new Ingress"] == sorted(
        rules(
            reach(
                two
                + ingress("old", "app: db", "{ports: [{port: 5433}]}")
                + ingress("new", "app: db", "{ports: [{port: 5432}]}")
            )
        ),
        reverse=True,
    )


def test_a_service_without_known_pods_cannot_be_judged() -> None:
    text = workload("web", "app: web") + service("db", "app: other")

    assert Unverifiable("no pods that serve port 80 of Service db are among the files given") == reach(text)


@pytest.mark.parametrize(
    ("peer", "answer"),
    [
        ("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}", Matched),
        ("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}}", Contradicted),
        ("{namespaceSelector: {matchLabels: {team: shop}}}", Unverifiable),
        ("{namespaceSelector: {matchExpressions: [{key: team, operator: Perhaps}]}}", Unverifiable),
        ("{namespaceSelector: {}}", Matched),
        ("{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}", Matched),
        ("{namespaceSelector: {}, podSelector: {matchLabels: {app: api}}}", Contradicted),
        ("{namespaceSelector: {matchLabels: {team: shop}}, podSelector: {matchLabels: {app: api}}}", Contradicted),
        ("{podSelector: {}}", Contradicted),
        ("{podSelector: {matchExpressions: [{key: app, operator: Perhaps}]}}", Contradicted),
        ("{ipBlock: {cidr: 10.0.0.0/8}}", Unverifiable),
        ("{ipBlock: {cidr: 10.0.0.0/8}}, {namespaceSelector: {}}", Matched),
    ],
)
def test_peers_of_another_namespace(peer: str, answer: type) -> None:
    text = (
        workload("web", "app: web", namespace="shop")
        + workload("db", "app: db", namespace="data", ports="{containerPort: 80}")
        + service("db", "app: db", namespace="data")
        + ingress("db", "app: db", f"{{from: [{peer}]}}", namespace="data")
    )

    assert isinstance(reach(text), answer)


@pytest.mark.parametrize(("labels", "answer"), [("team: shop", Matched), ("team: other", Contradicted), ("", Contradicted)])
def test_labels_of_a_namespace_that_is_given_are_known(labels: str, answer: type) -> None:
    text = (
        namespace("shop", labels)
        + workload("web", "app: web", namespace="shop")
        + workload("db", "app: db", namespace="data")
        + service("db", "app: db", namespace="data")
        + ingress("db", "app: db", "{from: [{namespaceSelector: {matchLabels: {team: shop}}}]}", namespace="data")
    )

    assert isinstance(reach(text), answer)


def test_a_kustomization_may_label_a_namespace() -> None:
    text = (
        namespace("shop")
        + workload("web", "app: web", namespace="shop")
        + workload("db", "app: db", namespace="data")
        + ingress("db", "app: db", "{from: [{namespaceSelector: {matchLabels: {team: shop}}}]}", namespace="data")
    )
    plain, kustomized = graph_of({"a/all.yaml": text}), graph_of({"a/all.yaml": text}, kustomizations=("a",))

    for graph, answer in ((plain, Contradicted), (kustomized, Unverifiable)):
        web, db = workload_of(graph, "web"), workload_of(graph, "db")
        assert isinstance(graph.reach.connects(web, db, 80, "TCP"), answer)


def test_alternatives_of_a_namespace_that_differ_leave_it_open() -> None:
    text = (
        namespace("shop", "team: shop")
        + namespace("shop")
        + workload("web", "app: web", namespace="shop")
        + workload("db", "app: db", namespace="data")
        + service("db", "app: db", namespace="data")
        + ingress("db", "app: db", "{from: [{namespaceSelector: {matchLabels: {team: shop}}}]}", namespace="data")
    )

    assert isinstance(reach(text), Unverifiable)


def test_a_namespace_that_is_not_written_may_be_any() -> None:
    text = (
        workload("web", "app: web")
        + workload("db", "app: db", namespace="data")
        + service("db", "app: db", namespace="data")
        + ingress("db", "app: db", "{from: [PEER]}", namespace="data")
    )
    named = text.replace("PEER", "{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: data}}}")

    assert isinstance(reach(text.replace("PEER", "{podSelector: {}}")), Unverifiable)
    assert isinstance(reach(named), Unverifiable)
    assert isinstance(reach(named, settings=Settings(namespace="shop")), Contradicted)
    assert isinstance(reach(text.replace("PEER", "{namespaceSelector: {}}")), Matched)


def test_a_selector_that_cannot_be_understood_decides_nothing() -> None:
    peer = "{podSelector: {matchExpressions: [{key: app, operator: Perhaps}]}}"

    assert isinstance(reach(SHOP + ingress("db", "app: db", f"{{from: [{peer}]}}")), Unverifiable)
    assert isinstance(reach(SHOP + ingress("db", "app: db", f"{{from: [{peer}, {{podSelector: {{}}}}]}}")), Matched)


def test_selectors_do_not_know_pods_in_the_network_of_their_node() -> None:
    text = SHOP + workload("agent", "app: agent", pod="hostNetwork: true")

    assert isinstance(reach(text + ingress("db", "app: db", "{from: [{podSelector: {}}]}"), "agent"), Unverifiable)
    assert isinstance(reach(text + ingress("db", "app: db", "{}"), "agent"), Matched)


def test_policies_that_are_not_in_the_files_leave_it_open() -> None:
    closed = SHOP + ingress("db", "app: db")
    cilium = "---\n{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: more}}\n"

    assert isinstance(reach(closed), Contradicted)
    assert isinstance(reach(closed, skipped=(Skipped("a.tpl", "template"),)), Unverifiable)
    elsewhere = Settings(external=External(namespaces=frozenset({"default"})))
    assert isinstance(reach(closed, settings=elsewhere), Unverifiable)
    assert isinstance(answer := reach(closed + cilium), Unverifiable)
    assert "CiliumNetworkPolicy more may let through more than NetworkPolicies do" == answer.because


def test_ports_of_sidecars_have_names_since_1_33() -> None:
    sidecar = "initContainers: [{restartPolicy: Always, image: a, ports: [{name: s, containerPort: 1}]}]"
    text = workload("web", "app: web") + workload("db", "app: db", pod=sidecar)
    text += service("db", "app: db", ports="{port: 80, targetPort: s}")

    assert Matched(()) == reach(text)
    assert isinstance(reach(text, settings=Settings(kubernetes_version=(1, 32))), Unverifiable)


def test_callers_that_are_no_workload_of_the_files() -> None:
    graph = graph_of(SHOP + ingress("db", "app: db", f"{{from: [{{namespaceSelector: {{}}, {pods('app: prometheus')}}}]}}"))
    db = workload_of(graph, "db")

    known = Party("Prometheus k8s", "monitoring", {"app": "prometheus"})
    other = Party("Prometheus k8s", "monitoring", {"app": "other"})
    vague = Party("Prometheus k8s", "monitoring", {"app": "other"}, open_ended=True)

    assert isinstance(graph.reach.lets_in(db, 5432, "TCP", known), Matched)
    assert isinstance(graph.reach.lets_in(db, 5432, "TCP", other), Contradicted)
    assert isinstance(graph.reach.lets_in(db, 5432, "TCP", vague), Unverifiable)


@pytest.mark.parametrize("labels", [{}, {"app": "a"}, {"app": "b", "tier": "x"}, {"tier": "y"}])
def test_only_rules_that_ask_for_other_labels_are_passed_over(labels: dict[str, str]) -> None:
    peers = [
        "",
        pods("app: a"),
        pods("app: a, tier: x"),
        "podSelector: {}",
        "namespaceSelector: {}",
        "ipBlock: {cidr: 10.0.0.0/8}",
        "podSelector: {matchExpressions: [{key: app, operator: In, values: [a, b]}]}",
        "podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [a]}]}",
        "podSelector: {matchExpressions: [{key: app, operator: Perhaps}]}",
    ]
    rules = [f"{{from: [{{{one}}}, {{{other}}}]}}" if one else "{}" for one in peers for other in peers[1:]]
    graph = graph_of(SHOP + ingress("db", "app: db", *rules))
    opening = graph.reach.ingress_of(workload_of(graph, "db")).rules
    party = Party("pods", "default", labels)

    asked = {(each, graph.reach.peers.rule_takes(each, party)) for each in opening}

    assert {pair for pair in asked if pair[1] is not False} == {
        pair for pair in graph.reach.peers.answers(opening, party) if pair[1] is not False
    }
