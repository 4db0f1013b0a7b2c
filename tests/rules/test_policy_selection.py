"""Policies and peers that select nothing: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.settings import External, ExternalWorkload, Settings
from tests.graph.policies import egress, ingress, pods, policy
from tests.graph.worlds import service, workload
from tests.linting import said
from tests.rules.naming import fixed, found, only, place

WEB = workload("web", "app: web, tier: front")
CART = "---\n{apiVersion: example.com/v1, kind: Cart, metadata: {name: c}}\n"
"""An object of a kind that may make pods."""


@pytest.mark.parametrize(
    ("spec", "wanted", "hint"),
    [
        ("podSelector: {matchLabels: {app: wep}}", "app: wep", "Deployment web has app: web"),
        ("podSelector: {matchLabels: {app: WEB}}", "app: WEB", "Deployment web has app: web"),
        ("podSelector: {matchLabels: {ap: web}}", "ap: web", "Deployment web has app: web"),
        (
            "podSelector: {matchLabels: {app: web, tier: fornt}}",
            "app: web, tier: fornt",
            "Deployment web has tier: front (and app: web as asked)",
        ),
        (
            "podSelector: {matchExpressions: [{key: app, operator: In, values: [wep]}]}",
            "app: wep",
            "Deployment web has app: web",
        ),
    ],
)
def test_a_slip_is_a_warning_even_where_pods_may_be_made_elsewhere(spec: str, wanted: str, hint: str) -> None:
    assert f"warning: NetworkPolicy p selects no pod of namespace default: none carries {wanted}; {hint}" == only(
        "SVC801", WEB + CART + policy("p", spec)
    )


def test_a_letter_of_a_key_that_looks_like_another_sign() -> None:
    text = workload("web", "app.kubernetes.io/name: web, tier: front") + CART
    text += ingress("p", "app.kubernetes.i0/name: web, tier: front")

    assert ["app.kubernetes.i0/name"] == place("SVC801", text)
    assert ["warning"] == [each[0] for each in found("SVC801", text)]


def test_the_slip_is_shown_and_mended() -> None:
    text = WEB + ingress("p", "app: web, tier: fornt")

    assert ["fornt"] == place("SVC801", text)
    assert text.replace("fornt", "front") == fixed("SVC801", text)
    twins = WEB + workload("wep", "app: wep") + ingress("p", "app: wez")
    assert twins == fixed("SVC801", twins)


@pytest.mark.parametrize(
    "selector",
    [
        "podSelector: {}",
        "podSelector: {matchLabels: {}}",
        "podSelector: {matchLabels: {app: web}}",
        "podSelector: {matchLabels: {app: web, pod-template-hash: abc}}",
        "podSelector: {matchExpressions: [{key: app, operator: In, values: [web, api]}]}",
        "podSelector: {matchExpressions: [{key: app, operator: Perhaps, values: [wep]}]}",
        "ingress: [{}]",
    ],
)
def test_policies_that_select_something(selector: str) -> None:
    assert [] == found("SVC801", WEB + policy("p", selector))


def test_without_a_slip_it_is_a_note() -> None:
    unknown = WEB + ingress("p", "app: ledger")

    assert ("info", None) == found("SVC801", unknown)[0][::2]
    assert (
        "info: NetworkPolicy p selects no pod of namespace default: none carries app: ledger"
        "; the pods of namespace default have app: web" == only("SVC801", unknown)
    )
    ((severity, message, doubt),) = found("SVC801", unknown + CART)
    assert ("info", "NetworkPolicy p selects no pod of these files") == (severity, message)
    assert doubt is not None
    assert "Cart c may make pods" in doubt
    assert ["info"] == [each[0] for each in found("SVC801", ingress("p", "app: web"))]


def test_policies_for_pods_of_the_platform_are_right_where_no_slip_shows() -> None:
    agent = workload("agent", "app: agent", namespace="kube-system")

    assert [] == found("SVC801", ingress("dns", "k8s-app: kube-dns", namespace="kube-system"))
    assert [] == found("SVC801", agent + ingress("dns", "k8s-app: kube-dns", namespace="kube-system"))
    assert ["warning"] == [each[0] for each in found("SVC801", agent + ingress("p", "app: agnet", namespace="kube-system"))]


def test_labels_that_match_but_for_one_are_a_note_without_a_slip() -> None:
    text = WEB + ingress("p", "app: web, tier: middle")

    assert ["info"] == [each[0] for each in found("SVC801", text)]
    assert ["info"] == [each[0] for each in found("SVC801", text + CART)]


def test_pods_that_the_user_knows_are_there() -> None:
    outside = External(workloads=(ExternalWorkload("default", (("app", "ledger"), ("tier", "back"))),))

    assert [] == found("SVC801", WEB + ingress("p", "app: ledger"), Settings(external=outside))
    assert ["info"] == [each[0] for each in found("SVC801", WEB + ingress("p", "app: other"), Settings(external=outside))]


def test_a_policy_that_is_named_after_what_it_asks_for_means_it() -> None:
    assert ["info"] == [each[0] for each in found("SVC801", WEB + CART + ingress("allow-wep", "app: wep"))]
    assert ["warning"] == [each[0] for each in found("SVC801", WEB + CART + ingress("allow-web", "app: wep"))]


def test_a_policy_that_is_named_after_the_pods_and_misses_them_by_a_number() -> None:
    versions = workload("web-v1", "app: web-v1") + workload("web-v2", "app: web-v2")
    text = versions + CART + ingress("allow-web-v2-svc", "app: web-v22")

    assert (
        "warning: NetworkPolicy allow-web-v2-svc selects no pod of namespace default: none carries app: web-v22"
        "; Deployment web-v2 has app: web-v2" == only("SVC801", text)
    )
    assert text.replace("web-v22", "web-v2") == fixed("SVC801", text)
    assert ["info"] == [each[0] for each in found("SVC801", versions + CART + ingress("allow-web-v22", "app: web-v22"))]


def test_a_service_whose_pods_are_made_elsewhere_tells_the_label() -> None:
    made = service("ledger", "app: ledger, tier: back") + CART

    assert (
        "warning: NetworkPolicy p selects no pod of namespace default: none carries app: ledgre, tier: back"
        "; Service ledger has app: ledger" == only("SVC801", made + ingress("p", "app: ledgre, tier: back"))
    )
    assert ["info"] == [each[0] for each in found("SVC801", made + ingress("p", "app: ledger, tier: back"))]
    assert ["info"] == [each[0] for each in found("SVC801", made + ingress("p", "app: books, tier: back"))]
    assert ["info"] == [each[0] for each in found("SVC801", made + ingress("p", "app: ledgre"))]
    assert ["info"] == [each[0] for each in found("SVC801", made + ingress("ledgre", "app: ledgre, tier: back"))]


def test_labels_on_the_workload_and_not_on_its_pods() -> None:
    text = workload("web", "app: web", own_labels="component: web-ui") + ingress("p", "component: web-ui")

    assert "warning" == found("SVC801", text)[0][0]
    assert [("info", None)] == [each[::2] for each in found("SVC801", text.replace("web-ui}", "web-uj}", 1))]
    kustomized = said({"a/all.yaml": text}, "SVC801", kustomizations=frozenset({"a"}))
    assert ["info"] == [each[0] for each in kustomized]


@pytest.mark.parametrize(
    ("own", "theirs", "severity"), [("data", "shop", "warning"), ("", "shop", "info"), ("shpo", "shop", "warning")]
)
def test_pods_of_another_namespace(own: str, theirs: str, severity: str) -> None:
    text = workload("web", "app: web", namespace=theirs) + ingress("p", "app: web", namespace=own)

    assert [severity] == [each[0] for each in found("SVC801", text)]


def test_pods_of_another_namespace_while_others_are_there() -> None:
    text = workload("web", "app: web", namespace="shop") + workload("db", "app: db", namespace="data")

    assert ["info"] == [each[0] for each in found("SVC801", text + ingress("p", "app: web", namespace="data"))]
    elsewhere = Settings(external=External(namespaces=frozenset({"data"})))
    alone = workload("web", "app: web", namespace="shop") + ingress("p", "app: web", namespace="data")
    assert ["info"] == [each[0] for each in found("SVC801", alone, elsewhere)]


def test_run_time_labels_explain_a_miss() -> None:
    text = workload("db", "app: db, roles: primary") + ingress("p", "app: db, role: primary")

    assert ["warning"] == [each[0] for each in found("SVC801", text)]
    assert ["info"] == [each[0] for each in found("SVC801", workload("db", "app: db") + ingress("p", "app: db, role: primary"))]


@pytest.mark.parametrize(
    ("peer", "severities"),
    [
        (pods("app: wep"), ["warning"]),
        (pods("app: web"), []),
        (pods("app: ledger"), []),
        ("podSelector: {}", []),
        ("namespaceSelector: {}, " + pods("app: wep"), []),
        ("namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}, " + pods("app: wep"), ["warning"]),
        ("namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: other}}, " + pods("app: wep"), []),
        ("namespaceSelector: {matchExpressions: [{key: a, operator: Perhaps}]}, " + pods("app: wep"), []),
        ("ipBlock: {cidr: 10.0.0.0/8}", []),
    ],
)
def test_peers_that_miss_pods_by_a_slip(peer: str, severities: list[str]) -> None:
    text = WEB + CART + ingress("p", "app: web", f"{{from: [{{{peer}}}]}}")

    assert severities == [each[0] for each in found("SVC801", text)]


def test_peers_under_to_are_called_so() -> None:
    text = WEB + egress("p", "app: web", f"{{to: [{{{pods('app: wep')}}}]}}")

    assert (
        'warning: a peer of NetworkPolicy p under "to" selects no pod: none carries app: wep; Deployment web has app: web'
        == only("SVC801", text)
    )
    assert [] == found("SVC801", WEB + egress("p", "app: web", f"{{to: [{{{pods('app: ledger')}}}]}}"))


def listing(*values: str, operator: str = "In", key: str = "key: app") -> str:
    expression = f"{{{key}, operator: {operator}, values: [{', '.join(values)}]}}"
    return WEB + workload("api", "app: api-server") + policy("p", f"podSelector: {{matchExpressions: [{expression}]}}")


def test_one_of_several_values_is_a_slip() -> None:
    text = listing("web", "api-sever")

    assert "warning: the value api-sever of NetworkPolicy p selects no pod; Deployment api has app: api-server" == only(
        "SVC801", text
    )
    assert ["api-sever"] == place("SVC801", text)
    assert text.replace("api-sever]", "api-server]") == fixed("SVC801", text)
    assert ["warning"] == [each[0] for each in found("SVC801", listing("web", "api-sever", "[]", "ledger"))]


@pytest.mark.parametrize(
    "text",
    [
        listing("web", "ledger"),
        listing("web", "api-server", "api-sever"),
        listing("web", "api-sever", operator="NotIn"),
        listing("web", "api-server"),
    ],
)
def test_several_values_without_a_slip(text: str) -> None:
    assert [] == found("SVC801", text)


def test_values_without_a_key() -> None:
    assert [] == found("SVC801", listing("web", "api-sever", key="a: b"))


def test_a_condition_without_a_value_is_on_no_workload_itself() -> None:
    keeper = workload("keeper", "app: keeper")
    text = keeper + ingress(
        "keeper", "app: keeper", "{from: [{podSelector: {matchExpressions: [{key: task, operator: Exists}]}}]}"
    )

    assert [] == [message for _, message, _ in found("SVC801", text) if "itself carries" in message]


@pytest.mark.parametrize("labels", ["web-client: 'true'", "app: web, tier: made-later"])
def test_callers_that_share_some_labels_may_be_made_elsewhere(labels: str) -> None:
    assert [] == found("SVC801", WEB + ingress("web", "app: web", f"{{from: [{{{pods(labels)}}}]}}"))
