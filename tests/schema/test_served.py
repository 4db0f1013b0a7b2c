"""Which apiVersion serves which kind, and what became of the others."""

from __future__ import annotations

import pytest

from svclint.schema.served import unserved
from svclint.settings import NEWEST, OLDEST


@pytest.mark.parametrize(
    ("api_version", "kind"), [("v1", "Service"), ("apps/v1", "Deployment"), ("networking.k8s.io/v1", "Ingress")]
)
@pytest.mark.parametrize("version", [OLDEST, (1, 33), NEWEST, (1, 99)])
def test_what_is_served_needs_no_word(api_version: str, kind: str, version: tuple[int, int]) -> None:
    assert unserved(api_version, kind, version) is None


@pytest.mark.parametrize(
    ("api_version", "kind", "removed", "instead", "since"),
    [
        ("extensions/v1beta1", "Ingress", "1.22", "networking.k8s.io/v1", "1.19"),
        ("extensions/v1beta1", "Deployment", "1.16", "apps/v1", "1.9"),
        ("batch/v1beta1", "CronJob", "1.25", "batch/v1", "1.21"),
        ("policy/v1beta1", "PodDisruptionBudget", "1.25", "policy/v1", "1.21"),
        ("autoscaling/v2beta2", "HorizontalPodAutoscaler", "1.26", "autoscaling/v2", "1.23"),
        ("flowcontrol.apiserver.k8s.io/v1beta3", "FlowSchema", "1.32", "flowcontrol.apiserver.k8s.io/v1", None),
    ],
)
def test_what_is_gone_says_since_when_and_what_to_use(
    api_version: str, kind: str, removed: str, instead: str, since: str | None
) -> None:
    found = unserved(api_version, kind)

    assert found is not None
    assert (removed, instead, since) == (found.removed, found.instead[0], found.since)


def test_what_has_no_successor_says_only_that_it_is_gone() -> None:
    found = unserved("policy/v1beta1", "PodSecurityPolicy")

    assert found is not None
    assert ("1.25", (), None) == (found.removed, found.instead, found.since)


def test_what_is_to_come_says_when() -> None:
    found = unserved("networking.k8s.io/v1", "ServiceCIDR", (1, 31))

    assert found is not None
    assert ("1.33", None, "networking.k8s.io/v1beta1") == (found.added, found.removed, found.instead[0])


def test_a_foreign_group_is_nobodys_business() -> None:
    found = unserved("example.com/v1", "Foo")

    assert found is not None
    assert (None, None, (), (), False) == (found.removed, found.added, found.instead, found.siblings, found.own_group)


def test_a_wrong_group_names_the_right_one_and_its_own_kinds() -> None:
    found = unserved("v1", "Deployment")

    assert found is not None
    assert (("apps/v1",), True) == (found.instead, found.own_group)
    assert {"Service", "Pod"} <= set(found.siblings)
