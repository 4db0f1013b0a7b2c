"""Short names that no Service of the namespace has."""

from __future__ import annotations

import pytest

from svclint.graph.answers import Contradicted, Unverifiable
from tests.graph.naming import OFFICE, SHOP, config, read, summary
from tests.graph.worlds import graph_of, service, workload


def test_short_name_of_another_namespace() -> None:
    found = read("http://mail:80")

    assert found is not None
    assert isinstance(found.answer, Contradicted)
    assert found.answer.certain
    assert [each.namespace for each in found.elsewhere] == ["office"]
    assert read("http://mail:9999") is None


def test_short_name_of_another_namespace_is_doubtful_where_more_may_be_there() -> None:
    own = read("http://mail:80", OFFICE)
    unwritten = read("http://mail:80", SHOP + service("mail", "app: mail"))
    gap = read("http://mail:80", gap=True)

    assert own is not None
    assert isinstance(own.answer, Contradicted)
    assert not own.answer.certain
    assert unwritten is not None
    assert isinstance(unwritten.answer, Unverifiable)
    assert "Service mail gives no namespace" in unwritten.answer.because
    assert gap is not None
    assert isinstance(gap.answer, Unverifiable)
    assert "chart.yaml" in gap.answer.because


def test_short_name_that_is_nearly_a_service() -> None:
    found = read("http://wbe:80")

    assert found is not None
    assert isinstance(found.answer, Contradicted)
    assert found.answer.hint == "the nearest is Service web"
    assert ("Contradicted", "wbe", "shop") == summary(read("http://wbe.shop:80", namespace="office"))


@pytest.mark.parametrize(
    "text", ["http://wbe", "http://wbe:9999", "http://web-svc:9999", "http://queue:80", "say wbe:80 aloud"]
)
def test_short_name_is_left_alone_where_the_slip_does_not_show(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("text", ["http://web-svc:80", "http://web2:80/x", "http://web-svc/x", "web-svc:80"])
def test_a_word_or_number_more_is_a_miss_that_is_not_certain(text: str) -> None:
    found = read(text)

    assert found is not None
    assert isinstance(found.answer, Contradicted)
    assert (found.answer.hint, found.answer.certain) == ("the nearest is Service web", False)


@pytest.mark.parametrize(
    "text",
    [
        "upstream app { server wbe:80 max_fails=3; }",
        "server s1 wbe:80 check",
        "fastcgi_pass wbe:80;",
        "reverse_proxy wbe:80",
        "user:secret@tcp(wbe:80)/shop",
        "jdbc:oracle:thin:@wbe:80:XE",
        '{"addr": "wbe:80", "id": 1}',
        'hosts => ["other.example.com:80", "wbe:80"]',
        "- wbe:80",
    ],
)
def test_a_host_is_known_by_what_stands_before_it(text: str) -> None:
    assert ("Contradicted", "wbe", "shop") in [summary(each) for each in graph_of(SHOP + config(text)).names.all]


@pytest.mark.parametrize(
    "text", ['{"image": "wbe:80", "id": 1}', 'run "wbe:80" now', '{"addr": "wbe:80/x"}', "observer wbe:80 x"]
)
def test_a_word_and_a_number_may_be_anything(text: str) -> None:
    assert read(text) is None


def test_a_name_that_the_text_itself_defines_is_no_miss() -> None:
    text = "|\n    upstream web-svc { server web:80; }\n    proxy_pass http://web-svc:80/;"

    assert all(each.service == "web" for each in graph_of(SHOP + config(text)).names.all)


def test_the_path_of_a_url_settles_its_port() -> None:
    assert ("Contradicted", "wbe", "shop") == summary(read("http://wbe/x"))
    assert read("https://wbe/x") is None
    assert read("ftp://wbe/x") is None


def test_a_number_that_a_pod_has_is_no_service_misspelt() -> None:
    pods = workload("web", "app: web", namespace="shop", kind="StatefulSet")

    assert read("http://web-0:80", SHOP + pods) is None
    assert read("http://web-0:80", SHOP + pods.replace("name: web,", "name: other,")) is not None


def test_short_name_is_left_alone_in_an_open_world() -> None:
    assert read("http://wbe:80", gap=True) is None


def test_hosts_files_of_pods_know_more_names() -> None:
    aliases = workload("web", "app: web", namespace="shop", pod="hostAliases: [{ip: 192.0.2.1, hostnames: [wbe]}]")

    assert read("http://wbe:80", SHOP + aliases) is None
    assert read("http://wbe:80", SHOP + workload("web", "app: web", namespace="shop")) is not None
    assert (
        read("http://wbe:80", SHOP + "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x, namespace: shop}\n")
        is not None
    )


def test_a_name_may_be_wrong_in_several_places() -> None:
    graph = graph_of(SHOP + config("http://wbe:80 http://wbe:80/other"))

    assert [("Contradicted", "wbe", "shop")] * 2 == [summary(each) for each in graph.names.all]
