"""What rules say of Services in front of custom resources, in the forms in which their operators' users write them."""

from __future__ import annotations

import pytest

from svclint.catalogue.finding import Severity
from svclint.producers import producer_of
from svclint.settings import Settings
from tests.graph.scenarios import document
from tests.graph.worlds import service, workload
from tests.linting import lint, said

WEB = service("web", "app: web") + workload("web", "app: web", spec="selector: {matchLabels: {app: web}}")
PROMETHEUS = document(
    "monitoring.coreos.com/v1",
    "Prometheus",
    "main",
    "spec: {replicas: 2, podMetadata: {labels: {app.kubernetes.io/component: prometheus, app.kubernetes.io/part-of: watch}}}",
)
ALERTS = document("monitoring.coreos.com/v1", "Alertmanager", "main", "spec: {replicas: 3, portName: http}")
STORE = document(
    "ceph.rook.io/v1", "CephObjectStore", "media", "spec: {gateway: {port: 80, instances: 1}}", ", namespace: ceph"
)
CEPH = document("ceph.rook.io/v1", "CephCluster", "ceph", "spec: {mon: {count: 3}}", ", namespace: ceph")
TENANT = document("minio.min.io/v2", "Tenant", "files", "spec: {pools: [{servers: 4, volumesPerServer: 1}]}")
POSTGRES = document("acid.zalan.do/v1", "postgresql", "acid-shop", "spec: {teamId: acid, numberOfInstances: 2}")
CRUNCHY = document(
    "postgres-operator.crunchydata.com/v1beta1", "PostgresCluster", "hippo", "spec: {instances: [{dataVolumeClaimSpec: {}}]}"
)
KAFKA = document("kafka.strimzi.io/v1beta2", "Kafka", "events", "spec: {kafka: {listeners: []}, entityOperator: {}}")
MACHINE = document(
    "kubevirt.io/v1", "VirtualMachine", "old", "spec: {template: {metadata: {labels: {kubevirt.io/domain: old}}, spec: {}}}"
)
ROLLOUT = workload("shop", "app: shop", kind="Rollout", api="argoproj.io/v1alpha1", ports="{name: http, containerPort: 80}")
SERVERLESS = workload("hello", "team: red", kind="Service", api="serving.knative.dev/v1")
OPERATOR = document(
    "operators.coreos.com/v1alpha1",
    "ClusterServiceVersion",
    "op.v1",
    "spec: {install: {spec: {deployments: [{name: op, spec: {template: {metadata: {labels: {app: op}}, spec: {containers: ["
    "{name: op, image: op, ports: [{name: https, containerPort: 8443}]}]}}}}]}}}",
)
JOBS = document(
    "jobset.x-k8s.io/v1alpha2",
    "JobSet",
    "train",
    "spec: {replicatedJobs: [{name: driver, template: {spec: {template: {spec: {containers: [{name: a, image: a}]}}}}}]}",
)
KEYCLOAK = document("k8s.keycloak.org/v2alpha1", "Keycloak", "sso", "spec: {instances: 2}")
NAMES = "app.kubernetes.io"


@pytest.mark.parametrize(
    ("resource", "selector", "port"),
    [
        (PROMETHEUS, "prometheus: main", "web"),
        (PROMETHEUS, f"{NAMES}/component: prometheus, {NAMES}/instance: main, {NAMES}/part-of: watch", "web"),
        (PROMETHEUS, "operator.prometheus.io/name: main", "reloader-web"),
        (ALERTS, "alertmanager: main", "http"),
        (TENANT, "v1.min.io/tenant: files", "9000"),
        (POSTGRES, "application: spilo, cluster-name: acid-shop, spilo-role: master", "5432"),
        (
            CRUNCHY,
            "postgres-operator.crunchydata.com/cluster: hippo, postgres-operator.crunchydata.com/role: master",
            "postgres",
        ),
        (KAFKA, "strimzi.io/cluster: events, strimzi.io/kind: Kafka, strimzi.io/name: events-kafka", "9092"),
        (MACHINE, "kubevirt.io/domain: old", "22"),
        (MACHINE, "vm.kubevirt.io/name: old", "22"),
        (ROLLOUT, "app: shop", "http"),
        (SERVERLESS, "serving.knative.dev/service: hello", "80"),
        (OPERATOR, "app: op", "https"),
        (JOBS, "jobset.sigs.k8s.io/jobset-name: train", "80"),
        (JOBS, "batch.kubernetes.io/job-name: train-driver-0", "80"),
        (KEYCLOAK, f"app: keycloak, {NAMES}/instance: sso", "https"),
    ],
)
def test_services_as_users_write_them_are_fine(resource: str, selector: str, port: str) -> None:
    text = service("front", selector, ports=f"{{name: a, port: 80, targetPort: {port}}}") + resource + WEB

    assert [] == _troubles(text)


@pytest.mark.parametrize(
    ("resource", "selector"),
    [
        (STORE, "app: rook-ceph-rgw, rook_cluster: ceph, rook_object_store: media"),
        (CEPH, "app: rook-ceph-mgr, rook_cluster: ceph, mgr_role: active"),
    ],
)
def test_also_in_a_namespace_of_their_own(resource: str, selector: str) -> None:
    assert [] == _troubles(service("front", selector, namespace="ceph") + resource + WEB)


def _troubles(text: str) -> list[str]:
    """What is said, no less than a warning."""
    return [each.message for each in lint(text).findings if each.severity >= Severity.WARNING]


@pytest.mark.parametrize(
    ("resource", "selector", "line"),
    [
        (PROMETHEUS, "prometheus: mian", 5),
        (POSTGRES, "cluster-name: acid-shpo, spilo-role: master", 5),
        (JOBS, "jobset.sigs.k8s.io/jobset-name: trian", 5),
        (KAFKA, "strimzi.io/name: event-kafka", 5),
    ],
)
def test_a_slip_is_an_error(resource: str, selector: str, line: int) -> None:
    assert [("error", line)] == [each[:2] for each in said(service("front", selector) + resource + WEB, "SVC201")]


def test_a_value_that_no_controller_sets_is_an_error() -> None:
    text = service("front", "cluster-name: acid-shop, spilo-role: mastr") + POSTGRES

    assert [("error", "no pod gets spilo-role: mastr; the pods of postgresql acid-shop get master and replica")] == [
        (severity, message) for severity, _, message, _ in said(text, "SVC205")
    ]
    assert [] == said(text, "SVC201")


@pytest.mark.parametrize(
    ("resource", "selector"),
    [
        (CEPH, "app: rook-ceph-rgw, rook_cluster: ceph"),
        (CRUNCHY, "postgres-operator.crunchydata.com/cluster: hippo, postgres-operator.crunchydata.com/data: pgbackrest"),
        (POSTGRES, "application: db-connection-pooler, cluster-name: acid-shop"),
        (KAFKA, "strimzi.io/cluster: events, strimzi.io/name: events-jmx-trans"),
        (PROMETHEUS, "prometheus: main, thanos-sidecar: x"),
    ],
)
def test_an_operator_may_make_pods_that_the_table_does_not_list(resource: str, selector: str) -> None:
    text = service("front", selector, namespace="ceph" if resource == CEPH else "") + resource + WEB

    assert ["info"] == [each[0] for each in said(text, "SVC201")] + [each[0] for each in said(text, "SVC205")]


def test_the_name_of_a_port_is_looked_up_in_the_right_template() -> None:
    text = service("front", "app: op", ports="{port: 80, targetPort: htps}") + OPERATOR

    assert [("error", "no container of ClusterServiceVersion op.v1 (op) names a port htps; there is https")] == [
        (severity, message) for severity, _, message, _ in said(text, "SVC301")
    ]


def test_where_no_port_is_known_none_is_missed() -> None:
    text = service("front", "strimzi.io/name: events-kafka", ports="{port: 80, targetPort: tls}") + KAFKA

    assert [] == said(text, "SVC301")
    assert [] == said(text.replace("tls", "9099"), "SVC303")


def test_a_template_inside_a_resource_is_unreached_only_where_no_service_takes_it() -> None:
    reached = service("front", "app: op", ports="{port: 80, targetPort: https}") + OPERATOR
    probed = reached.replace("image: op,", "image: op, readinessProbe: {tcpSocket: {port: https}},")
    ours = "ClusterServiceVersion op.v1 (op)"

    assert [] == [message for _, _, message, _ in said(probed, "SVC208") if ours in message]
    assert [ours] == [ours for _, _, message, _ in said(probed.replace("{app: op}, ports", "{app: x}, ports"), "SVC208")]


def test_users_extend_the_table() -> None:
    database = document("example.com/v1", "Database", "shop")
    row = producer_of({"kind": "Database.example.com", "pods": [{"labels": {"db": "{name}"}}]})
    text = service("front", "db: shop2") + database

    assert ["info"] == [each[0] for each in said(text, "SVC201")]
    assert ["error"] == [each[0] for each in said(text, "SVC201", Settings(pod_producers=frozenset({row})))]
