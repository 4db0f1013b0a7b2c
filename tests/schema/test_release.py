"""The shipped pool and what is made of it."""

from __future__ import annotations

import pytest

from svclint.schema.release import pool, release
from svclint.schema.required import required_fields
from svclint.settings import NEWEST, OLDEST

VERSIONS = [(1, minor) for minor in range(OLDEST[1], NEWEST[1] + 1)]
KINDS = {
    "v1": {"Service", "Endpoints", "Pod", "ReplicationController", "Namespace", "ConfigMap", "Secret", "ServiceAccount"},
    "discovery.k8s.io/v1": {"EndpointSlice"},
    "networking.k8s.io/v1": {"Ingress", "IngressClass", "NetworkPolicy"},
    "apps/v1": {"Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"},
    "batch/v1": {"Job", "CronJob"},
    "autoscaling/v2": {"HorizontalPodAutoscaler"},
    "policy/v1": {"PodDisruptionBudget"},
    "admissionregistration.k8s.io/v1": {"ValidatingWebhookConfiguration"},
    "apiregistration.k8s.io/v1": {"APIService"},
    "apiextensions.k8s.io/v1": {"CustomResourceDefinition"},
}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_version_has_the_kinds_that_the_graph_reads(version: tuple[int, int]) -> None:
    assert {(name, kind) for name, kinds in KINDS.items() for kind in kinds} <= release(version).roots.keys()


@pytest.mark.parametrize("version", VERSIONS)
def test_every_bundle_stands_alone(version: tuple[int, int]) -> None:
    found = release(version)

    for root in found.roots.values():
        bundle = found.bundle(root)
        references = {part.split('"')[0] for part in str(bundle).replace("'", '"').split("#/$defs/")[1:]}
        assert references <= bundle["$defs"].keys()


def test_a_field_appears_in_the_version_that_brought_it() -> None:
    without, with_it = (release((1, minor)).definitions["core.v1.ServiceSpec"]["properties"] for minor in (29, 30))

    assert "trafficDistribution" not in without
    assert "trafficDistribution" in with_it


def test_a_version_out_of_range_is_the_nearest_known() -> None:
    assert release(OLDEST).definitions == release((1, 20)).definitions
    assert release(NEWEST).definitions == release((1, 99)).definitions


def test_list_keys_are_kept() -> None:
    ports = release().definitions["core.v1.ServiceSpec"]["properties"]["ports"]

    assert ("map", ["port", "protocol"]) == (ports["x-kubernetes-list-type"], ports["x-kubernetes-list-map-keys"])


def test_integers_get_the_range_of_their_go_type() -> None:
    definitions = release().bundle("core.v1.Service")["$defs"]

    assert -(2**31) == definitions["core.v1.ServicePort"]["properties"]["port"]["minimum"]
    assert 2**31 - 1 == definitions["util.intstr.IntOrString"]["maximum"]


def test_bundling_leaves_the_shared_pool_alone() -> None:
    before = repr(pool()["schemas"])

    release().bundle("apps.v1.Deployment")

    assert before == repr(pool()["schemas"])


def test_the_server_asks_for_no_truths_and_nothing_in_what_it_writes() -> None:
    version = release().definitions["apiextensions.v1.CustomResourceDefinitionVersion"]
    status = release().definitions["apps.v1.DaemonSetStatus"]

    assert ["name"] == required_fields("apiextensions.v1.CustomResourceDefinitionVersion", version)
    assert [] == required_fields("apps.v1.DaemonSetStatus", status)
    assert [] == required_fields(
        "networking.v1.NetworkPolicySpec", release((1, 28)).definitions["networking.v1.NetworkPolicySpec"]
    )
