"""Namespaces that nobody labels, and peers split in two: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from tests.graph.policies import ingress, namespace, pods
from tests.graph.worlds import workload
from tests.linting import said
from tests.rules.naming import fixed, found, only

WEB = workload("web", "app: web, tier: front")
AUTOMATIC = "kubernetes.io/metadata.name is the label that every namespace has"


def selecting(selector: str) -> str:
    return WEB + ingress("p", "app: web", f"{{from: [{{namespaceSelector: {{{selector}}}}}]}}")


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        (
            "matchLabels: {name: shop}",
            f"no namespace of these files has the label name: shop; {AUTOMATIC}",
        ),
        (
            "matchLabels: {kubernetes.io/metadata.nane: shop}",
            f"no namespace of these files has the label kubernetes.io/metadata.nane: shop; {AUTOMATIC}",
        ),
        (
            "matchExpressions: [{key: name, operator: In, values: [kube-system]}]",
            f"no namespace of these files has the label name: kube-system; {AUTOMATIC}",
        ),
        (
            "matchLabels: {kubernetes.io/metadata.name: shpo}",
            "no namespace of these files has the label kubernetes.io/metadata.name: shpo; there is namespace shop",
        ),
        (
            "matchLabels: {team: storefrnt}",
            "no namespace of these files has the label team: storefrnt; there is team: storefront",
        ),
        (
            "matchLabels: {taem: storefront}",
            "no namespace of these files has the label taem: storefront; there is team: storefront",
        ),
    ],
)
def test_labels_that_no_namespace_has(selector: str, message: str) -> None:
    assert f"warning: {message}" == only("SVC805", namespace("shop", "team: storefront") + selecting(selector))


@pytest.mark.parametrize(
    "selector",
    [
        "",
        "matchLabels: {kubernetes.io/metadata.name: shop}",
        "matchLabels: {kubernetes.io/metadata.name: monitoring}",
        "matchLabels: {team: storefront}",
        "matchLabels: {team: payments}",
        "matchLabels: {stage: storefront}",
        "matchLabels: {team: []}",
        "matchLabels: 5",
        "matchExpressions: [{key: name, operator: NotIn, values: [shop]}, {operator: In, values: [shop]}]",
        "matchExpressions: [{key: name, operator: In, values: [[]]}]",
        "matchExpressions: [{key: name, operator: Exists}]",
    ],
)
def test_labels_that_a_namespace_may_have(selector: str) -> None:
    assert [] == found("SVC805", namespace("shop", "team: storefront") + selecting(selector))


def test_a_name_label_that_somebody_sets_or_may_set_by_hand() -> None:
    assert [] == found("SVC805", namespace("shop", "name: shop") + selecting("matchLabels: {name: shop}"))
    ((severity, _, doubt),) = found("SVC805", selecting("matchLabels: {name: monitoring}"))
    assert ("info", "somebody may have set it on namespace monitoring by hand (pass the manifest of the namespace too)") == (
        severity,
        doubt,
    )
    kustomized = said(
        {"a/all.yaml": namespace("shop") + selecting("matchLabels: {name: shop}")}, "SVC805", kustomizations=frozenset({"a"})
    )
    assert ["info"] == [each[0] for each in kustomized]


def test_the_label_is_mended() -> None:
    text = namespace("shop", "team: storefront") + selecting("matchLabels: {name: shop, team: storefrnt}")

    mended = text.replace("{name: shop, team: storefrnt}", "{kubernetes.io/metadata.name: shop, team: storefront}")
    assert mended == fixed("SVC805", text)


def peers(first: str, second: str, *, more: str = "") -> str:
    return ingress("p", "app: web", f"{{from: [{{{first}}}, {{{second}}}{more}]}}", namespace="shop")


TEAM = "namespaceSelector: {matchLabels: {team: a}}"


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        (TEAM, pods("app: prometheus"), 1),
        (pods("app: prometheus"), TEAM, 1),
        (TEAM, pods("app: web"), 0),
        (TEAM, "podSelector: {}", 0),
        ("namespaceSelector: {}", pods("app: prometheus"), 0),
        (TEAM, TEAM, 0),
        (pods("app: a"), pods("app: b"), 0),
        (TEAM + ", " + pods("app: a"), pods("app: b"), 0),
        (TEAM, "ipBlock: {cidr: 10.0.0.0/8}", 0),
    ],
)
def test_two_peers_where_one_may_be_meant(first: str, second: str, count: int) -> None:
    web = workload("web", "app: web", namespace="shop")

    assert ["info"] * count == [each[0] for each in found("SVC806", web + peers(first, second))]


def test_three_peers_are_meant_as_a_list() -> None:
    more = ", {ipBlock: {cidr: 10.0.0.0/8}}"

    assert [] == found("SVC806", peers(TEAM, pods("app: prometheus"), more=more))
