"""Who answers for a Service."""

from __future__ import annotations

import pytest

from svclint.settings import External, ExternalWorkload, Settings
from tests.graph.scenarios import (
    DUAL_STACK,
    answer,
    autoscaler,
    backends,
    bare_service,
    document,
    endpoint_slice,
    endpoints,
    headless,
    pod,
)
from tests.graph.worlds import service, workload

SQL = "{name: sql, port: 5432, targetPort: sql}"
DB = workload("db", "app: db", kind="StatefulSet", spec="replicas: 3", ports="{name: sql, containerPort: 5432}")
SELECTORLESS = bare_service("db", "ports: [{name: sql, port: 80, targetPort: 9999}]")
JOB = {"kind": "Job", "api": "batch/v1"}


def test_pods_of_every_kind_of_workload_answer() -> None:
    kinds = {"Deployment": "apps/v1", "ReplicaSet": "apps/v1", "StatefulSet": "apps/v1", "ReplicationController": "v1"}
    text = service("web", "app: web", ports="{port: 80, targetPort: 8080}")
    text += "".join(workload(kind.lower(), "app: web", kind=kind, api=api, spec="replicas: 2") for kind, api in kinds.items())
    text += workload("everywhere", "app: web", kind="DaemonSet") + pod("single", "app: web")

    assert {
        *((f"{kind} {kind.lower()}", 2) for kind in kinds),
        ("DaemonSet everywhere", None),
        ("Pod single", 1),
    } == {(title, replicas) for title, replicas, _, _ in backends(text, "web")}


def test_one_name_may_lead_to_several_numbers() -> None:
    text = service("db", "app: db", ports=SQL) + pod("a") + pod("b", ports="{name: sql, containerPort: 6432}")

    assert [("Pod a", 1, {"sql": 5432}, []), ("Pod b", 1, {"sql": 6432}, [])] == backends(text, "db")


def test_a_named_port_that_a_pod_lacks_is_missing_and_the_pod_stays() -> None:
    other_name = pod("a", ports="{name: other, containerPort: 1}")
    other_protocol = pod("b", ports="{name: sql, containerPort: 1, protocol: UDP}")

    assert [("Pod a", 1, {}, ["sql"]), ("Pod b", 1, {}, ["sql"])] == (
        backends(service("db", "app: db", ports=SQL) + other_name + other_protocol, "db")
    )


def test_sidecars_are_looked_into_since_1_33_and_after_the_containers() -> None:
    sidecar = (
        "initContainers: [{name: s, image: s, restartPolicy: Always, ports: [{name: sql, containerPort: 7001}]},"
        " {name: i, image: i, ports: [{name: init, containerPort: 7002}]}]"
    )
    text = service("db", "app: db", ports=f"{SQL}, {{name: x, port: 1, targetPort: init}}")
    alone, both = text + pod("a", spec=sidecar, ports=""), text + pod("a", spec=sidecar)

    assert [("Pod a", 1, {"sql": 7001}, ["x"])] == backends(alone, "db")
    assert [("Pod a", 1, {"sql": 5432}, ["x"])] == backends(both, "db")
    assert [("Pod a", 1, {}, ["sql", "x"])] == backends(alone, "db", Settings(kubernetes_version=(1, 32)))


def test_a_label_of_one_pod_selects_that_pod() -> None:
    text = service("one", "statefulset.kubernetes.io/pod-name: db-2") + DB

    assert [("StatefulSet db", 1, (2,))] == [
        (each.owner.title, each.replicas, each.ordinals) for each in answer(text, "one").backends
    ]


def test_a_template_that_is_no_mapping_serves_no_port() -> None:
    text = service("db", "statefulset.kubernetes.io/pod-name: db-0", ports="{name: sql, port: 1}")
    text += document("apps/v1", "StatefulSet", "db", "spec: {template: none}")

    assert [("StatefulSet db", 1, {}, ["sql"])] == backends(text, "db")


def test_completions_bound_the_pods_of_a_job() -> None:
    text = service("seed", "app: seed") + workload("seed", "app: seed", spec="parallelism: 5, completions: 2", **JOB)

    assert [2] == [each.replicas for each in answer(text, "seed").backends]


def test_a_selector_that_is_refuted_has_no_backends() -> None:
    found = answer(service("web", "app: wbe") + workload("web", "app: web"), "web")

    assert ("contradicted", ()) == (found.verdict, found.backends)
    assert "no pod of namespace default carries app: wbe; Deployment web has app: web" == found.because


def test_a_selector_that_nothing_settles_is_unverifiable() -> None:
    found = answer(service("web", "app: web"), "web")

    assert ("unverifiable", ()) == (found.verdict, found.backends)
    assert (found.because or "").startswith("no pod in these files carries app: web; no workload is among the files given")


def test_pods_that_the_configuration_lists_match_without_backends() -> None:
    external = External(workloads=(ExternalWorkload("default", (("app", "web"),)),))
    found = answer(service("web", "app: web"), "web", Settings(external=external))

    assert ("matched", "the configuration lists its pods under external.workloads", ()) == (
        found.verdict,
        found.because,
        found.backends,
    )


def test_an_api_version_that_is_served_no_longer_makes_no_pods() -> None:
    found = answer(service("web", "app: web") + workload("web", "app: web", api="extensions/v1beta1"), "web")

    assert ("contradicted", ()) == (found.verdict, found.backends)
    assert "Deployment web (extensions/v1beta1) would match, but Kubernetes no longer serves that apiVersion" == found.because


def test_a_custom_resource_with_a_template_makes_pods() -> None:
    rollout = workload("web", "app: web", kind="Rollout", api="argoproj.io/v1alpha1", spec="replicas: 2")

    assert [("Rollout web", 2, {"": 80}, [])] == backends(service("web", "app: web") + rollout, "web")


def test_a_label_that_a_controller_makes_up_leaves_it_open() -> None:
    found = answer(service("web", "app: web, pod-template-hash: '5d4'") + workload("web", "app: web"), "web")

    assert ("unverifiable", ()) == (found.verdict, found.backends)
    assert "the pods of Deployment web match if their controller sets pod-template-hash to the value asked for" == found.because


@pytest.mark.parametrize(
    ("spec", "settings", "verdict"),
    [
        ("ipFamilies: [IPv6]", None, "unverifiable"),
        ("ipFamilies: [IPv6]", DUAL_STACK, "matched"),
        ("ipFamilyPolicy: RequireDualStack", None, "matched"),
        ("clusterIP: '2001:db8::1'", None, "unverifiable"),
        ("clusterIP: 10.96.0.9", None, "matched"),
    ],
)
def test_pods_answer_in_the_families_of_the_cluster(spec: str, settings: Settings | None, verdict: str) -> None:
    text = bare_service("db", f"{spec}, selector: {{app: db}}, ports: [{{port: 80}}]") + pod("a")

    assert verdict == answer(text, "db", settings).verdict


def test_an_alias_has_no_backends() -> None:
    text = bare_service("db", "type: ExternalName, externalName: db.example.com, selector: {app: db}") + pod("a")
    slices = endpoint_slice("db-1", "db", "{addresses: [192.0.2.1]}", "{port: 1}")
    found = answer(text + slices, "db")

    assert ("matched", ()) == (found.verdict, found.backends)
    assert "it is an alias for db.example.com and has no backends" == found.because


def test_mirrored_endpoints_answer_on_their_own_number() -> None:
    text = SELECTORLESS + endpoints("db", "{addresses: [{ip: 192.0.2.1}, {ip: 192.0.2.2}], ports: [{name: sql, port: 5432}]}")

    assert [("Endpoints db", 2, {"sql": 5432}, [])] == backends(text, "db")


def test_ports_by_hand_are_joined_by_name_and_protocol() -> None:
    address = "{addresses: [192.0.2.1]}"
    named = endpoint_slice("a", "db", address, "{name: other, port: 1}")
    protocol = endpoint_slice("b", "db", address, "{name: sql, port: 1, protocol: UDP}")
    nothing = endpoint_slice("c", "db", address, "{name: sql}")

    assert [("EndpointSlice a", 1, {}, ["sql"]), ("EndpointSlice b", 1, {}, ["sql"]), ("EndpointSlice c", 1, {}, ["sql"])] == (
        backends(SELECTORLESS + named + protocol + nothing, "db")
    )


def test_beside_a_selector_slices_count_and_endpoints_do_not() -> None:
    text = service("db", "app: db", ports=SQL) + pod("a")
    text += endpoints("db", "{addresses: [{ip: 192.0.2.1}], ports: [{name: sql, port: 1}]}")
    text += endpoint_slice("db-x", "db", "{addresses: [192.0.2.2]}", "{name: sql, port: 2}")

    assert [("Pod a", 1, {"sql": 5432}, []), ("EndpointSlice db-x", 1, {"sql": 2}, [])] == backends(text, "db")


def test_of_several_of_one_name_the_last_counts() -> None:
    first = endpoint_slice("db-1", "db", "{addresses: [192.0.2.1]}", "{name: sql, port: 1}")
    last = endpoint_slice("db-1", "db", "{addresses: [192.0.2.2]}", "{name: sql, port: 2}")

    assert [("EndpointSlice db-1", 1, {"sql": 2}, [])] == backends(SELECTORLESS + first + last, "db")


def test_a_later_pod_of_the_same_name_takes_its_labels_away() -> None:
    """Measured: the last of several objects of one name stays, and its labels decide."""
    text = service("db", "app: db", ports=SQL) + pod("a") + pod("a", "app: cache")

    assert [] == backends(text, "db")


def test_nothing_by_hand_leaves_a_service_without_selector_open() -> None:
    found = answer(SELECTORLESS + endpoints("other", "{addresses: [{ip: 192.0.2.1}]}"), "db")

    assert ("unverifiable", ()) == (found.verdict, found.backends)
    assert "it has no selector, and no Endpoints or EndpointSlice for it is among the files" in (found.because or "")


@pytest.mark.parametrize(
    ("objects", "expected"),
    [
        (pod("a"), True),
        (workload("db", "app: db", spec="replicas: 0"), False),
        (workload("db", "app: db", kind="DaemonSet"), True),
        (workload("x", "a: b") + endpoint_slice("s", "db", "{addresses: [192.0.2.1]}", ""), True),
        (workload("x", "a: b") + endpoint_slice("s", "db", "{addresses: [192.0.2.1], conditions: {ready: false}}", ""), False),
    ],
)
def test_something_answers_where_a_pod_or_an_address_is_ready(objects: str, expected: bool) -> None:  # noqa: FBT001 - a column
    assert expected is any(each.answers for each in answer(headless("db") + objects, "db").backends)


def test_autoscaled_pods_have_no_number() -> None:
    text = service("db", "app: db", ports=SQL) + DB + autoscaler("HorizontalPodAutoscaler", "db")

    assert [("StatefulSet db", None, {"sql": 5432}, [])] == backends(text, "db")
