"""Annotations of load balancers."""

from __future__ import annotations

import pytest

from svclint.model.load import objects_of
from svclint.model.load_balancers import chosen_on_purpose, is_open, is_service_annotation, source_ranges
from svclint.model.service import Service
from svclint.sources.source import Source
from svclint.syntax.compose import compose

RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"


def service(spec: str = "type: LoadBalancer", annotations: str = "{}") -> Service:
    text = f"apiVersion: v1\nkind: Service\nmetadata: {{name: web, annotations: {annotations}}}\nspec: {{{spec}}}\n"
    found = [each for document in compose(Source("s.yaml", text)).documents for each in objects_of(document)]
    assert isinstance(found[0], Service)
    return found[0]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("service.beta.kubernetes.io/aws-load-balancer-type", True),
        ("networking.gke.io/load-balancer-type", True),
        ("kube-vip.io/loadbalancerIPs", True),
        ("load-balancer.hetzner.cloud/location", True),
        ("cloud.google.com/neg", False),
        ("external-dns.alpha.kubernetes.io/hostname", False),
        ("prometheus.io/scrape", False),
    ],
)
def test_annotations_that_only_services_may_carry(key: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_service_annotation(key) is expected


def test_source_ranges_come_from_the_field_before_the_annotation() -> None:
    both = service("loadBalancerSourceRanges: [' 192.0.2.0/24 ', [x]]", f"{{{RANGES}: 0.0.0.0/0}}")

    assert source_ranges(both) == ("192.0.2.0/24",)
    assert source_ranges(service(annotations=f"{{{RANGES}: '192.0.2.0/24, ,10.0.0.0/8'}}")) == ("192.0.2.0/24", "10.0.0.0/8")
    assert source_ranges(service()) == ()


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [((), True), (("0.0.0.0/0",), True), (("10.0.0.0/8", "::/0"), True), (("10.0.0.0/8",), False), (("nonsense",), False)],
)
def test_ranges_are_open_where_one_has_no_bits(ranges: tuple[str, ...], expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_open(ranges) is expected


@pytest.mark.parametrize(
    ("spec", "annotations", "expected"),
    [
        ("type: LoadBalancer", "{}", False),
        ("loadBalancerClass: example.com/inner", "{}", True),
        ("loadBalancerIP: 192.0.2.1", "{}", True),
        ("loadBalancerSourceRanges: [0.0.0.0/0]", "{}", False),
        ("loadBalancerSourceRanges: [192.0.2.0/24]", "{}", True),
        ("type: LoadBalancer", "{networking.gke.io/load-balancer-type: Internal}", True),
        ("type: LoadBalancer", "{service.beta.kubernetes.io/aws-load-balancer-backend-protocol: tcp}", False),
    ],
)
def test_balancer_is_chosen_on_purpose(spec: str, annotations: str, expected: bool) -> None:  # noqa: FBT001 - a column of the table
    assert chosen_on_purpose(service(spec, annotations)) is expected
