"""Gateway API: references that leave a namespace, and shares of requests."""

from __future__ import annotations

import pytest

from svclint.settings import External, Settings
from tests.rules.routing import GATEWAY, changed, told

NO_GRANT = "no ReferenceGrant of namespace shop lets TCPRoute sql of edge refer to Service web"
WITHOUT = changed(GATEWAY, ("kind: ReferenceGrant", "kind: ConfigMap"))
BACKEND = "{name: web, namespace: shop, port: 80}"
SOURCE = "{group: gateway.networking.k8s.io, kind: TCPRoute, namespace: edge}"


@pytest.mark.parametrize(
    ("old", "new", "near"),
    [
        (
            "kind: TCPRoute, namespace",
            "kind: UDPRoute, namespace",
            '; ReferenceGrant from-edge is from kind "UDPRoute", not "TCPRoute"',
        ),
        (
            "TCPRoute, namespace: edge",
            "TCPRoute, namespace: egde",
            '; ReferenceGrant from-edge is from namespace "egde", not "edge"',
        ),
        (
            SOURCE,
            "{kind: Service, namespace: edge}",
            '; ReferenceGrant from-edge is from group "", not "gateway.networking.k8s.io"',
        ),
        (
            "grant, namespace: shop",
            "grant, namespace: edge",
            "; ReferenceGrant grant stands in namespace edge, and counts only in shop",
        ),
        ("kind: Service, name: web", "kind: Service, name: wbe", "; ReferenceGrant from-edge opens Service wbe, not web"),
        (
            "kind: Service, name: web",
            "kind: Secret, name: web",
            '; ReferenceGrant from-edge opens kind Secret of group "", and Services are of group ""',
        ),
        ("TCPRoute, namespace: edge", "HTTPRoute, namespace: data", ""),
    ],
)
def test_grants_that_do_not_hold(old: str, new: str, near: str) -> None:
    text = GATEWAY.replace("name: from-edge", "name: grant") if "grant," in old else GATEWAY

    assert [f"error: {NO_GRANT}{near}"] == told("SVC715", changed(text, (old, new)))


def test_grant_that_explains_the_miss_is_shown_before_others() -> None:
    grants = changed(GATEWAY, (SOURCE, f"{SOURCE}, {{kind: A, namespace: b}}"), ("Service, name: web", "Service, name: data"))
    slip = grants[grants.index("---\napiVersion: gateway.networking.k8s.io/v1beta1") :].split("---\n")[1]
    text = f"{grants}---\n{changed(slip, ('name: data', 'name: wbe'), ('from-edge', 'other'))}"

    assert [f"error: {NO_GRANT}; ReferenceGrant other opens Service wbe, not web"] == told("SVC715", text)


def test_missing_grant_is_in_doubt_where_the_world_is_open() -> None:
    release = "---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\n"
    unwritten = changed(WITHOUT, ("{name: sql, namespace: edge}", "{name: sql}"))

    assert [f"error: {NO_GRANT}"] == told("SVC715", WITHOUT)
    assert ["info"] == [each.partition(":")[0] for each in told("SVC715", WITHOUT + release)]
    assert ["TCPRoute sql gives no namespace, so `kubectl -n` decides"] == [
        each.partition(" - ")[2] for each in told("SVC715", unwritten)
    ]


def test_namespace_that_is_managed_elsewhere_has_every_grant() -> None:
    assert [] == told("SVC715", WITHOUT, Settings(external=External(namespaces=frozenset({"shop"}))))


def test_service_that_is_not_given_needs_a_near_grant() -> None:
    other = BACKEND.replace("web", "other")

    assert [
        (
            "info: no ReferenceGrant of namespace shop lets TCPRoute sql of edge refer to Service other; "
            "ReferenceGrant from-edge opens Service web, not other - no Service of that name is among the files given"
        )
    ] == told("SVC715", changed(GATEWAY, (BACKEND, other)))
    assert [] == told("SVC715", changed(WITHOUT, (BACKEND, other)))


def test_routes_of_a_mesh_need_no_grant() -> None:
    assert [] == told(
        "SVC715", changed(WITHOUT, ("[{name: front, sectionName: sql}]", "[{group: '', kind: Service, name: web}]"))
    )


def test_mirrors_need_a_grant_too() -> None:
    mirror = f"filters: [{{requestMirror: {{backendRef: {BACKEND}}}}}, {{type: Other}}]"

    assert 1 == len(told("SVC715", changed(WITHOUT, (f"backendRefs: [{BACKEND}]", mirror))))


def test_grant_for_a_service_that_is_not_there() -> None:
    wrong = changed(GATEWAY, ("kind: Service, name: web", "kind: Service, name: wbe"))
    every = changed(GATEWAY, ("kind: Service, name: web", "kind: Service"))
    other = changed(GATEWAY, ("kind: Service, name: web", "kind: Secret, name: wbe"))
    far = changed(GATEWAY, ("kind: Service, name: web", "kind: Service, name: payments"))

    assert [
        "error: ReferenceGrant from-edge opens Service wbe, which is not in namespace shop; the nearest is Service web"
    ] == told("SVC716", wrong)
    assert [[], [], []] == [told("SVC716", text) for text in (every, other, far)]


def test_weights_that_leave_nobody_a_share() -> None:
    one = changed(GATEWAY, (BACKEND, f"{BACKEND[:-1]}, weight: 0}}"))

    assert [
        "warning: all backends of a rule of TCPRoute sql have the weight 0, and requests get 500; one needs a weight"
    ] == told("SVC717", one)
    assert [] == told("SVC717", changed(one, ("weight: 0}", "weight: 0}, {name: web, port: 80}")))
