"""Istio: subsets, gateways, hosts, and what applies to workloads."""

from __future__ import annotations

import pytest

from svclint.settings import External, Settings
from tests.rules.naming import fixed
from tests.rules.routing import MESH, WEB, changed, told

RULES = ("SVC720", "SVC721", "SVC722", "SVC723", "SVC724", "SVC725", "SVC726", "SVC727")
RELEASE = "---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a}\n"
SENDS = "VirtualService web sends requests to subset"
RULE = "kind: DestinationRule\nmetadata: {name: web, namespace: shop}"


def _levels(rule: str, text: str) -> list[str]:
    return [each.partition(":")[0] for each in told(rule, text)]


def test_what_fits_together_is_let_be() -> None:
    assert [] == [text for rule in RULES for text in told(rule, MESH)]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("subset: stable", "subset: stabel", f"error: {SENDS} stabel, and DestinationRule web has stable; stable may be meant"),
        ("subset: stable", "subset: v2", f"error: {SENDS} v2, and DestinationRule web has stable"),
        (
            "subsets: [{name: stable, labels: {version: stable}}]",
            "",
            f"error: {SENDS} stable, and DestinationRule web has no subsets",
        ),
        (
            "host: web.shop.svc",
            "host: web.shp.svc",
            (
                f"error: {SENDS} stable, and no DestinationRule is for web.shop.svc.cluster.local; "
                "DestinationRule web is for web.shp.svc.cluster.local"
            ),
        ),
        (
            "host: web.shop.svc",
            "host: web.warehouse.svc",
            (
                f"warning: {SENDS} stable, and no DestinationRule is for web.shop.svc.cluster.local; "
                "DestinationRule web is for web.warehouse.svc.cluster.local"
            ),
        ),
        (
            "host: web.shop.svc",
            "host: payments.shop.svc",
            f"warning: {SENDS} stable, and no DestinationRule is for web.shop.svc.cluster.local",
        ),
        (
            RULE,
            RULE.replace("DestinationRule", "Nothing"),
            (
                f"info: {SENDS} stable, and no DestinationRule is for web.shop.svc.cluster.local - "
                "no DestinationRule is among the files given (pass its manifest too)"
            ),
        ),
    ],
)
def test_subset_that_no_rule_has(old: str, new: str, expected: str) -> None:
    assert [expected] == told("SVC720", changed(MESH, (old, new)))


def test_unknown_subset_is_in_doubt_in_an_open_world_and_weaker_in_another_folder() -> None:
    wrong = changed(MESH, ("subset: stable", "subset: v2"))
    cut = wrong.index("---\napiVersion: networking.istio.io/v1\nkind: VirtualService")
    split = told("SVC720", {"a/rule.yaml": wrong[:cut], "b/route.yaml": wrong[cut:]})

    assert ["info"] == _levels("SVC720", wrong + RELEASE)
    assert ["info"] == _levels("SVC720", changed(MESH, ("host: web.shop.svc", "host: pay.shop.svc")) + RELEASE)
    assert ["warning"] == [each.partition(":")[0] for each in split]


@pytest.mark.parametrize(
    "route",
    [
        "mirror: {host: web, subset: v2}",
        "mirrors: [{destination: {host: web, subset: v2}}]",
        "route: [{destination: {host: web, subset: v2}, weight: 1}, {weight: 2}]",
    ],
)
def test_every_destination_is_looked_at(route: str) -> None:
    assert ["error"] == _levels("SVC720", changed(MESH, ("route: [{destination: {host: web, subset: stable}}]", route)))


def test_rule_with_a_wildcard_is_for_every_host_below() -> None:
    wild = changed(MESH, ("host: web.shop.svc.cluster.local", 'host: "*.shop.svc.cluster.local"'))

    assert [] == told("SVC720", wild)
    assert [] == told("SVC720", changed(MESH, ("{host: web, subset: stable}", "{subset: stable}")))


SLIP = "the labels of subset stable; Deployment web has version: stable"
NO_POD = "no pod behind web.shop.svc.cluster.local carries"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("version: stabel", [f"error: {NO_POD} version: stabel, {SLIP}"]),
        ("verison: stable", [f"error: {NO_POD} verison: stable, {SLIP}"]),
        ("version: v2", [f"warning: {NO_POD} version: v2, the labels of subset stable"]),
        ("topology.istio.io/network: a", []),
        ("pod-template-hash: '5'", []),
        ("", []),
    ],
)
def test_subset_that_no_pod_is_in(labels: str, expected: list[str]) -> None:
    assert expected == told("SVC721", changed(MESH, ("{version: stable}}]", f"{{{labels}}}}}]")))


def test_subset_that_nothing_uses_needs_a_slip() -> None:
    unused = changed(MESH, ("subset: stable}}", "subset: stable}, weight: 0}, {destination: {host: web}"))

    assert [] == told("SVC721", changed(unused, ("{version: stable}}]", "{version: v2}}]")))
    assert ["warning"] == _levels("SVC721", changed(unused, ("{version: stable}}]", "{version: stabel}}]")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("host: web.shop.svc.cluster.local", "host: web.example.com"),
        ("host: web.shop.svc.cluster.local", "host: web.shop.svc.other"),
        ("spec: {selector: {app: web}, ports", "spec: {ports"),
        ("spec: {selector: {app: web}, ports", "spec: {selector: {app: other}, ports"),
    ],
)
def test_hosts_without_known_pods_are_let_be(old: str, new: str) -> None:
    assert [] == told("SVC721", changed(MESH, ("{version: stable}}]", "{version: stabel}}]"), (old, new)))


def test_pods_in_another_folder_may_come_in_another_step() -> None:
    text = changed(MESH, ("{version: stable}}]", "{version: v2}}]"))
    files = {"a/mesh.yaml": text[: text.index(WEB)], "b/web.yaml": WEB}

    assert ["info"] == [each.partition(":")[0] for each in told("SVC721", files)]


def test_subset_without_pods_is_in_doubt_in_an_open_world() -> None:
    assert ["info"] == _levels("SVC721", changed(MESH, ("{version: stable}}]", "{version: v2}}]")) + RELEASE)


UNKNOWN = "no Gateway of networking.istio.io of namespace infra is given (pass its manifest too)"
THERE = "Gateway front is in namespace edge, not in"
IS_FOR = "VirtualService web is for Gateway"


@pytest.mark.parametrize(
    ("gateway", "expected"),
    [
        ("edge/fornt", f"error: {IS_FOR} fornt, which is not in namespace edge; the nearest is Gateway front"),
        ("egde/front", f"error: {IS_FOR} front, which is not in namespace egde; {THERE} egde"),
        ("front", f"error: {IS_FOR} front, which is not in namespace shop; {THERE} shop"),
        ("edge/back", f"warning: {IS_FOR} back, which is not in namespace edge"),
        ("back.edge.svc.cluster.local", f"warning: {IS_FOR} back, which is not in namespace edge"),
        ("infra/a", f"info: {IS_FOR} a, which is not in these files - {UNKNOWN}"),
    ],
)
def test_gateway_that_is_not_there(gateway: str, expected: str) -> None:
    assert [expected] == told("SVC722", changed(MESH, ("[edge/front]", f"[mesh, {gateway}]")))


@pytest.mark.parametrize(
    ("gateway", "right"), [("edge/fornt", "[edge/front]"), ("egde/front", "[edge/front]"), ("edge/back", "[edge/back]")]
)
def test_right_gateway_is_offered_in_the_same_form(gateway: str, right: str) -> None:
    assert right in fixed("SVC722", changed(MESH, ("[edge/front]", f"[{gateway}]")))


def test_gateway_of_kubernetes_is_another_kind() -> None:
    text = MESH.replace("networking.istio.io/v1\nkind: Gateway", "gateway.networking.k8s.io/v1\nkind: Gateway")
    (found,) = told("SVC722", text)

    assert found.startswith("info: ")
    assert found.endswith("no Gateway of networking.istio.io is among the files given (pass its manifest too)")


HOSTS = "VirtualService web of namespace shop is for"
TAKES = "and Gateway front takes shop/*.example.com and status.example.com"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[www.example.com]", "[www.exmaple.com]", [f"error: {HOSTS} www.exmaple.com, {TAKES}; www.example.com may be meant"]),
        ("[www.example.com]", "[a.example.org, b.example.org]", [f"error: {HOSTS} a.example.org and b.example.org, {TAKES}"]),
        ("shop/*.", "store/*.", [f"error: {HOSTS} www.example.com, {TAKES.replace('shop', 'store')}"]),
        ("shop/*.", "./*.", [f"error: {HOSTS} www.example.com, {TAKES.replace('shop', '.')}"]),
        ("shop/*.", "*/*.", []),
        ("hosts: [www.example.com]", "hosts: []", []),
        ('hosts: ["shop/*.example.com", status.example.com]', "hosts: []", []),
    ],
)
def test_hosts_that_the_gateway_does_not_take(old: str, new: str, expected: list[str]) -> None:
    assert expected == told("SVC723", changed(MESH, (old, new)))


def test_hosts_are_in_doubt_without_a_namespace_and_weaker_for_the_mesh() -> None:
    wrong = changed(MESH, ("[www.example.com]", "[a.example.org]"))
    unwritten = changed(
        wrong, ("kind: VirtualService\nmetadata: {name: web, namespace: shop}", "kind: VirtualService\nmetadata: {name: web}")
    )

    assert ["info"] == _levels("SVC723", unwritten)
    assert ["info"] == _levels(
        "SVC723", changed(MESH, ("{name: front, namespace: edge}", "{name: front}"), ("edge/", "default/"), ("shop/", "./"))
    )
    assert ["warning"] == _levels("SVC723", changed(wrong, ("[edge/front]", "[mesh, edge/front]")))
    assert ["error"] == _levels("SVC723", changed(unwritten, ("shop/*.", "*.")))


@pytest.mark.parametrize(("number", "served"), [("80", True), ("8080", True), ("81", True), ("8443", False), ("a", True)])
def test_port_that_the_service_of_the_gateway_has_not(number: str, served: bool) -> None:  # noqa: FBT001 - a column of the table
    expected = (
        []
        if served
        else ["warning: Gateway front listens on port 8443, and Service proxy in front of its pods has port http (80)"]
    )

    assert expected == told("SVC724", changed(MESH, ("number: 80", f"number: {number}")))


def test_port_is_not_asked_for_without_a_service_or_on_the_network_of_the_node() -> None:
    wrong = changed(MESH, ("number: 80", "number: 8443"))

    assert [] == told("SVC724", changed(wrong, ("spec: {selector: {app: proxy}", "spec: {selector: {app: other}")))
    assert [] == told(
        "SVC724",
        changed(wrong, ("      containers: [{name: proxy", "      hostNetwork: true\n      containers: [{name: proxy")),
    )
    assert [] == told("SVC724", changed(wrong, ("selector: {app: proxy}", "selector: {}")))


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("app: proxi", ["error: no pod carries app: proxi, the selector of Gateway front; Deployment proxy has app: proxy"]),
        ("ap: proxy", ["error: no pod carries ap: proxy, the selector of Gateway front; Deployment proxy has app: proxy"]),
        ("istio: ingressgateway", []),
        ("app: payments", []),
    ],
)
def test_gateway_that_misses_its_pods(selector: str, expected: list[str]) -> None:
    assert expected == told("SVC725", changed(MESH, ("selector: {app: proxy}", f"selector: {{{selector}}}")))


def test_gateway_without_a_selector_is_for_every_proxy() -> None:
    assert [] == told("SVC725", changed(MESH, ("  selector: {app: proxy}\n", "")))


POD = "Deployment web has app: web"
IDLE = "AuthorizationPolicy web applies to nothing: no pod of namespace shop carries"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("matchLabels: {app: web}}}\n-", "matchLabels: {app: wbe}}}\n-", [f"error: {IDLE} app: wbe; {POD}"]),
        ("matchLabels: {app: web}}}\n-", "matchLabels: {app: pay}}}\n-", [f"warning: {IDLE} app: pay"]),
        ("matchLabels: {app: web}}}\n-", "matchLabels: {}}}\n-", []),
        ("matchLabels: {app: web}}}\n-", "matchLabels: {app: 1}}}\n-", []),
    ],
)
def test_policy_for_no_pod(old: str, new: str, expected: list[str]) -> None:
    assert expected == told("SVC726", changed(MESH, (old, new)))


def test_policy_is_in_doubt_in_an_open_world_and_wide_in_the_root_namespace() -> None:
    wrong = changed(MESH, ("matchLabels: {app: web}}}\n-", "matchLabels: {app: pay}}}\n-"))
    policy = "kind: AuthorizationPolicy\nmetadata: {name: web, namespace: "

    assert ["info"] == _levels("SVC726", wrong + RELEASE)
    assert ["info"] == _levels("SVC726", changed(wrong, (f"{policy}shop", f"{policy}elsewhere")))
    assert [] == told("SVC726", changed(wrong, (f"{policy}shop", f"{policy}istio-system")))


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (
            "group: networking.istio.io, kind: ServiceEntry, name: pyament",
            (
                "error: AuthorizationPolicy web is for ServiceEntry pyament, which is not in namespace shop; "
                "the nearest is ServiceEntry payment"
            ),
        ),
        (
            "group: gateway.networking.k8s.io, kind: Gateway, name: waypoint",
            (
                "info: AuthorizationPolicy web is for Gateway waypoint, which is not in these files - "
                "no Gateway of gateway.networking.k8s.io is among the files given (pass its manifest too)"
            ),
        ),
        ("group: networking.istio.io, kind: ServiceEntry, name: payment", ""),
        ("group: networking.istio.io, kind: ServiceEntry, name: other", ""),
        ("group: '', kind: Service, name: wbe", ""),
        ("kind: Gateway", ""),
    ],
)
@pytest.mark.parametrize("field", ["targetRefs: [{X}]", "targetRef: {X}"])
def test_policy_for_a_target_that_is_not_there(field: str, target: str, expected: str) -> None:
    entry = "---\napiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: payment, namespace: shop}\n"
    text = changed(MESH, ("selector: {matchLabels: {app: web}}}\n-", field.replace("X", target) + "}\n-")) + entry

    assert ([expected] if expected else []) == told("SVC726", text)


@pytest.mark.parametrize(
    ("delegate", "expected"),
    [
        ("name: inside", []),
        ("name: inside, namespace: shop", []),
        ("name: insdie", ["error: {0} insdie, which is not in namespace shop; the nearest is VirtualService inside"]),
        ("name: payments", ["warning: {0} payments, which is not in namespace shop"]),
        (
            "name: a, namespace: b",
            ["info: {0} a, which is not in these files - no VirtualService of networking.istio.io of namespace b is given"],
        ),
        ("namespace: b", []),
    ],
)
def test_delegate_that_is_not_there(delegate: str, expected: list[str]) -> None:
    found = told("SVC728", changed(MESH, ("route: [{destination: {host: web, subset: stable}}]", f"delegate: {{{delegate}}}")))
    leaves = "VirtualService web leaves routes to VirtualService"

    assert [each.format(leaves) for each in expected] == [each.removesuffix(" (pass its manifest too)") for each in found]


INSIDE = "kind: VirtualService\nmetadata: {name: inside, namespace: shop}"
OUTSIDE = INSIDE.replace("shop", "edge")
ELSEWHERE = (
    "VirtualService inside is for web, here web.edge.svc.cluster.local, which is no Service; "
    "the Service is web.shop.svc.cluster.local"
)


def test_short_name_is_one_of_the_own_namespace() -> None:
    text = changed(MESH, (INSIDE, OUTSIDE))
    entry = "---\napiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: a, namespace: edge}\n"
    declared = entry + "spec: {hosts: [HOST]}\n"

    assert [f"error: {ELSEWHERE}"] == told("SVC727", text)
    assert [] == told("SVC727", text + declared.replace("HOST", "web.edge.svc.cluster.local"))
    assert [] == told("SVC727", text, Settings(external=External(services=frozenset({("edge", "web")}))))
    assert [] == told("SVC727", changed(text, ("hosts: [web]", "hosts: [web.shop.svc.cluster.local]")))
    assert [] == told("SVC727", changed(text, ("hosts: [web]", "hosts: [payments]")))
    assert [] == told("SVC727", changed(text, ("hosts: [web]", "hosts: [web]\n  gateways: [edge/front]")))


def test_short_name_is_in_doubt_without_namespaces_and_weaker_in_another_folder() -> None:
    text = changed(MESH, (INSIDE, OUTSIDE))
    unwritten = changed(MESH, (INSIDE, INSIDE.replace(", namespace: shop", "")))
    several = text + WEB.replace("namespace: shop", "namespace: store")
    cut = text.index("---\napiVersion: security.istio.io")

    assert ["VirtualService inside gives no namespace, so `kubectl -n` decides"] == [
        each.partition(" - ")[2] for each in told("SVC727", unwritten)
    ]
    assert ["info"] == _levels("SVC727", text + RELEASE)
    assert several == fixed("SVC727", several)
    assert ["warning"] == [each.partition(":")[0] for each in told("SVC727", {"a/a.yaml": text[:cut], "b/b.yaml": text[cut:]})]
