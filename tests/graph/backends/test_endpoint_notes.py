"""What is said of what is missing."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.graph.scenarios import autoscaler, backends, bare_service, document, endpoint_slice, endpoints, pod, reasons
from tests.graph.worlds import service, workload

SQL = "{name: sql, port: 5432, targetPort: sql}"
MISSING = "port sql (5432) is missing on Pod a: "
SELECTORLESS = bare_service("db", "ports: [{name: sql, port: 80}]")
JOB = {"kind": "Job", "api": "batch/v1"}


def test_nothing_is_missing_where_all_answer() -> None:
    assert [] == reasons(service("db", "app: db", ports=SQL) + pod("a"), "db")


@pytest.mark.parametrize(
    ("ports", "reason"),
    [
        ("{name: sql, containerPort: 1, protocol: UDP}", "the container port sql is UDP, the Service asks for TCP"),
        ("{name: http, containerPort: 80}", "no container names a port sql; there is http"),
        (
            "{name: sqll, containerPort: 1}, {name: http, containerPort: 80}",
            "no container names a port sql; there are http and sqll; the nearest is sqll",
        ),
        ("{containerPort: 80}", "no container names a port sql; their ports have no names, only numbers: 80"),
        ("", "no container names a port sql; they declare no ports"),
        ("{name: sql, containerPort: x}", "the containerPort of sql is no number"),
    ],
)
def test_why_a_named_port_is_missing(ports: str, reason: str) -> None:
    assert [MISSING + reason] == reasons(service("db", "app: db", ports=SQL) + pod("a", ports=ports), "db")


def test_ports_of_init_containers_and_old_sidecars_are_missing() -> None:
    port = "image: s, ports: [{name: sql, containerPort: 7001}]}]"
    init = service("db", "app: db", ports=SQL) + pod("a", spec=f"initContainers: [{{name: i, {port}", ports="")
    sidecar = init.replace("name: i, image: s", "name: s, restartPolicy: Always, image: s")

    assert [f"{MISSING}port sql is an init container's, which has ended when the pod is up"] == reasons(init, "db")
    assert [f"{MISSING}port sql is a sidecar's, and Kubernetes before 1.33 does not look there"] == (
        reasons(sidecar, "db", Settings(kubernetes_version=(1, 30)))
    )


def test_a_port_without_a_number_and_a_template_that_cannot_be_read() -> None:
    numberless = service("db", "app: db", ports="{name: sql}") + pod("a")
    template = document("apps/v1", "StatefulSet", "db", "spec: {template: none}")
    unread = service("db", "statefulset.kubernetes.io/pod-name: db-0", ports=SQL) + template

    assert ["port sql (None) is missing on Pod a: the Service gives no number"] == reasons(numberless, "db")
    assert ["port sql (5432) is missing on StatefulSet db: its pod template cannot be read"] == reasons(unread, "db")


def test_what_a_controller_may_add_is_not_certainly_missing() -> None:
    rollout = workload("db", "app: db", kind="Rollout", api="argoproj.io/v1alpha1", spec="replicas: 1", ports="")

    [reason] = reasons(service("db", "app: db", ports=SQL) + rollout, "db")

    assert "they declare no ports; not certain, since the controller of Rollout db may add to its pods" in reason


def test_pods_that_are_not_there_have_their_reason() -> None:
    db = workload("db", "app: db", kind="StatefulSet", spec="replicas: 0")

    assert ["StatefulSet db has 0 replicas"] == reasons(service("db", "app: db") + db, "db")
    assert ["HorizontalPodAutoscaler scaler decides how many pods StatefulSet db has"] == reasons(
        service("db", "app: db") + db.replace("replicas: 0", "replicas: 1") + autoscaler("HorizontalPodAutoscaler", "db"), "db"
    )


def test_a_pod_that_an_autoscaler_takes_away_is_told_by_its_label() -> None:
    db = workload("db", "app: db", kind="StatefulSet", spec="replicas: 3")
    scaler = autoscaler("HorizontalPodAutoscaler", "db", ", maxReplicas: 2")

    assert ["none of the pods that StatefulSet db has carries statefulset.kubernetes.io/pod-name: db-2"] == reasons(
        service("db", "statefulset.kubernetes.io/pod-name: db-2") + db + scaler, "db"
    )


def test_pods_of_a_job_answer_while_it_runs() -> None:
    text = service("seed", "app: seed") + workload("seed", "app: seed", **JOB)

    assert ["Job seed answers while it runs; once it has completed, its pods are no backend"] == reasons(text, "seed")
    assert ["Job seed is suspended"] == reasons(
        service("seed", "app: seed") + workload("seed", "app: seed", spec="suspend: true", **JOB), "seed"
    )


def test_the_verdict_stands_first() -> None:
    assert ["it is an alias for nothing and has no backends"] == reasons(bare_service("db", "type: ExternalName"), "db")


def test_ports_by_hand_say_what_they_are_instead() -> None:
    one = endpoint_slice("a", "db", "{addresses: [192.0.2.1]}", "{port: 1}, {name: sql, port: 2, protocol: UDP}")
    none = endpoint_slice("b", "db", "{addresses: [192.0.2.1]}", "")
    old = endpoints("db", "{addresses: [{ip: 192.0.2.1}], ports: [{name: x, port: 1}]}")

    assert [
        "port sql (80) has no backend in Endpoints db: it has x (TCP), and none is sql (TCP)",
        "port sql (80) has no backend in EndpointSlice a: it has an unnamed one (TCP) and sql (UDP), and none is sql (TCP)",
        "port sql (80) has no backend in EndpointSlice b: it has no ports",
    ] == reasons(SELECTORLESS + one + none + old, "db")
    assert ["port 80 has no backend in Endpoints db: it has x (TCP), and none is an unnamed one (TCP)"] == (
        reasons(bare_service("db", "ports: [{port: 80}]") + old, "db")
    )


def test_addresses_that_are_not_ready_or_of_another_family() -> None:
    unready = endpoints(
        "db",
        "{addresses: [{ip: 192.0.2.1}, {ip: '2001:db8::1'}], notReadyAddresses: [{ip: 192.0.2.2}, {ip: 192.0.2.3}],"
        " ports: [{name: sql, port: 1}]}",
    )

    assert [
        "192.0.2.2 and 192.0.2.3 of Endpoints db are written as not ready",
        "2001:db8::1 of Endpoints db is not of the Service's family (IPv4)",
    ] == reasons(SELECTORLESS + unready, "db")


def test_pods_that_answer_before_they_are_ready() -> None:
    early = "publishNotReadyAddresses: true, ports: [{port: 80}]"
    by_hand = endpoints("db", "{addresses: [{ip: 192.0.2.1}], ports: [{port: 1}]}")

    assert ["its pods answer before they are ready (publishNotReadyAddresses)"] == (
        reasons(bare_service("db", f"selector: {{app: db}}, {early}") + pod("a"), "db")
    )
    assert [] == reasons(bare_service("db", early) + by_hand, "db")


def test_a_slice_of_names_is_ignored() -> None:
    names = endpoint_slice("a", "db", "{addresses: [db.example.com]}", "{name: sql, port: 1}", family="FQDN")

    assert ["EndpointSlice a is of type FQDN: kube-proxy ignores it, and cluster DNS answers with an alias at most"] == (
        reasons(SELECTORLESS + names, "db")
    )


def test_hand_written_objects_that_do_not_count() -> None:
    subset = "{addresses: [{ip: 192.0.2.1}], ports: [{name: sql, port: 1}]}"
    own = ", endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io"
    deleted = endpoint_slice("x", "db", "{addresses: [192.0.2.1]}", "", labels=own)
    with_pods = service("db", "app: db", ports=SQL) + pod("a")
    exempt = endpoints("db", subset, ', labels: {endpointslice.kubernetes.io/skip-mirror: "true"}')
    lock = endpoints("db", subset, ", annotations: {control-plane.alpha.kubernetes.io/leader: x}")

    assert ["Endpoints db do not count: the Service has a selector, so the controller overwrites them"] == (
        reasons(with_pods + endpoints("db", subset), "db")
    )
    assert ["EndpointSlice x does not count: it carries the mark of a controller, which deletes it"] == (
        reasons(with_pods + deleted + exempt, "db")
    )
    assert [
        "Endpoints db do not count: their label endpointslice.kubernetes.io/skip-mirror keeps them from being mirrored",
        "Endpoints db do not count: they are a lock of a leader election",
        "Endpoints db do not count: they have no addresses",
    ] == reasons(SELECTORLESS + exempt + lock + endpoints("db", ""), "db")[1:]
    assert ["Endpoints db of example.yaml is replaced by a later object of that name"] == (
        reasons(SELECTORLESS + endpoints("db", subset) + endpoints("db", subset), "db")
    )


def test_a_slice_of_an_old_version_does_not_count() -> None:
    """Measured: the server knows the version no more, and there is no slice."""
    old = endpoint_slice("a", "db", "{addresses: [192.0.2.1]}", "{name: sql, port: 1}").replace("k8s.io/v1", "k8s.io/v1beta1")

    assert [] == backends(SELECTORLESS + old, "db")
    assert (
        "EndpointSlice a of example.yaml does not count: Kubernetes no longer serves discovery.k8s.io/v1beta1"
        == (reasons(SELECTORLESS + old, "db")[-1])
    )


def test_workloads_that_do_not_count() -> None:
    web = workload("web", "app: web")
    old = workload("web", "app: web", kind="Deployment", api="extensions/v1beta1", spec="replicas: 2")

    assert ["Deployment web of example.yaml is replaced by a later object of that name"] == (
        reasons(service("web", "app: web") + web + web, "web")
    )
    assert ["Deployment old of example.yaml does not count: Kubernetes no longer serves extensions/v1beta1"] == (
        reasons(service("web", "app: web") + web + old.replace("{name: web", "{name: old", 1), "web")
    )


def test_a_workload_whose_label_nobody_knows_may_answer_too() -> None:
    db = workload("db", "app: db", kind="StatefulSet")
    own = workload("fleet", "app: db", kind="StatefulSet", api="example.com/v1")
    one = "statefulset.kubernetes.io/pod-name: db-0"

    assert [
        "StatefulSet fleet may answer too: its controller sets statefulset.kubernetes.io/pod-name, and no file tells the value"
    ] == reasons(service("db", f"app: db, {one}") + db + own, "db")
    assert [] == reasons(service("db", one) + db + own, "db")
