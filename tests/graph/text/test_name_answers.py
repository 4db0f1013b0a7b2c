"""What host names in text mean in a world."""

from __future__ import annotations

import pytest

from svclint.graph.answers import Contradicted, Matched
from svclint.graph.dns.lookup import look_up
from svclint.graph.dns.zone import Zone
from svclint.graph.text.name_answers import Reading, takes
from svclint.settings import External, Settings
from tests.graph.naming import OFFICE, SHOP, config, read, summary
from tests.graph.worlds import graph_of, service, service_of


@pytest.mark.parametrize(
    ("text", "service_name", "namespace", "prefix"),
    [
        ("http://web", "web", "shop", ()),
        ("http://web.shop", "web", "shop", ()),
        ("http://mail.office:80", "mail", "office", ()),
        ("web.shop.svc", "web", "shop", ()),
        ("mail.office.svc.cluster.local", "mail", "office", ()),
        ("http://db-0.db", "db", "shop", ("db-0",)),
        ("db-0.db.shop", "db", "shop", ("db-0",)),
        ("x-$(ORDINAL).db", "db", "shop", ("x-$(ORDINAL)",)),
        ("x.db.shop.svc", "db", "shop", ("x",)),
        ("db:5432", "db", "shop", ()),
        ("db:9999", "db", "shop", ()),
    ],
)
def test_names_lead_to_services(text: str, service_name: str, namespace: str, prefix: tuple[str, ...]) -> None:
    found = read(text)

    assert ("Matched", service_name, namespace) == summary(found)
    assert found is not None
    assert prefix == found.prefix


@pytest.mark.parametrize(
    "text",
    [
        "http://example.web/",
        "http://example.com",
        "http://web.com",
        "http://a.b.c.d",
        "https://kubernetes.default.svc",
        "https://kubernetes:443",
        "web.shop.svc.example.com",
        "web.shop.svc.clusterset.local",
        "$(NAME).shop.svc",
        "web.$(NAMESPACE).svc",
        "http://$(NAME)",
        "http://web.svc",
        "http://queue:80",
        "http://queue.shop:80",
        "http://web-0.queue.shop:80",
    ],
)
def test_other_names_are_not_certainly_the_clusters(text: str) -> None:
    assert read(text) is None


def test_the_zone_is_the_configured_one() -> None:
    settings = Settings(cluster_domain="k8s.test")

    assert ("Matched", "web", "shop") == summary(read("web.shop.svc.k8s.test", settings=settings))
    assert read("web.shop.svc.cluster.local", settings=settings) is None


def test_annotations_have_no_search_path() -> None:
    def found(text: str) -> Reading | None:
        where = "metadata: {name: settings, namespace: shop, annotations: {url: 'TEXT'}}"
        manifest = "---\napiVersion: v1\nkind: ConfigMap\n" + where.replace("TEXT", text)
        return next(iter(graph_of(SHOP + manifest).names.all), None)

    assert found("http://web:8080") is None
    assert ("Matched", "web", "shop") == summary(found("http://web.shop:80"))
    assert ("Contradicted", "wbe", "shop") == summary(found("http://wbe.shop.svc:80"))


def test_fields_of_other_objects_are_for_other_rules() -> None:
    manifest = "---\napiVersion: example.com/v1\nkind: Caller\nspec: {url: 'http://wbe.shop.svc'}"

    assert graph_of(SHOP + manifest).names.all == ()


def test_full_name_of_nothing_is_refuted_in_a_closed_world() -> None:
    found = read("queue.shop.svc")

    assert found is not None
    assert found.answer == Contradicted()
    assert found.full


def test_slip_refutes_also_in_an_open_world() -> None:
    found = read("wbe.shop.svc", gap=True)

    assert found is not None
    assert isinstance(found.answer, Contradicted)
    assert found.answer.hint == "the nearest is Service web"


def test_numbers_make_siblings_and_no_slips() -> None:
    open_world, closed_world = read("web2.shop.svc", gap=True), read("web2.shop.svc")

    assert ("Unverifiable", "web2", "shop") == summary(open_world)
    assert ("Contradicted", "web2", "shop") == summary(closed_world)


def test_slip_in_the_namespace() -> None:
    found = read("web.shpo.svc", gap=True)

    assert found is not None
    assert isinstance(found.answer, Contradicted)
    assert found.answer.hint == "Service web is in namespace shop"
    assert ("Unverifiable", "web", "shop2") == summary(read("web.shop2.svc"))
    assert ("Unverifiable", "web", "shpo") == summary(
        read("web.shpo.svc", SHOP + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: shpo}\n")
    )


def test_right_name_in_another_namespace() -> None:
    found = read("mail.shop.svc")

    assert found is not None
    assert isinstance(found.answer, Contradicted)
    assert found.answer.hint == "Service mail is in namespace office, not in shop"


def test_services_without_a_namespace_are_where_the_text_expects_them() -> None:
    unwritten = service("web", "app: web")

    assert ("Matched", "web", "prod") == summary(read("web.prod.svc", unwritten, namespace=""))
    assert ("Unverifiable", "web", "shop") == summary(read("web.shop.svc", unwritten + service("db", "a: b", namespace="shop")))
    settled = Settings(namespace="test")
    assert ("Unverifiable", "web", "prod") == summary(read("web.prod.svc", unwritten, namespace="", settings=settled))


def test_platform_namespaces_hold_more_than_the_files_say() -> None:
    world = service("metrics", "a: b", namespace="kube-system")

    assert ("Unverifiable", "kube-proxy", "kube-system") == summary(read("kube-proxy.kube-system.svc", world))


def test_what_the_user_knows_is_there() -> None:
    there = Settings(external=External(services=frozenset({("shop", "mail"), ("shop", "queue")})))
    managed = Settings(external=External(namespaces=frozenset({"shop"})))

    assert ("Matched", "queue", "shop") == summary(read("queue.shop.svc", settings=there))
    assert read("http://mail:80", settings=there) is None
    assert ("Matched", "mail", "shop") == summary(read("http://mail:80", settings=managed))
    assert read("http://wbe:80", settings=managed) is None


def test_readings_by_who_says_them() -> None:
    graph = graph_of(SHOP + config("http://web db:5432 http://db"))

    assert {owner.name: len(found) for owner, found in graph.names.by_owner.items()} == {"settings": 2}


@pytest.mark.parametrize(
    ("ports", "ip", "number", "expected"),
    [
        ("{port: 80}", "", 80, True),
        ("{port: 80}", "", 8080, False),
        ("{port: 80}", "", None, True),
        ("{port: 80}", "clusterIP: None", 8080, True),
        ("{port: 80}", "type: ExternalName", 8080, True),
        ("", "", 8080, True),
        ("{port: http}", "", 8080, True),
    ],
)
def test_which_connections_a_service_takes(ports: str, ip: str, number: int | None, *, expected: bool) -> None:
    text = service("web", "app: web", ports=ports).replace("spec: {", f"spec: {{{ip}, " if ip else "spec: {")

    assert expected is takes(service_of(graph_of(text), "web"), number)


def test_the_answer_of_a_matched_name_is_the_service() -> None:
    found = read("web.shop.svc")

    assert found is not None
    assert isinstance(found.answer, Matched)
    assert [each.name for each in found.answer.found] == ["web"]


@pytest.mark.parametrize(
    "name", ["web.shop.svc", "web", "web.shop", "mail.office.svc", "wbe.shop.svc", "web.office.svc", "mail"]
)
def test_who_asks_the_records_gets_the_same_answer(name: str) -> None:
    graph = graph_of(SHOP + OFFICE + config(f"http://{name}:80"))
    reading = graph.names.all[0]

    assert isinstance(reading.answer, Matched) == (look_up(Zone(graph), name, "shop").outcome == "answers")


def test_the_name_of_the_clusters_dns_is_everywhere() -> None:
    there = (
        "---\napiVersion: v1\nkind: Service\nmetadata: {name: metrics, namespace: kube-system}\nspec: {ports: [{port: 80}]}\n"
    )

    assert read("kube-dns.kube-system.svc", there) is None
