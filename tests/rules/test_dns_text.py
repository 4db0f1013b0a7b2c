"""Names in text that lead nowhere: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.graph.worlds import service
from tests.rules.naming import WEB, config, fixed, found, only, place, stateful


def test_place_is_the_name_inside_the_text() -> None:
    text = config('"jdbc:postgresql://db-0.db.shop.pod.cluster.local:5432/shop"') + stateful()

    assert place("SVC411", text) == ["db-0.db.shop.pod.cluster.local"]


@pytest.mark.parametrize(
    "name", ["10-0-3-7.shop.pod.cluster.local", "$(IP).shop.pod.cluster.local", "db-0.db.shop.pod.example.com", "x.pod.y"]
)
def test_names_that_may_resolve(name: str) -> None:
    assert found("SVC411", config(name)) == []


def test_name_of_a_pod_alone_has_no_fix() -> None:
    text = config("http://web.shop.pod.cluster.local/")

    assert "a name below svc.cluster.local may be meant" in only("SVC411", text)
    assert fixed("SVC411", text) == text


def test_the_zone_is_the_configured_one() -> None:
    settings = Settings(cluster_domain="k8s.test")

    assert found("SVC411", config("a.b.c.pod.cluster.local"), settings) == []
    assert "a.b.c.svc.k8s.test" in fixed("SVC411", config("a.b.c.pod.k8s.test"), settings)


def test_other_fields_are_left_alone() -> None:
    assert found("SVC411", "apiVersion: example.com/v1\nkind: A\nspec: {name: a.b.c.pod.cluster.local}") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("wbe.shop.svc", "web.shop.svc"),
        ("http://wbe.shop.svc.cluster.local:80/x", "http://web.shop.svc.cluster.local:80/x"),
        ("x.wbe.shop.svc", "x.web.shop.svc"),
        ("http://wbe:80/x", "http://web:80/x"),
        ("http://wbe.shop:80/x", "http://web.shop:80/x"),
        ("web.shpo.svc", "web.shop.svc"),
    ],
)
def test_slips_are_errors_and_mended(name: str, expected: str) -> None:
    text = WEB + config(name)

    assert [("error", None)] == [(severity, doubt) for severity, _, doubt in found("SVC412", text)]
    assert fixed("SVC412", text) == WEB + config(expected)


def test_right_name_in_the_wrong_namespace() -> None:
    text = WEB + stateful().replace("shop", "data") + config("db.shop.svc")

    assert only("SVC412", text).endswith("; Service db is in namespace data, not in shop")
    assert fixed("SVC412", text) == text.replace("db.shop.svc", "db.data.svc")


def test_nothing_near_in_a_closed_world_is_a_warning() -> None:
    text = WEB + config("http://queue.shop.svc:80")

    assert only("SVC412", text) == "warning: queue.shop.svc:80 names Service queue of namespace shop, which does not exist"
    assert fixed("SVC412", text) == text


def test_a_word_more_in_a_closed_world_is_a_warning_without_a_fix() -> None:
    text = WEB + config("http://web-svc:80/x")

    assert only("SVC412", text) == (
        "warning: web-svc:80 names Service web-svc of namespace shop, which does not exist; the nearest is Service web"
    )
    assert fixed("SVC412", text) == text


def test_two_near_names_are_not_chosen_between() -> None:
    text = WEB + WEB.replace("web", "wbe2") + WEB.replace("web", "we") + config("wbe.shop.svc")

    assert fixed("SVC412", text) == text


def test_a_misspelt_default_namespace_is_none_that_kubectl_supplies() -> None:
    text = service("web", "app: web") + "---\n" + config("http://web.defualt.svc/")

    assert only("SVC412", text).endswith("; Service web is in namespace default")


def test_nothing_of_the_namespace_given_is_a_doubt() -> None:
    ((severity, message, doubt),) = found("SVC412", WEB + config("zipkin.tracing.svc"))

    assert (severity, message) == (
        "info",
        "zipkin.tracing.svc names Service zipkin of namespace tracing, which is not in these files",
    )
    assert doubt is not None


def test_there_is_no_fix_where_the_place_is_not_known() -> None:
    text = WEB + config('"w\\x62e.shop.svc"')

    assert place("SVC412", text) == ['"w\\x62e.shop.svc"']
    assert fixed("SVC412", text) == text


@pytest.mark.parametrize(
    "text",
    [
        "|\n    # comment\n    upstream wbe.shop.svc;\n",
        ">-\n    first line\n    wbe.shop.svc last\n",
        "'it''s wbe.shop.svc'",
        '"\\twbe.shop.svc\\n"',
    ],
)
def test_place_is_exact_in_every_style(text: str) -> None:
    assert place("SVC412", WEB + config(text)) == ["wbe.shop.svc"]


def test_other_sources_of_names() -> None:
    ingress = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: a, namespace: shop, annotations: {nginx.ingress.kubernetes.io/auth-url: "http://wbe.shop.svc/auth"}}
---
apiVersion: v1
kind: Pod
metadata: {name: b, namespace: shop}
spec:
  initContainers: [{name: w, image: w, command: [sh, -c, "until nslookup wbe.shop.svc; do sleep 1; done"]}]
  containers: [{name: c, image: c, livenessProbe: {exec: {command: [curl, "wbe.shop.svc/health"]}}}]
---
"""

    assert place("SVC412", WEB + ingress) == ["wbe.shop.svc"] * 3


def test_a_service_without_a_name_is_not_the_nearest_of_any() -> None:
    nameless = (
        "apiVersion: v1\nkind: Service\nmetadata: {namespace: shop}\nspec: {selector: {app: web}, ports: [{port: 80}]}\n---\n"
    )

    assert [] == found("SVC412", nameless + config("collector:80"))
