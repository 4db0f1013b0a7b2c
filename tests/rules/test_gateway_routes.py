"""Gateway API: the parents of routes, and their listeners, hostnames and kinds."""

from __future__ import annotations

import pytest

from svclint.settings import External, Settings
from tests.rules.naming import fixed
from tests.rules.routing import GATEWAY, WEB, changed, told

PARENT = "{name: front, namespace: edge, sectionName: secure}"
RULES = ("SVC710", "SVC711", "SVC712", "SVC713", "SVC714", "SVC715", "SVC716", "SVC717", "SVC718", "SVC719")
NO_SUCH = "HTTPRoute web is for Gateway"
SPLIT = GATEWAY.index("---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute")


def test_what_fits_together_is_let_be() -> None:
    assert [] == [text for rule in RULES for text in told(rule, GATEWAY)]


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        (
            "{name: frnot, namespace: edge}",
            [f"error: {NO_SUCH} frnot, which is not in namespace edge; the nearest is Gateway front"],
        ),
        (
            "{name: front}",
            [f"error: {NO_SUCH} front, which is not in namespace shop; Gateway front is in namespace edge, not in shop"],
        ),
        (
            "{name: front, namespace: egde}",
            [f"error: {NO_SUCH} front, which is not in namespace egde; Gateway front is in namespace edge, not in egde"],
        ),
        ("{name: back, namespace: edge}", [f"warning: {NO_SUCH} back, which is not in namespace edge"]),
        (
            "{name: front, namespace: infra}",
            [
                (
                    f"info: {NO_SUCH} front, which is not in these files - "
                    "no Gateway of gateway.networking.k8s.io of namespace infra is given (pass its manifest too)"
                )
            ],
        ),
        (
            "{kind: Service, name: web}",
            ['error: HTTPRoute web is for a Service of group gateway.networking.k8s.io; Services are of group ""'],
        ),
        ("{group: '', kind: Service, name: web}", []),
        ("{group: core, kind: Service, name: web}", []),
        ("{group: example.com, kind: Mesh, name: web}", []),
        ("{namespace: edge}", []),
    ],
)
def test_parent_that_is_not_there(parent: str, expected: list[str]) -> None:
    assert expected == told("SVC710", changed(GATEWAY, (PARENT, parent)))


def test_without_any_gateway_the_parent_is_in_doubt() -> None:
    (found,) = told("SVC710", GATEWAY[SPLIT:].replace("TCPRoute", "Nothing"))

    assert found.endswith("no Gateway of gateway.networking.k8s.io is among the files given (pass its manifest too)")
    assert [] == [text for rule in RULES[1:5] for text in told(rule, GATEWAY[SPLIT:])]


def test_namespace_that_is_managed_elsewhere_has_every_gateway() -> None:
    text = changed(GATEWAY, (PARENT, "{name: other, namespace: infra}"))

    assert [] == told("SVC710", text, Settings(external=External(namespaces=frozenset({"infra"}))))


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        (PARENT, "{name: frnot, namespace: edge}", "name: front,"),
        (PARENT, "{name: front, namespace: egde}", "namespace: edge}"),
    ],
)
def test_right_name_or_namespace_of_a_parent_is_offered(old: str, new: str, right: str) -> None:
    text = changed(GATEWAY, (old, new))

    assert right in fixed("SVC710", text).split("HTTPRoute")[1].splitlines()[3]


def test_name_that_is_no_string_has_no_fix() -> None:
    assert changed(GATEWAY, (PARENT, "{name: back}")) == fixed("SVC710", changed(GATEWAY, (PARENT, "{name: back}")))


HAS = "listener plain (HTTP, 80), listener secure (HTTPS, 443) and listener sql (TCP, 5432)"


@pytest.mark.parametrize(
    ("parent", "expected"),
    [
        (
            "sectionName: scure",
            f"error: HTTPRoute web is for listener scure of Gateway front, which has {HAS}; secure may be meant",
        ),
        ("port: 8443", f"error: HTTPRoute web is for port 8443 of Gateway front, which has {HAS}"),
        ("sectionName: secure, port: 80", f"error: HTTPRoute web is for port 80 of Gateway front, which has {HAS}"),
    ],
)
def test_listener_that_the_gateway_has_not(parent: str, expected: str) -> None:
    assert [expected] == told("SVC711", changed(GATEWAY, ("sectionName: secure", parent)))


def test_listener_may_come_by_a_kustomization_unless_the_slip_shows() -> None:
    def severities(parent: str) -> list[str]:
        text = changed(GATEWAY, ("sectionName: secure", parent))
        return [each.partition(":")[0] for each in told("SVC711", text, kustomizations=frozenset({""}))]

    assert [["info"], ["error"]] == [severities("port: 8443"), severities("sectionName: scure")]


def test_gateway_of_another_folder_makes_an_unknown_listener_a_warning() -> None:
    text = changed(GATEWAY, ("sectionName: secure", "port: 8443"))
    found = told("SVC711", {"a/gateway.yaml": text[:SPLIT], "b/route.yaml": text[SPLIT:]})

    assert ["warning"] == [each.partition(":")[0] for each in found]


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [
        (
            "[www.exmaple.com]",
            [
                (
                    "error: HTTPRoute web is for www.exmaple.com, and Gateway front listens for *.example.com; "
                    "www.example.com may be meant"
                )
            ],
        ),
        ("[example.com]", ["error: HTTPRoute web is for example.com, and Gateway front listens for *.example.com"]),
        (
            "[www.example.com, example.com]",
            ["warning: example.com of HTTPRoute web is passed over: Gateway front listens for *.example.com"],
        ),
        (
            "[www.example.com, ww2.exmaple.com]",
            [
                (
                    "error: ww2.exmaple.com of HTTPRoute web is passed over: Gateway front listens for *.example.com; "
                    "ww2.example.com may be meant"
                )
            ],
        ),
        ("[a.b.example.com, '*.example.com']", []),
        ("[]", []),
    ],
)
def test_hostnames_that_no_listener_takes(hosts: str, expected: list[str]) -> None:
    assert expected == told("SVC712", changed(GATEWAY, ("[www.example.com]", hosts)))


def test_hostname_is_let_be_where_a_parent_is_not_known_or_refuses_all() -> None:
    unknown = changed(GATEWAY, (PARENT, f"{PARENT}, {{name: other, namespace: infra}}"), ("[www.", "[www.example.com, "))
    refused = changed(
        GATEWAY, (PARENT, f"{PARENT}, {{name: front, namespace: edge, port: 1}}"), ("[www.", "[www.example.com, ")
    )
    mesh = changed(GATEWAY, (PARENT, "{group: '', kind: Service, name: web}"))

    assert [[], [], []] == [told("SVC712", text) for text in (unknown, refused, mesh)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            (("sectionName: secure", "sectionName: sql"),),
            ["error: listener sql (TCP, 5432) of Gateway front takes no HTTPRoute; listener plain (HTTP, 80) does"],
        ),
        (
            (("kind: HTTPRoute", "kind: TLSRoute"), (", sectionName: secure", "")),
            [f"error: {HAS} of Gateway front takes no TLSRoute"],
        ),
        (
            (("routes: public}}}}\n  - {name: sql", "routes: public}}}, kinds: [{kind: GRPCRoute}]}\n  - {name: sql"),),
            ["error: listener secure (HTTPS, 443) of Gateway front takes no HTTPRoute; listener plain (HTTP, 80) does"],
        ),
        (
            (
                (
                    "routes: public}}}}\n  - {name: sql",
                    "routes: public}}}, kinds: [{group: x.io, kind: HTTPRoute}]}\n  - {name: sql",
                ),
            ),
            ["error: listener secure (HTTPS, 443) of Gateway front takes no HTTPRoute; listener plain (HTTP, 80) does"],
        ),
        ((("protocol: TCP", "protocol: example.com/sql"),), []),
    ],
)
def test_kinds_that_listeners_take(changes: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    assert expected == told("SVC714", changed(GATEWAY, *changes))


def test_parent_in_the_core_group_is_the_table_of_services_matter() -> None:
    text = changed(GATEWAY, (PARENT, "{group: '', kind: Service, name: wbe}")) + WEB

    assert [] == told("SVC710", text)


def test_misspelt_kind_is_reported_and_an_unknown_one_let_be() -> None:
    slip = changed(GATEWAY, ("kind: HTTPRoute", "kind: HttpRoute"))
    other = changed(GATEWAY, ("kind: HTTPRoute", "kind: Door"))

    assert ['error: gateway.networking.k8s.io/v1 has no kind "HttpRoute"; did you mean "HTTPRoute"?'] == told("SVC153", slip)
    assert [] == told("SVC153", other)
