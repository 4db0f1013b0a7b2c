"""Gateway API: whom Gateways let in, and what their listeners may be."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.rules.routing import GATEWAY, changed, told

PARENT = "{name: front, namespace: edge, sectionName: secure}"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            (("labels: {routes: public}", "labels: {routes: none}"),),
            [
                (
                    "error: Gateway front of namespace edge takes routes of namespaces with routes: public, "
                    "and HTTPRoute web is of shop, which has routes: none"
                )
            ],
        ),
        (
            (("labels: {routes: public}", "labels: {}"),),
            [
                (
                    "error: Gateway front of namespace edge takes routes of namespaces with routes: public, "
                    "and HTTPRoute web is of shop, which has no labels"
                )
            ],
        ),
        (
            (("kind: Namespace", "kind: ConfigMap"),),
            [
                (
                    "info: Gateway front of namespace edge takes routes of namespaces with routes: public, "
                    "and HTTPRoute web is of shop - the labels of namespace shop are not known (pass its manifest too)"
                )
            ],
        ),
        (
            (("{from: Selector, selector: {matchLabels: {routes: public}}}", "{from: Same}"),),
            ["error: Gateway front of namespace edge takes routes of its own namespace, and HTTPRoute web is of shop"],
        ),
        (
            (("{matchLabels: {routes: public}}", "{matchExpressions: [{key: routes, operator: NotIn, values: [public]}]}"),),
            [
                (
                    "error: Gateway front of namespace edge takes routes of namespaces that its selector takes, "
                    "and HTTPRoute web is of shop, which has routes: public"
                )
            ],
        ),
        ((("{matchLabels: {routes: public}}", "{matchLabels: {kubernetes.io/metadata.name: shop}}"),), []),
        (
            (
                ("kind: Namespace", "kind: ConfigMap"),
                ("{matchLabels: {routes: public}}", "{matchLabels: {kubernetes.io/metadata.name: store}}"),
            ),
            [
                (
                    "error: Gateway front of namespace edge takes routes of namespaces with "
                    "kubernetes.io/metadata.name: store, and HTTPRoute web is of shop"
                )
            ],
        ),
        ((("{from: Selector, selector: {matchLabels: {routes: public}}}", "{from: Selector}"),), []),
        ((("{matchLabels: {routes: public}}", "{matchExpressions: [{key: routes, operator: Is}]}"),), []),
    ],
)
def test_namespaces_that_listeners_take(changes: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    assert expected == told("SVC713", changed(GATEWAY, *changes))


def test_namespace_that_is_not_written_may_be_the_same() -> None:
    text = changed(
        GATEWAY,
        ("{from: Selector, selector: {matchLabels: {routes: public}}}", "{from: Same}"),
        ("kind: HTTPRoute\nmetadata: {name: web, namespace: shop}", "kind: HTTPRoute\nmetadata: {name: web}"),
    )

    (found,) = told("SVC713", text)

    assert found.endswith("HTTPRoute web is of default - HTTPRoute web gives no namespace, so `kubectl -n` decides")
    assert ["error"] == [each.partition(":")[0] for each in told("SVC713", text, Settings(namespace="shop"))]


LISTENERS = """---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: {name: more, namespace: shop}
spec: {parentRef: {name: front, namespace: edge}, listeners: [{name: more, protocol: HTTP, port: 8000}]}
"""
ALLOWED = ("gatewayClassName: envoy", "gatewayClassName: envoy\n  allowedListeners: {namespaces: {from: FROM}}")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (None, ["error: Gateway front takes sets of listeners of no namespace, and ListenerSet more is of shop"]),
        ("Same", ["error: Gateway front takes sets of listeners of its own namespace, and ListenerSet more is of shop"]),
        ("All", []),
    ],
)
def test_sets_of_listeners_are_let_in_by_name_only(source: str | None, expected: list[str]) -> None:
    text = GATEWAY if source is None else changed(GATEWAY, ALLOWED).replace("FROM", source)

    assert expected == told("SVC713", text + LISTENERS)


def test_set_of_listeners_is_a_parent_of_routes_and_has_one() -> None:
    route = changed(GATEWAY, (PARENT, "{kind: ListenerSet, name: more, sectionName: mroe}")) + LISTENERS
    unknown = changed(GATEWAY + LISTENERS, ("parentRef: {name: front", "parentRef: {name: fornt"))

    assert [
        "error: HTTPRoute web is for listener mroe of ListenerSet more, which has listener more (HTTP, 8000); more may be meant"
    ] == told("SVC711", route)
    assert [] == told("SVC713", unknown)
    assert [
        "error: ListenerSet more is for Gateway fornt, which is not in namespace edge; the nearest is Gateway front"
    ] == told("SVC710", unknown)


def test_weights_that_leave_nobody_a_share() -> None:
    one = changed(GATEWAY, ("{name: web, namespace: shop, port: 80}", "{name: web, namespace: shop, port: 80, weight: 0}"))

    assert [
        "warning: all backends of a rule of TCPRoute sql have the weight 0, and requests get 500; one needs a weight"
    ] == told("SVC717", one)
    assert [] == told("SVC717", changed(one, ("weight: 0}", "weight: 0}, {name: web, port: 80}")))


@pytest.mark.parametrize(
    ("listener", "expected"),
    [
        (
            "{name: a, protocol: HTTP, port: 80}",
            [
                (
                    "error: listener a (HTTP, 80) of Gateway front is the same as listener plain"
                    "; leave one out or give it another hostname"
                )
            ],
        ),
        (
            "{name: a, protocol: HTTPS, port: 443, hostname: '*.example.com'}",
            [
                (
                    "error: listener a (HTTPS, 443) of Gateway front is the same as listener secure for *.example.com"
                    "; leave one out or give it another hostname"
                )
            ],
        ),
        ("{name: a, protocol: UDP, port: 5432}", []),
        ("{name: a, protocol: HTTP}", []),
    ],
)
def test_listeners_that_are_the_same(listener: str, expected: list[str]) -> None:
    assert expected == told("SVC718", changed(GATEWAY, ("  - {name: sql", f"  - {listener}\n  - {{name: sql")))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "protocol: HTTPS",
            "protocol: HTTP",
            "(HTTP, 443) of Gateway front cannot have tls: HTTP is not encrypted; HTTPS or TLS is",
        ),
        (
            "tls: {",
            "tls: {mode: Passthrough, ",
            "(HTTPS, 443) of Gateway front cannot pass TLS through: HTTPS ends it at the Gateway",
        ),
        (
            "protocol: TCP",
            "hostname: a.example.com, protocol: TCP",
            "of Gateway front cannot have a hostname: TCP knows no hosts",
        ),
    ],
)
def test_listeners_that_no_server_takes(old: str, new: str, expected: str) -> None:
    (found,) = told("SVC719", changed(GATEWAY, (old, new)))

    assert expected in found


@pytest.mark.parametrize(
    ("protocol", "expected"),
    [
        ("https", "HTTPS"),
        ("Http", "HTTP"),
        ("HTPS", "HTTPS"),
        ("TCPP", "TCP"),
        ("HTTP2", None),
        ("example.com/odd", None),
        ("5", None),
    ],
)
def test_protocol_that_is_a_slip(protocol: str, expected: str | None) -> None:
    found = told("SVC729", changed(GATEWAY, ("protocol: HTTPS", f"protocol: {protocol}")))
    words = (
        f"error: listener secure of Gateway front has the protocol {protocol}, which does not exist; {expected} may be meant"
    )

    assert ([words] if expected else []) == found
