"""Names in text across namespaces and clusters: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.catalogue.finding import Profile
from svclint.catalogue.loader import load_rules
from svclint.engine.check import check
from svclint.engine.selection import Choice
from svclint.settings import External, Settings
from svclint.sources.source import Discovery, Source
from tests.linting import lint
from tests.rules.naming import WEB, config, fixed, found, only, stateful

INTERNAL = Settings(cluster_domain="cluster.internal")


@pytest.mark.parametrize(
    ("name", "severity"),
    [
        ("web.shop.svc.cluster.local", "error"),
        ("other.other.svc.cluster.local", "error"),
        ("web.shop.svc.cluster.internl", "error"),
        ("web.shop.svc.east.example.com", "warning"),
    ],
)
def test_zones_that_are_not_the_clusters(name: str, severity: str) -> None:
    text = WEB + config(name)

    assert [severity] == [each for each, *_ in found("SVC417", text, INTERNAL)]


@pytest.mark.parametrize(
    "name",
    [
        "web.shop.svc",
        "web.shop.svc.cluster.internal",
        "web.shop.svc.clusterset.local",
        "api.v1.svc.example.com",
        "$(NAME).shop.svc.cluster.local",
    ],
)
def test_other_names(name: str) -> None:
    assert found("SVC417", WEB + config(name), INTERNAL) == []


def test_without_the_configured_zone_it_is_for_an_audit() -> None:
    text = WEB + config("web.shop.svc.east.example.com")
    discovery = Discovery((Source("example.yaml", text),))

    def rules(profile: Profile) -> list[str]:
        report = check(discovery, Settings(), load_rules(), Choice(profile=profile))
        return [each.rule.id for each in report.findings if each.rule.id == "SVC417"]

    assert rules(Profile.DEFAULT) == []
    assert rules(Profile.AUDIT) == ["SVC417"]


@pytest.mark.parametrize(("zone", "rules"), [("cluster.locl", ["SVC417"]), ("cluster2.local", []), ("lan.example", [])])
def test_a_misspelt_zone_is_told_without_configuration(zone: str, rules: list[str]) -> None:
    report = lint(WEB + config(f"http://web.shop.svc.{zone}:80"), choice=Choice(profile=Profile.DEFAULT))

    assert rules == [each.rule.id for each in report.findings if each.rule.id == "SVC417"]


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("web.shop.cluster.local", "web.shop.svc.cluster.local"),
        ("a.web.shop.cluster.local", "a.web.shop.svc.cluster.local"),
        ("web.shop.srv.cluster.local", "web.shop.svc.cluster.local"),
        ("web.svc.cluster.local", "web.shop.svc.cluster.local"),
    ],
)
def test_names_in_the_zone_that_lack_a_label(name: str, right: str) -> None:
    text = WEB + config(f"http://{name}:80/")

    assert [f"{name} never resolves; Service web is {right}"] == [message for _, message, _ in found("SVC419", text)]
    assert text.replace(name, right) == fixed("SVC419", text)


@pytest.mark.parametrize(
    "name",
    [
        "web.shop.svc.cluster.local",
        "10-0-0-7.shop.pod.cluster.local",
        "nodes.shop.cluster.local",
        "web.cluster.local",
        "mail.svc.cluster.local",
    ],
)
def test_names_in_the_zone_that_lack_nothing_or_are_no_service(name: str) -> None:
    assert found("SVC419", WEB + config(f"http://{name}:80/")) == []


def test_fix_writes_the_zone() -> None:
    text = WEB + config("http://a.web.shop.svc.cluster.local:80")

    assert fixed("SVC417", text, INTERNAL) == text.replace("cluster.local", "cluster.internal")


OFFICE = stateful().replace("namespace: shop", "namespace: office")


def test_fix_writes_the_namespace() -> None:
    text = WEB + OFFICE + config("http://web:80/x", "office")

    assert only("SVC418", text) == (
        "error: web:80 is looked up in namespace office, which has no Service web;"
        " the one of namespace shop is web.shop from there"
    )
    assert fixed("SVC418", text) == text.replace("http://web:80", "http://web.shop:80")


def test_namespace_without_any_service_is_a_warning() -> None:
    assert only("SVC418", WEB + config("http://web:80", "office")).startswith("warning: ")


def test_several_namespaces_are_not_chosen_between() -> None:
    text = WEB + WEB.replace("namespace: shop", "namespace: bazaar") + OFFICE + config("http://web:80", "office")

    assert len(found("SVC418", text)) == 1
    assert fixed("SVC418", text) == text


def test_namespaces_that_nobody_wrote_are_a_doubt() -> None:
    ((severity, message, doubt),) = found(
        "SVC418", WEB.replace(", namespace: shop", "") + OFFICE + config("http://web:80", "office")
    )

    assert severity == "info"
    assert message.endswith("has no Service web in these files")
    assert doubt is not None


def test_what_the_user_knows_is_there() -> None:
    settings = Settings(external=External(namespaces=frozenset({"office"})))

    assert found("SVC418", WEB + config("http://web:80", "office"), settings) == []
