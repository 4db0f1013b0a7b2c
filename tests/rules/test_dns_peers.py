"""Names of numbered pods in text: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from tests.graph.worlds import service, workload
from tests.linting import said
from tests.rules.naming import WEB, config, fixed, found, only, place, stateful


@pytest.mark.parametrize("name", ["db-3.db", "db-3.db.shop", "db-3.db.shop.svc", "tcp://db-3.db.shop.svc.cluster.local:5432"])
def test_pods_that_the_set_does_not_have(name: str) -> None:
    text = stateful("{serviceName: db, replicas: 3}".strip("{}").replace(", ", "\n  ")) + config(name)

    assert only("SVC414", text).endswith(" is no pod: StatefulSet db has 3 pods, db-0 to db-2")
    assert only("SVC414", text).startswith("error: ")


@pytest.mark.parametrize(
    "name",
    [
        "db-2.db",
        "db-0.db.shop.svc",
        "other-5.db",
        "db-x.db",
        "db-$(N).db",
        "db-5.example.com",
        "db-0.log",
        "a.db-5.db.shop.svc",
    ],
)
def test_pods_that_are_there_or_not_known(name: str) -> None:
    assert found("SVC414", stateful("serviceName: db\n  replicas: 3") + config(f"'{name}'")) == []


def test_replicas_left_out_may_be_someone_elses_business() -> None:
    message = only("SVC414", stateful() + config("db-1.db"))

    assert message == "warning: db-1.db is no pod: StatefulSet db has one pod, db-0"


def test_ordinals_may_start_elsewhere() -> None:
    text = stateful("serviceName: db\n  replicas: 2\n  ordinals: {start: 5}")

    assert found("SVC414", text + config("db-6.db")) == []
    assert only("SVC414", text + config("db-0.db")).endswith("2 pods, db-5 to db-6")


def test_autoscalers_and_pauses_decide_otherwise() -> None:
    scaler = """
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: db, namespace: shop}
spec: {maxReplicas: 9, scaleTargetRef: {apiVersion: apps/v1, kind: StatefulSet, name: db}}
---
"""

    assert found("SVC414", stateful("serviceName: db\n  replicas: 3") + scaler + config("db-5.db")) == []
    assert found("SVC414", stateful("serviceName: db\n  replicas: 0") + config("db-0.db")) == []


def test_alternatives_side_by_side() -> None:
    two, five = (stateful(f"serviceName: db\n  replicas: {number}") for number in (2, 5))

    assert found("SVC414", two + five + config("db-4.db")) == []
    assert len(found("SVC414", two + five + config("db-5.db"))) == 1


def test_pods_have_their_names_below_the_governing_service_only() -> None:
    text = stateful("serviceName: db") + config("tcp://db-0.db-read:5432")

    assert only("SVC414", text).endswith("the pods of StatefulSet db have their names below db, not below db-read")
    assert fixed("SVC414", text) == text.replace("db-0.db-read:", "db-0.db:")


def test_slip_in_the_service() -> None:
    text = stateful("serviceName: db-read") + config("db-0.db-raed")

    assert fixed("SVC414", text) == text.replace("db-raed", "db-read")


@pytest.mark.parametrize(("name", "said_of"), [("db-0.db-peers", 1), ("db-0.dbs-x.shop.svc", 0), ("db-0.web-db", 1)])
def test_a_word_more_behind_a_pod_that_is_there(name: str, said_of: int) -> None:
    text = stateful("serviceName: db\n  replicas: 3") + config(name)

    assert said_of == len(found("SVC414", text))


def test_a_word_more_may_be_a_namespace_or_a_service_of_files_that_are_missing() -> None:
    text = stateful("serviceName: db\n  replicas: 3") + config("db-0.db-peers")
    other = service("web", "app: web").replace("{name: web", "{namespace: db-peers, name: web")
    crd = "apiVersion: example.com/v1\nkind: Cluster\nmetadata: {name: a}\n---\n"

    assert found("SVC414", text + other) == []
    assert found("SVC414", crd + text) == []


@pytest.mark.parametrize("name", ["db1.db:5432", "d-b-1.db:5432", "db1.db.shop.svc", "db1.db.shop.svc.cluster.local"])
def test_a_name_that_is_nearly_the_one_of_a_pod(name: str) -> None:
    text = stateful("serviceName: db\n  replicas: 3") + client(name)
    pod = name.partition(":")[0]

    assert f"error: {pod} is no pod below Service db; the nearest is db-1 of StatefulSet db" == only("SVC420", text)


@pytest.mark.parametrize(
    "name",
    [
        "db-1.db",
        "db-7.db",
        "replica.db",
        "db-1.db.shop.svc",
        "replica.db.shop.svc",
        "db1.other:5432",
        "see db1.db",
        "db1",
        "a.db1.db.shop.svc",
        "db1.db.shop.svc.example.com",
        "$(POD).db.shop.svc",
    ],
)
def test_names_of_pods_that_are_there_or_quite_another(name: str) -> None:
    assert found("SVC420", stateful("serviceName: db\n  replicas: 3") + client(f"'{name}'")) == []


def test_a_slip_in_a_hostname_that_a_pod_gives_itself() -> None:
    pod = """
apiVersion: v1
kind: Pod
metadata: {name: one, namespace: shop, labels: {app: db}}
spec:
  hostname: primary
  subdomain: db
  containers: [{name: db, image: db}]
---
"""
    text = stateful() + pod + client("primray.db.shop.svc")

    assert only("SVC420", text) == "error: primray.db.shop.svc is no pod below Service db; the nearest is primary of Pod one"


def test_without_a_governing_service_there_are_no_names() -> None:
    text = stateful("serviceName: ''") + config("db-0.db")

    assert only("SVC414", text).endswith("StatefulSet db has no serviceName, so its pods have no names of their own")
    assert fixed("SVC414", text) == text


def test_service_and_namespace_of_these_names() -> None:
    other = WEB.replace("name: web, namespace: shop", "name: db-7, namespace: db")

    assert found("SVC414", stateful() + other + config("http://db-7.db:80")) == []


def test_name_that_a_pod_or_an_address_publishes() -> None:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: x, namespace: shop}\nspec: {hostname: db-7, subdomain: db}\n---\n"
    subsets = "subsets: [{addresses: [{ip: 192.0.2.1}]}]"
    hosts = f"apiVersion: v1\nkind: Endpoints\nmetadata: {{name: db, namespace: shop}}\n{subsets}\n---\n"

    assert found("SVC414", stateful() + pod + config("db-7.db")) == []
    assert found("SVC414", stateful() + hosts + config("db-7.db")) == []


def test_kustomization_may_change_the_number() -> None:
    ((severity, *_),) = said(stateful() + config("db-1.db"), "SVC414", kustomizations=frozenset({""}))

    assert severity == "info"


def test_short_names_in_annotations_are_not_looked_up_here() -> None:
    note = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: shop, annotations: {a: NAME}}\n---\n"

    assert found("SVC414", stateful() + note.replace("NAME", "db-7.db")) == []
    assert len(found("SVC414", stateful() + note.replace("NAME", "db-7.db.shop.svc"))) == 1


MANY = "serviceName: db\n  replicas: 3"


def test_later_pods_of_an_ordered_set() -> None:
    text = stateful(MANY, args="--join=db-0.db, --join=db-1.db")

    assert place("SVC415", text) == ["db-1.db"]
    assert only("SVC415", text).startswith("info: the pods of StatefulSet db look each other up as db-1.db, ")


@pytest.mark.parametrize(
    "args", ["--join=db-0.db", "--join=db-5.db", "--self=$(POD_NAME).db", "http://db:5432", "http://web.shop:80"]
)
def test_first_pod_of_an_ordered_set_is_ready_before_the_next_one_asks(args: str) -> None:
    assert found("SVC415", WEB + stateful(MANY, args=f"'{args}'")) == []


@pytest.mark.parametrize("args", ["--join=db-0.db", "http://db:5432", "db.shop.svc"])
def test_pods_that_start_together(args: str) -> None:
    assert len(found("SVC415", stateful(f"{MANY}\n  podManagementPolicy: Parallel", args=f"'{args}'"))) == 1


def test_names_that_come_from_a_config_map() -> None:
    text = stateful(
        MANY, probe="readinessProbe: {tcpSocket: {port: 5432}}\n        envFrom: [{configMapRef: {name: settings}}]"
    )

    assert place("SVC415", text + config("db-2.db")) == ["db-2.db"]


def test_deployment_behind_a_headless_service() -> None:
    def text(args: str) -> str:
        whole = stateful("replicas: 2", args=f"'{args}'")
        return whole.replace("kind: StatefulSet", "kind: Deployment")

    assert len(found("SVC415", text("dns+http://db:7946"))) == 1
    assert found("SVC415", text("http://db-read:5432")) == []


def test_what_makes_peers_ready_or_known_at_once() -> None:
    args = "db-1.db"
    published = stateful(MANY, args=args).replace("clusterIP: None", "clusterIP: None, publishNotReadyAddresses: true")

    assert found("SVC415", published) == []
    assert found("SVC415", stateful(MANY, args=args, probe="")) == []
    assert found("SVC415", stateful("serviceName: db\n  replicas: 1", args="db-0.db")) == []
    assert found("SVC415", stateful(MANY, args=args).replace("kind: StatefulSet", "kind: Job")) == []


def test_workload_without_a_template() -> None:
    assert found("SVC415", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n") == []


def client(host: str) -> str:
    env = f"env: [{{name: DB, value: {host}}}]"
    return workload("client", "app: client", namespace="shop").replace("ports: [", f"{env}, ports: [")


def test_the_name_of_a_pod_alone_is_found_by_that_pod_only() -> None:
    text = stateful("serviceName: db\n  replicas: 3") + client("db-1:5432")

    assert only("SVC414", text) == (
        "error: db-1 alone is no name: the pods of StatefulSet db have theirs below a Service, as db-1.db"
    )
    assert "value: db-1.db:5432}" in fixed("SVC414", text)


def test_the_name_of_a_pod_alone_in_its_own_text_may_be_its_own() -> None:
    peers = '"--peers=db-0:5432,db-1:5432"'

    expected = ["warning", "warning"]
    assert expected == [each for each, *_ in found("SVC414", stateful("serviceName: db\n  replicas: 2", args=peers))]
    assert found("SVC414", stateful("serviceName: db\n  replicas: 1", args=peers)) == []
    assert ["warning"] == [each for each, *_ in found("SVC414", stateful() + config("http://db-0:5432/"))]


@pytest.mark.parametrize(
    "text",
    [
        stateful() + client("db-1:5432") + "---\n" + service("db-1", "app: db", namespace="shop"),
        stateful() + client("say db-1:5432 aloud"),
        stateful() + client("other-1:5432"),
        stateful("serviceName: none") + client("db-1:5432"),
    ],
)
def test_a_word_with_a_number_that_is_no_pods_name(text: str) -> None:
    assert found("SVC414", text) == []


def test_what_a_peer_is_called_before_its_address_is_no_host() -> None:
    peers = "db-0=http://db-0.db:2380,db-1=http://db-1.db:2380"

    assert [] == found("SVC414", stateful("serviceName: db\n  replicas: 2", args=f"'--initial-cluster={peers}'"))
    assert len(found("SVC414", stateful("serviceName: db\n  replicas: 2", args="'http://db-0.db:2380,db-1:2380'"))) == 1


@pytest.mark.parametrize(
    ("probe", "published", "expected"),
    [
        ("{exec: {command: [raft, has-leader]}}", "", ["warning"]),
        ("{httpGet: {path: /_cluster/health, port: 5432}}", "", ["warning"]),
        ("{httpGet: {path: '/_cluster/health?local=true', port: 5432}}", "", ["info"]),
        ("{tcpSocket: {port: 5432}}", "", ["info"]),
        ("{exec: {command: [raft, has-leader]}}", ", publishNotReadyAddresses: false", []),
    ],
)
def test_readiness_that_waits_for_the_peers_is_a_warning(probe: str, published: str, expected: list[str]) -> None:
    text = stateful(MANY, args="db-1.db", probe=f"readinessProbe: {probe}").replace(
        "clusterIP: None", f"clusterIP: None{published}"
    )

    assert expected == [severity for severity, *_ in found("SVC415", text)]
