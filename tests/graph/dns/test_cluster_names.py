"""Names of cluster DNS taken apart."""

from __future__ import annotations

import pytest

from svclint.graph.dns.cluster_names import ClusterName, cluster_name, in_pod_zone, is_known


def labels(name: str) -> tuple[str, ...]:
    return tuple(name.split("."))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("web.shop.svc", ClusterName("web", "shop", (), ())),
        ("web.shop.svc.cluster.local", ClusterName("web", "shop", (), ("cluster", "local"))),
        ("db-0.db.shop.svc", ClusterName("db", "shop", ("db-0",), ())),
        ("_sql._tcp.db.shop.svc", ClusterName("db", "shop", ("_sql", "_tcp"), ())),
        ("svc.shop.svc", ClusterName("svc", "shop", (), ())),
        ("web.svc", None),
        ("web.shop", None),
        ("svc", None),
    ],
)
def test_parts_of_a_name(name: str, expected: ClusterName | None) -> None:
    assert expected == cluster_name(labels(name))


def test_the_zone_is_a_domain() -> None:
    name = cluster_name(labels("web.shop.svc.cluster.local"))

    assert name is not None
    assert name.suffix == "cluster.local"


@pytest.mark.parametrize("label", ["$(POD_NAME)", "${X}", "db-$(N)", "SERVICE", "<name>", "my_service", ""])
def test_a_label_with_a_variable_is_unknown(label: str) -> None:
    assert not is_known(label)
    assert not ClusterName("web", label, (), ()).is_known
    assert not ClusterName(label, "shop", (), ()).is_known


@pytest.mark.parametrize("label", ["web", "db-0", "0", "_sql", "a--b"])
def test_a_written_label_is_known(label: str) -> None:
    assert is_known(label)


@pytest.mark.parametrize(
    ("name", "resolves"),
    [
        ("10-0-3-7.shop.pod.cluster.local", True),
        ("2001-db8--5.shop.pod.cluster.local", True),
        ("$(IP).shop.pod.cluster.local", True),
        ("web.shop.pod.cluster.local", False),
        ("web-0.web.shop.pod.cluster.local", False),
        ("$(POD_NAME).web.shop.pod.cluster.local", False),
    ],
)
def test_only_addresses_have_records_below_pod(name: str, *, resolves: bool) -> None:
    found = in_pod_zone(labels(name), "cluster.local")

    assert found is not None
    assert resolves is found.resolves


@pytest.mark.parametrize("name", ["shop.pod.cluster.local", "web.shop.pod.example.com", "web.shop.svc.cluster.local", "pod"])
def test_other_names_are_not_below_pod(name: str) -> None:
    assert in_pod_zone(labels(name), "cluster.local") is None
