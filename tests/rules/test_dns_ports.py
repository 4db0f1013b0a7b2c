"""Ports behind names in text: what the example of the rule does not show."""

from __future__ import annotations

import pytest

from svclint.catalogue.loader import load_rules
from svclint.engine.check import check
from svclint.engine.selection import Choice
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source
from tests.linting import said
from tests.rules.naming import WEB, config, fixed, found, only, place, stateful


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("http://web:8080/x", "http://web:80/x"),
        ("web.shop.svc.:8080", "web.shop.svc.:80"),
        ("web:9001", "web:9000"),
        ("web:30080", "web:80"),
    ],
)
def test_port_that_leads_there_is_recognised_and_mended(name: str, expected: str) -> None:
    text = WEB + config(f"'{name}'")

    assert [("error", None)] == [(severity, doubt) for severity, _, doubt in found("SVC413", text)]
    assert fixed("SVC413", text) == WEB + config(f"'{expected}'")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("web:8080", "; the pods listen on 8080, and 80 leads there"),
        ("web:30080", "; 30080 is its node port, for clients outside of the cluster"),
        ("web:1234", "web:1234 uses port 1234, and Service web has http (80) and admin (9000) only"),
    ],
)
def test_message_says_what_the_number_is(name: str, hint: str) -> None:
    assert only("SVC413", WEB + config(f"'{name}'")).endswith(hint)


def test_target_of_a_service_without_pods() -> None:
    text = WEB.replace("selector: {app: web}", "selector: {}") + config("http://web:8080")

    assert only("SVC413", text).endswith("; 80 leads there")


def test_any_other_port_has_no_fix() -> None:
    text = WEB + config("http://web:1234")

    assert place("SVC413", text) == ["web:1234"]
    assert fixed("SVC413", text) == text


def test_no_fix_where_the_place_is_not_known() -> None:
    text = WEB + config('"http://w\\x65b:8080"')

    assert fixed("SVC413", text) == text


@pytest.mark.parametrize("name", ["http://web:80", "http://web:9000", "db:6432", "db-0.db:6432", "http://web:$(PORT)", "web"])
def test_ports_that_are_served_or_not_known(name: str) -> None:
    assert found("SVC413", WEB + stateful() + config(f"'{name}'")) == []


def test_alternatives_side_by_side() -> None:
    assert found("SVC413", WEB + WEB.replace("port: 80,", "port: 81,") + config("http://web:81")) == []


def test_another_folder_may_be_another_step() -> None:
    def severities(name: str) -> list[str]:
        discovery = Discovery((Source("a/web.yaml", WEB), Source("b/settings.yaml", config(name))))
        report = check(discovery, Settings(), load_rules(), Choice(select=("SVC413",)))
        return [str(each.severity) for each in report.findings]

    assert severities("http://web:1234") == ["warning"]
    assert severities("http://web:8080") == ["error"]


def test_kustomization_may_change_ports() -> None:
    def doubts(name: str) -> list[bool]:
        found = said(WEB + config(name), "SVC413", kustomizations=frozenset({""}))
        return [doubt is not None for *_, doubt in found]

    assert doubts("http://web:1234") == [True]
    assert doubts("http://web:8080") == [False]


def test_url_with_a_path_and_no_port_means_that_of_its_scheme() -> None:
    text = WEB.replace("port: 80,", "port: 81,")

    def messages(url: str) -> list[str]:
        return [f"{severity}: {message}" for severity, message, _ in found("SVC413", text + config(url))]

    assert messages("http://web.shop.svc/items") == [
        "warning: web.shop.svc without a port means port 80, and Service web has http (81) and admin (9000) only"
    ]
    assert len(messages("https://web.shop/items")) == 1
    assert messages("http://web.shop.svc/") == []
    assert messages("http://web.shop.svc") == []
    assert messages("grpc://web.shop.svc/items") == []
    assert messages("http://web/items") == []
