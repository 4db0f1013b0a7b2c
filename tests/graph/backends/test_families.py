"""IP families of Services and pods."""

from __future__ import annotations

import pytest

from svclint.graph.backends.families import cluster_families, families_of
from svclint.settings import Settings
from tests.graph.scenarios import DUAL_STACK, bare_service
from tests.graph.worlds import graph_of, service_of

IPV6_FIRST = Settings(service_ranges=("fd00:10:96::/112", "10.96.0.0/16"))


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(), ("IPv4",)),
        (Settings(service_ranges=("fd00:10:96::/112",)), ("IPv6",)),
        (DUAL_STACK, ("IPv4", "IPv6")),
        (IPV6_FIRST, ("IPv6", "IPv4")),
    ],
)
def test_the_ranges_tell_the_families_of_the_cluster(settings: Settings, expected: tuple[str, ...]) -> None:
    assert expected == cluster_families(settings)


@pytest.mark.parametrize(
    ("spec", "settings", "expected"),
    [
        ("selector: {a: b}", Settings(), ("IPv4",)),
        ("selector: {a: b}", IPV6_FIRST, ("IPv6",)),
        ("ipFamilies: [IPv6]", Settings(), ("IPv6",)),
        ("clusterIPs: [10.96.0.1, 'fd00::1']", Settings(), ("IPv4", "IPv6")),
        ("clusterIP: [x]", Settings(), ("IPv4",)),
        ("clusterIP: nonsense", Settings(), ("IPv4",)),
        ("ipFamilyPolicy: PreferDualStack", Settings(), ("IPv4",)),
        ("ipFamilyPolicy: PreferDualStack", DUAL_STACK, ("IPv4", "IPv6")),
        ("ipFamilyPolicy: RequireDualStack", Settings(), ("IPv4", "IPv6")),
        ("clusterIP: None", Settings(), ("IPv4", "IPv6")),
        ("clusterIP: None, selector: {a: b}", DUAL_STACK, ("IPv4",)),
        ("clusterIP: None, ipFamilyPolicy: SingleStack", Settings(), ("IPv4",)),
    ],
)
def test_the_server_fills_in_families(spec: str, settings: Settings, expected: tuple[str, ...]) -> None:
    assert expected == families_of(service_of(graph_of(bare_service("db", spec)), "db"), settings)
