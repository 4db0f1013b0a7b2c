"""Services that select pods of custom resources, and Services that their controllers make."""

from __future__ import annotations

import json

import pytest

from svclint.graph.answers import Answer, Contradicted, Matched, Unverifiable
from svclint.graph.backends.endpoints import endpoints_of
from svclint.graph.dns.lookup import look_up
from svclint.graph.dns.zone import Zone
from svclint.graph.graph import Graph
from svclint.graph.labels.near_services import near_services
from svclint.model.producer_table import shipped_rows
from svclint.model.service import Service
from svclint.model.workload import Workload
from svclint.producers import Producer, producer_of
from svclint.settings import Settings
from tests.graph.scenarios import document, reasons
from tests.graph.worlds import graph_of, service, service_of, workload

DB = document("postgresql.cnpg.io/v1", "Cluster", "shop-db", "spec: {instances: 3}")
SEARCH = document("elasticsearch.k8s.elastic.co/v1", "Elasticsearch", "find", "spec: {nodeSets: [{name: hot, count: 2}]}")
WEB = workload("web", "app: web")
LLM = document(
    "leaderworkerset.x-k8s.io/v1",
    "LeaderWorkerSet",
    "llm",
    "spec: {replicas: 2, leaderWorkerTemplate: {workerTemplate: {metadata: {labels: {a: b}}, spec: {containers: [{}]}}}}",
)
CLOSED = producer_of(
    {
        "kind": "Fleet.example.com",
        "pods": [{"labels": {"example.com/fleet": "{name}", "example.com/rank": ["first", "mate-*"]}}],
        "services": [{"name": "{name}-ships"}, {"name": "{name}-ship-*"}, {"name": "{spec.none}"}],
    }
)
FLEET = document("example.com/v1", "Fleet", "sea")
OWN = Settings(pod_producers=frozenset({CLOSED}))
INDEX = "leaderworkerset.sigs.k8s.io/worker-index"
CLUSTER, ROLE = "cnpg.io/cluster", "cnpg.io/instanceRole"


def answer(selector: str, world: str, settings: Settings | None = None) -> Answer[Workload]:
    graph = graph_of(service("asking", selector) + world, settings)
    return graph.pods_of(service_of(graph, "asking"))


def refuted(selector: str, world: str, settings: Settings | None = None) -> Contradicted:
    found = answer(selector, world, settings)
    assert isinstance(found, Contradicted)
    return found


def doubted(selector: str, world: str, settings: Settings | None = None) -> str:
    found = answer(selector, world, settings)
    assert isinstance(found, Unverifiable)
    return found.because


def titles(found: Answer[Workload]) -> list[str]:
    return [each.title for each in found.found] if isinstance(found, Matched) else []


@pytest.mark.parametrize("selector", [f"{CLUSTER}: shop-db", f"{CLUSTER}: shop-db, {ROLE}: primary", f"{ROLE}: replica"])
def test_pods_of_a_custom_resource_are_selected_by_what_its_controller_sets(selector: str) -> None:
    assert ["Cluster shop-db"] == titles(answer(selector, DB))


def test_another_name_is_a_near_miss() -> None:
    found = refuted(f"{CLUSTER}: shopdb", DB)

    assert f"Cluster shop-db has {CLUSTER}: shop-db" == found.hint
    assert found.slip is not None
    assert ("shopdb", "shop-db") == (found.slip.at.text, found.slip.expected)


def test_a_label_of_a_controller_is_set_by_no_other_one() -> None:
    assert f"the pods of namespace default have {CLUSTER}: shop-db" == refuted(f"{CLUSTER}: orders", DB + SEARCH).hint
    assert "is set by an operator" in doubted(f"{CLUSTER}: orders", SEARCH + WEB)


def test_a_value_that_the_controller_never_sets_is_impossible() -> None:
    found = refuted(f"{CLUSTER}: shop-db, {ROLE}: primry", DB)

    assert (ROLE, "the pods of Cluster shop-db get primary and replica") == (found.impossible, found.hint)
    assert found.slip is not None
    assert "primary" == found.slip.expected
    assert "may set further labels" in doubted("role: leader", DB)


def test_patterns_of_values_are_shown_and_never_proposed() -> None:
    ours = "example.com/fleet: sea, example.com/rank"

    assert ["Fleet sea"] == titles(answer(f"{ours}: mate-2", FLEET, OWN))
    found = refuted(f"{ours}: mate2", FLEET, OWN)
    assert ("the pods of Fleet sea get first and mate-*", None) == (found.hint, found.slip)


@pytest.mark.parametrize("labels", ["app: other", f"{CLUSTER}: shop-db, tier: x", f"{ROLE}: primary, tier: x"])
def test_where_the_controller_may_set_more_the_rest_is_not_certain(labels: str) -> None:
    assert "the controller of Cluster shop-db may set further labels" in doubted(labels, DB + WEB)


def test_the_second_of_a_kind_may_set_more_too() -> None:
    two = DB + DB.replace("shop-db", "orders-db")

    assert "the controller of Cluster orders-db may" in doubted(f"{CLUSTER}: orders-db, tier: x", two)


def test_where_all_labels_are_known_nothing_is_doubted() -> None:
    assert "no pod of namespace default has a label app" == refuted("app: other", FLEET, OWN).hint
    assert "Fleet sea may make pods" in doubted("app: other", FLEET + WEB)


def test_a_name_in_text_may_be_that_of_a_service_that_a_controller_makes() -> None:
    env = workload("web", "app: web").replace("image:", "env: [{name: SEARCH_HOST, value: 'find-es-http:9200'}], image:")
    asked = service("find-es-htp", "app: web", ports="{port: 9200}")

    assert ["find-es-htp"] == [each.hint.split()[-1] for each in _readings(env + asked)]
    assert [] == _readings(env + asked + SEARCH)


def _readings(text: str) -> list[Contradicted]:
    return [each.answer for each in graph_of(text).names.all if isinstance(each.answer, Contradicted)]


def test_labels_of_the_resource_itself_say_nothing() -> None:
    own = document("postgresql.cnpg.io/v1", "Cluster", "shop-db", "spec: {}", ", labels: {tier: x, application: y}")

    assert "may set further labels" in doubted(f"{CLUSTER}: shop-db, tier: x", own)


def test_a_group_of_leader_and_workers_has_two_sets_of_pods() -> None:
    key = "leaderworkerset.sigs.k8s.io"

    assert ["LeaderWorkerSet llm (leader)", "LeaderWorkerSet llm (workers)"] == titles(answer(f"{key}/name: llm", LLM))
    assert ["LeaderWorkerSet llm (leader)"] == titles(answer(f'{key}/name: llm, {key}/worker-index: "0"', LLM))
    assert ["LeaderWorkerSet llm (workers)"] == titles(answer(f'{key}/name: llm, {key}/worker-index: "3"', LLM))
    assert f"LeaderWorkerSet llm (leader) has {key}/name: llm" == refuted(f"{key}/name: lmm", LLM).hint
    assert 1 == len([each for each in graph_of(LLM).of(Workload) if each.template])


def test_the_sets_of_pods_are_backends_of_their_own() -> None:
    graph = graph_of(service("asking", "leaderworkerset.sigs.k8s.io/name: llm") + LLM)
    backends = endpoints_of(service_of(graph, "asking"), graph).backends

    assert [("leader", 2), ("workers", None)] == [
        (each.owner.identity[-1], each.replicas) for each in backends if isinstance(each.owner, Workload)
    ]


def test_a_number_needs_no_port_that_is_declared_a_name_does() -> None:
    kafka = document("kafka.strimzi.io/v1", "Kafka", "events", "spec: {kafka: {}}")
    ports = "{name: a, port: 9092}, {name: b, port: 9093, targetPort: tls}"
    text = service("asking", "strimzi.io/name: events-kafka", ports=ports) + kafka
    graph = graph_of(text)
    (backend,) = endpoints_of(service_of(graph, "asking"), graph).backends

    assert [9092] == [each.number for each in backend.ports]
    assert ["b"] == [each.name for each in backend.missing]
    assert "port b (9093) is missing on Kafka events (kafka): the names of its ports are not known" in reasons(text, "asking")


ROLLOUT = "argoproj.io/v1alpha1", "Rollout", "web"
REFERENCE = "kind: Deployment, name: web"


def test_a_rollout_takes_the_template_of_a_deployment() -> None:
    rollout = document(*ROLLOUT, f"spec: {{workloadRef: {{{REFERENCE}}}}}")

    assert ["Deployment web", "Rollout web"] == titles(answer("app: web", rollout + WEB))
    assert ["Rollout web"] == titles(answer("rollouts-pod-template-hash: abc, app: web", rollout + WEB))
    assert "Rollout web may set further labels" in doubted("app: web", rollout + workload("other", "app: other"))


def test_a_rollout_may_scale_the_deployment_down() -> None:
    rollout = document(*ROLLOUT, f"spec: {{replicas: 4, workloadRef: {{{REFERENCE}, scaleDown: onsuccess}}}}")
    text = service("asking", "app: web") + rollout + WEB
    graph = graph_of(text)

    found = endpoints_of(service_of(graph, "asking"), graph).backends
    assert [("Deployment", 0), ("Rollout", 4)] == [(each.owner.kind, each.replicas) for each in found]
    assert "Rollout web takes over its template, and scales Deployment web down" in reasons(text, "asking")


def _service_named(name: str, world: str, settings: Settings | None = None) -> Answer[Service]:
    graph = graph_of(service("asking", "app: web") + WEB + world, settings)
    return graph.service_named("default", name, service_of(graph, "asking"))


@pytest.mark.parametrize("name", ["shop-db-rw", "find-es-http", "find-es-hot"])
def test_a_service_that_a_controller_makes_is_there(name: str) -> None:
    assert Matched(()) == _service_named(name, DB + SEARCH)


def test_one_with_a_name_like_it_is_a_slip() -> None:
    found = _service_named("find-es-htp", DB + SEARCH)

    assert isinstance(found, Contradicted)
    assert "the nearest is Service find-es-http, which the controller of Elasticsearch find makes" == found.hint


def test_a_service_of_the_files_that_is_nearer_comes_first() -> None:
    found = _service_named("find-es-htt", SEARCH + service("find-es-htx", "app: web"))

    assert isinstance(found, Contradicted)
    assert "the nearest is Service find-es-htx" == found.hint


def test_where_the_controller_may_make_more_services_none_is_refuted() -> None:
    found = _service_named("quite-another", DB)

    assert isinstance(found, Unverifiable)
    assert "the controller of Cluster shop-db may make further Services" in found.because
    assert isinstance(_service_named("quite-another", FLEET, OWN), Contradicted)
    assert Matched(()) == _service_named("sea-ship-4", FLEET, OWN)


def test_cluster_dns_answers_for_a_service_that_a_controller_makes() -> None:
    step = look_up(Zone(graph_of(SEARCH + service("web", "app: web"))), "find-es-http", "default").steps[0]

    assert ("answers", "the controller of Elasticsearch find makes this Service") == (step.outcome, step.because)


def test_a_template_inside_a_custom_resource_is_looked_at_like_others() -> None:
    graph = graph_of(document("ray.io/v1", "RayCluster", "ray", "spec: {headGroupSpec: {template: {spec: {}}}}") + WEB)

    assert ["Deployment web", "RayCluster ray (head)"] == [each.title for each in graph.of(Workload)]


def test_pods_that_a_service_takes_are_not_unreached() -> None:
    report = graph_of(service("asking", f'leaderworkerset.sigs.k8s.io/name: llm, {INDEX}: "0"') + LLM)
    leader, workers = (each for each in report.index.workloads["default"])

    assert [1, 0] == [len(report.services_selecting(each)) for each in (leader, workers)]


def test_labels_with_several_values_are_no_near_miss_of_a_service() -> None:
    leaders = service("asking", f'leaderworkerset.sigs.k8s.io/name: llm, a: b, {INDEX}: "0"')
    graph = graph_of(leaders + LLM)
    workers = [each for each in graph.index.workloads["default"] if each.identity[-1] == "workers"]

    assert ["LeaderWorkerSet llm (leader)"] == [each.title for each in graph.backends(service_of(graph, "asking"))]
    assert () == tuple(near_services(graph, workers))


def _whole(row: Producer) -> str:
    """An object of a kind with every part that its row speaks of."""
    spec: dict[str, object] = {"teamId": "red", "cluster": {"name": "a"}}
    for part in (pods.part for pods in row.pods if pods.part):
        steps, here = part.split(".")[1:], spec
        for step in steps[:-1]:
            here = here.setdefault(step, {})  # type: ignore[assignment]  # every step but the last is a mapping
        last = steps[-1]
        inner = {"name": "one", "groupName": "one"}
        here[last.removesuffix("[*]")] = [inner] if last.endswith("[*]") else inner
    return document(f"{row.group}/v1", row.kind, "it", f"spec: {json.dumps(spec)}")


@pytest.mark.parametrize("row", shipped_rows(), ids=lambda row: row.title)
def test_every_row_of_the_table_answers_for_its_own_pods_and_services(row: Producer) -> None:
    graph: Graph = graph_of(_whole(row) + service("x", "a: b"))
    views = [each for each in graph.index.workloads["default"] if each.kind == row.kind]
    selectors = [each.pod_labels for each in views if each.pod_labels]

    assert len(row.pods) == len(views)
    for selector in selectors:
        pairs = ", ".join(f"{key}: {json.dumps(value)}" for key, value in selector.items())
        again = graph_of(_whole(row) + service("x", pairs))
        assert row.kind in {each.kind for each in again.backends(service_of(again, "x"))}
    for made in row.services:
        assert made.part or "{spec" in made.name or graph.index.makers.services_named("default", _filled(made.name))


def _filled(name: str) -> str:
    return name.replace("{name}", "it").replace("*", "0")
