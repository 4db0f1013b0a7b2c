"""Which names a kind takes."""

from __future__ import annotations

import pytest

from svclint.model.load import objects_of
from svclint.model.names import foreign_doubt, generated_name_fault, is_stored, name_format, prefix_fault
from svclint.model.objects import Object
from svclint.sources.source import Source
from svclint.syntax.compose import compose

NOW = (1, 37)


def an_object(api_version: str, kind: str) -> Object:
    """An object of a kind, with nothing in it."""
    documents = compose(Source("example.yaml", f"apiVersion: {api_version}\nkind: {kind}\n")).documents
    return next(objects_of(documents[0]))


@pytest.mark.parametrize(
    ("api_version", "kind", "taken", "refused"),
    [
        ("v1", "Service", "web-1", "web.1"),
        ("v1", "Namespace", "1-shop", "shop.example"),
        ("apps/v1", "StatefulSet", "db", "db.shop"),
        ("apps/v1", "Deployment", "web.1", "Web"),
        ("v1", "Endpoints", "web.1", "a_b"),
        ("batch/v1", "CronJob", "a" * 52, "a" * 53),
        ("batch/v1", "CronJob", "a.b", "a_b"),
        ("batch/v1", "Job", "a" * 63, "a" * 64),
        ("batch/v1", "Job", "a.b", "a_b"),
        ("policy/v1", "PodDisruptionBudget", "A_b", "a/b"),
        ("rbac.authorization.k8s.io/v1", "ClusterRole", "system:Node", "a/b"),
        ("example.com/v1", "Widget", "a.b", "A"),
    ],
)
def test_formats_by_kind(api_version: str, kind: str, taken: str, refused: str) -> None:
    fault_of = name_format(an_object(api_version, kind), NOW)

    assert fault_of(taken) is None
    assert fault_of(refused) is not None


@pytest.mark.parametrize(("version", "words"), [((1, 35), "it must begin with a letter"), ((1, 36), None)])
def test_services_may_begin_with_a_digit_from_1_36_on(version: tuple[int, int], words: str | None) -> None:
    assert words == name_format(an_object("v1", "Service"), version)("1web")


def test_a_service_of_another_group_is_no_service() -> None:
    assert name_format(an_object("serving.knative.dev/v1", "Service"), NOW)("a.b") is None


@pytest.mark.parametrize(
    ("prefix", "valid"),
    [("web-", True), ("web", True), ("a" * 63, True), ("a" * 64, False), ("-", False), ("--", True), ("a_", False)],
)
def test_prefixes_of_generated_names(prefix: str, *, valid: bool) -> None:
    assert valid == (prefix_fault(prefix, name_format(an_object("v1", "Service"), NOW)) is None)


@pytest.mark.parametrize(("prefix", "valid"), [("web-", True), ("a" * 64, True), ("--", False), ("a.b", False)])
def test_generated_names(prefix: str, *, valid: bool) -> None:
    assert valid == (generated_name_fault(prefix, name_format(an_object("v1", "Service"), NOW)) is None)


@pytest.mark.parametrize("kind", ["Job", "CronJob"])
def test_a_prefix_may_be_longer_than_the_name_of_a_job(kind: str) -> None:
    fault_of = name_format(an_object("batch/v1", kind), NOW)

    assert fault_of("a" * 64) is not None
    assert prefix_fault("a" * 64, fault_of) is None


@pytest.mark.parametrize(
    ("api_version", "kind", "stored"),
    [
        ("v1", "Service", True),
        ("v1", "Config", False),
        ("apps/v1", "Deployment", True),
        ("policy/v1", "Eviction", False),
        ("authorization.k8s.io/v1", "SubjectAccessReview", False),
        ("kustomize.config.k8s.io/v1beta1", "Kustomization", False),
    ],
)
def test_kinds_that_the_server_stores(api_version: str, kind: str, *, stored: bool) -> None:
    assert stored == is_stored(an_object(api_version, kind))


def test_doubt_names_a_foreign_kind() -> None:
    assert foreign_doubt(an_object("v1", "Service")) is None
    assert (
        foreign_doubt(an_object("eksctl.io/v1", "ClusterConfig")) == "ClusterConfig of eksctl.io/v1 may have rules of its own"
    )
