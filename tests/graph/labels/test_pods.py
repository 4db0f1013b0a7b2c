"""Which workloads answer, which nearly do, and why nobody can tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Unverifiable, few, listed
from svclint.model.service import Service
from svclint.model.workload import Workload
from svclint.settings import External, ExternalWorkload, Settings
from svclint.sources.source import Skipped
from tests.graph.worlds import graph_of, service, service_of, workload

RESOURCE = "---\napiVersion: example.com/v1\nkind: Fleet\nmetadata: {name: fleet}\n"
TWO = "app: web, tier: front"


def answer(text: str, settings: Settings | None = None, skipped: tuple[Skipped, ...] = ()) -> Answer[Workload]:
    graph = graph_of(text, settings, skipped=skipped)
    return graph.pods_of(service_of(graph, "web"))


def refuted(text: str, settings: Settings | None = None, skipped: tuple[Skipped, ...] = ()) -> Contradicted:
    found = answer(text, settings, skipped)
    assert isinstance(found, Contradicted)
    return found


def doubted(text: str, settings: Settings | None = None, skipped: tuple[Skipped, ...] = ()) -> str:
    found = answer(text, settings, skipped)
    assert isinstance(found, Unverifiable)
    return found.because


LABELS = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), min_size=1)


@given(LABELS, st.lists(LABELS, max_size=4))
def test_what_is_found_is_what_contains_the_selector(selector: dict[str, str], pods: list[dict[str, str]]) -> None:
    def flow(labels: dict[str, str]) -> str:
        return ", ".join(f"{key}: '{value}'" for key, value in labels.items())

    graph = graph_of(service("web", flow(selector)) + "".join(workload(f"w{n}", flow(labels)) for n, labels in enumerate(pods)))

    expected = [f"w{number}" for number, labels in enumerate(pods) if selector.items() <= labels.items()]
    assert expected == [each.name for each in graph.backends(service_of(graph, "web"))]


def test_the_one_misspelt_value_is_shown_with_what_agrees() -> None:
    found = refuted(service("web", "app: wbe, tier: front") + workload("web", TWO))

    assert found.hint == "Deployment web has app: web (and tier: front as asked)"
    assert found.slip is not None
    assert (found.slip.at.text, found.slip.expected, found.slip.alone) == ("wbe", "web", True)
    assert [each.message for each in found.near] == ["these pods carry app: web"]


def test_the_one_misspelt_key_is_shown() -> None:
    found = refuted(service("web", "ap: web, tier: front") + workload("web", TWO))

    assert found.slip is not None
    assert (found.slip.at.text, found.slip.expected) == ("ap", "app")
    assert found.hint == "Deployment web has app: web (and tier: front as asked)"


def test_two_slips_of_one_rank_leave_the_choice_open() -> None:
    found = refuted(service("web", "app: webb") + workload("a", "app: webx") + workload("b", "app: weby"))

    assert found.slip is not None
    assert found.slip.alone is False
    assert len(found.near) == 2


@pytest.mark.parametrize("open_world", [RESOURCE, "---\n"])
def test_a_slip_explains_itself_even_where_the_world_is_open(open_world: str) -> None:
    assert refuted(service("web", "app: wbe") + workload("web", "app: web") + open_world).slip


def test_kin_of_the_services_own_name_is_a_slip_too() -> None:
    assert refuted(service("web", "app: web-svc") + workload("web", "app: web") + RESOURCE).slip


def test_a_consistent_name_beside_a_workload_of_another_service_is_none() -> None:
    others = service("webs", "app: webs") + workload("webs", "app: webs")

    assert "Fleet fleet" in doubted(service("web", "app: web") + others + RESOURCE)


def test_other_labels_without_likeness_are_worth_showing_but_no_slip() -> None:
    near = workload("web", "app: web, tier: back")

    assert refuted(service("web", TWO) + near).slip is None
    assert "Fleet fleet" in doubted(service("web", TWO) + near + RESOURCE)


def test_a_label_that_is_missing_is_named() -> None:
    assert (
        refuted(service("web", TWO) + workload("web", "app: web")).hint
        == "Deployment web has no label tier (and app: web as asked)"
    )


def test_labels_on_the_workload_do_not_count() -> None:
    text = service("web", "app: web") + workload("web", "role: front", own_labels="app: web")

    assert refuted(text).hint == "Deployment web itself carries app: web, but its pod template has none of them"


def test_labels_on_the_workload_alone_may_come_from_a_kustomization() -> None:
    graph = graph_of(
        {"base/web.yaml": service("web", "app: web") + workload("web", "x: y", own_labels="app: web")}, kustomizations=("base",)
    )

    assert isinstance(graph.pods_of(service_of(graph, "web")), Unverifiable)


def test_pods_in_another_namespace_are_found() -> None:
    found = refuted(service("web", "app: web", namespace="shpo") + workload("web", "app: web", namespace="shop"))

    assert "in namespace shop, the Service is in shpo" in found.hint
    assert found.certain
    assert found.slip is not None
    assert found.slip.expected == "shop"


@pytest.mark.parametrize(("first", "second"), [("", "shop"), ("shop", "")])
def test_a_namespace_that_nobody_wrote_may_come_from_kubectl(first: str, second: str) -> None:
    found = refuted(service("web", "app: web", namespace=first) + workload("web", "app: web", namespace=second))

    assert not found.certain
    assert "unless `kubectl -n`" in found.hint


def test_a_namespace_that_the_user_gives_is_certain() -> None:
    text = service("web", "app: web") + workload("web", "app: web", namespace="shop")

    assert refuted(text, Settings(namespace="prod")).certain


def test_pods_that_another_service_has_in_a_namespace_of_another_name_are_not_ours() -> None:
    there = service("other", "app: web", namespace="shop") + workload("web", "app: web", namespace="shop")
    graph = graph_of({"web.yaml": service("web", "app: web", namespace="prod"), "shop.yaml": there})
    found = graph.pods_of(service_of(graph, "web"))

    assert isinstance(found, Unverifiable)
    assert "namespace prod" in found.because


def test_a_second_service_of_pods_in_the_same_file_seems_to_be_in_the_wrong_namespace() -> None:
    there = service("other", "app: web", namespace="shop") + workload("web", "app: web", namespace="shop")
    found = refuted(service("web", "app: web", namespace="prod") + there)

    assert found.hint == "Deployment web carries these labels in namespace shop, the Service is in prod"
    assert not found.certain


def test_a_service_of_the_same_name_in_each_namespace_is_its_own() -> None:
    there = service("web", "app: web", namespace="shop") + workload("web", "app: web", namespace="shop")

    assert "namespace prod" in doubted(service("web", "app: web", namespace="prod") + there)


@pytest.mark.parametrize("templates", [workload("a", "app: web, role: main"), workload("a", "app: web, role: primry")])
def test_a_role_that_templates_set_is_no_label_of_run_time(templates: str) -> None:
    found = refuted(service("web", "app: web-svc, role: main") + workload("b", "app: x, role: main") + templates)

    assert "app" in found.hint


def test_a_role_that_no_template_beside_it_sets_comes_at_run_time() -> None:
    text = service("web", "app: web, role: main") + workload("a", "app: web") + workload("b", "app: x, role: other")

    assert "at run time" in doubted(text)


def test_the_workload_of_the_same_name_is_nearer_than_one_with_a_shorter_word() -> None:
    text = service("web", "app: shop") + workload("a", "app: shop-a") + workload("web", "app: shop-website")

    assert refuted(text).hint == "Deployment web has app: shop-website"


def test_a_namespace_managed_elsewhere_settles_it_the_other_way() -> None:
    text = service("web", "app: web", namespace="prod") + workload("web", "app: web", namespace="shop")
    settings = Settings(external=External(namespaces=frozenset({"prod"})))

    assert "managed elsewhere" in doubted(text, settings)


def test_external_workloads_match() -> None:
    settings = Settings(external=External(workloads=(ExternalWorkload("default", (("app", "web"),)),)))

    assert answer(service("web", "app: web"), settings) == Matched(())
    assert "no workload" in doubted(service("web", "app: web, tier: x"), settings)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (service("web", "app: web"), "no workload is among the files given"),
        (service("web", "app: web", namespace="a") + workload("x", "y: z"), "no workload of namespace a"),
        (
            service("web", "app: web", namespace="kube-system") + workload("x", "y: z", namespace="kube-system"),
            "the platform makes",
        ),
        (service("web", "cnpg.io/cluster: db") + workload("x", "y: z"), "set by an operator"),
        (service("web", "app: web, role: leader") + workload("web", "app: web"), "at run time"),
        (service("web", "app: web, broker-id: '0'") + workload("web", "app: web"), "at run time"),
        (service("web", "app: web, web-standby: 'true'") + workload("web", "app: web"), "at run time"),
        (service("web", "app: web") + workload("x", "y: z") + RESOURCE, "Fleet fleet may make pods"),
        (service("web", "app: web") + workload("x", "y: z") + "---\nkind: [\n", "could not be read"),
        (service("web", "app: 1") + workload("x", "y: z"), "the selector's value of app is no string"),
    ],
)
def test_doubts(text: str, reason: str) -> None:
    assert reason in doubted(text)


def test_skipped_files_are_counted() -> None:
    text = service("web", "app: web") + workload("x", "y: z")

    assert "1 file was skipped (a.yaml: helm" in doubted(text, skipped=(Skipped("a.yaml", "helm template"),))
    assert "2 files were" in doubted(text, skipped=(Skipped("a.yaml", "x"), Skipped("b.yaml", "x")))


def test_who_lists_the_kinds_that_make_pods_rules_the_others_out() -> None:
    text = service("web", "app: web") + workload("x", "y: z") + RESOURCE

    assert refuted(text, Settings(pod_producers=frozenset({"Other"})))
    assert "Fleet" in doubted(text, Settings(pod_producers=frozenset({"Fleet.example.com"})))
    known = text.replace("Fleet", "Kafka")
    assert "Kafka" in doubted(known, Settings(pod_producers=frozenset({"Other"})))


def test_kinds_that_make_no_pods_raise_no_doubt() -> None:
    harmless = RESOURCE.replace("example.com", "cert-manager.io") + RESOURCE.replace("Fleet", "ServiceMonitor")

    assert refuted(service("web", "app: web") + workload("x", "y: z") + harmless)


def test_without_anything_near_it_says_what_is_there() -> None:
    assert refuted(service("web", "app: web") + workload("x", "y: z")).hint == "no pod of namespace default has a label app"
    five = "".join(workload(f"x{word}", f"app: {word}") for word in ("cat", "ox", "dog", "hen", "goose", "mouse"))
    assert refuted(service("web", "app: frontend") + five).hint.endswith("have app: cat, ox, dog, hen and 2 more")
    pair = workload("a", "app: web, kind: v") + workload("b", "tier: front, kind: v")
    three = "app: web, tier: front, kind: w"
    assert "have kind: v" in refuted(service("web", three) + pair).hint
    apart = workload("a", "a: '1', b: '1'") + workload("b", "c: '1', d: '1'")
    assert "each label is on some pod" in refuted(service("web", "a: '1', b: '1', c: '1', d: '1'") + apart).hint


def test_a_pod_number_beyond_the_replicas_is_certain() -> None:
    db = workload("db", "app: db", kind="StatefulSet", spec="replicas: 3")
    found = refuted(service("web", "app: db, statefulset.kubernetes.io/pod-name: db-3") + db + RESOURCE)

    assert found.impossible == "statefulset.kubernetes.io/pod-name"
    assert found.hint == "the pods of StatefulSet db get db-0 to db-2"


def test_a_pod_number_under_an_autoscaler_is_taken_to_exist() -> None:
    db = workload("db", "app: db", kind="StatefulSet", spec="replicas: 3")
    scaler = "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: db}\n"
    scaler += "spec: {scaleTargetRef: {kind: StatefulSet, name: db}}\n"

    assert isinstance(answer(service("web", "statefulset.kubernetes.io/pod-name: db-3") + db + scaler), Matched)


def test_a_misspelt_pod_name_is_a_slip() -> None:
    found = refuted(
        service("web", "statefulset.kubernetes.io/pod-name: bd-0") + workload("db", "a: b", kind="StatefulSet") + RESOURCE
    )

    assert found.slip is not None
    assert found.slip.expected == "db-0"


def test_other_kinds_never_carry_it() -> None:
    text = service("web", "app: web, apps.kubernetes.io/pod-index: '0'") + workload("web", "app: web")

    assert "only the controller of a StatefulSet sets this label" in refuted(text).hint
    assert "Fleet" in doubted(text + RESOURCE)


def test_what_each_controller_gives_is_said() -> None:
    empty = workload("db", "app: db", kind="StatefulSet", spec="replicas: 0")
    assert "has no replicas" in refuted(service("web", "app: db, apps.kubernetes.io/pod-index: '0'") + empty).hint
    one = workload("db", "app: db", kind="StatefulSet")
    assert "db get 0" in refuted(service("web", "app: db, apps.kubernetes.io/pod-index: '7'") + one).hint
    job = workload("seed", "app: seed", kind="Job", api="batch/v1")
    assert "Job seed get seed" in refuted(service("web", "app: seed, job-name: other") + job).hint
    own = workload("seed", "app: seed", kind="Job", api="batch/v1", spec="manualSelector: true")
    assert "the pods of Job seed keep the labels of their template" == (
        refuted(service("web", "app: seed, job-name: seed") + own).hint
    )


def test_other_labels_at_fault_are_not_blamed_on_the_controllers() -> None:
    text = service("web", "app: wbe, apps.kubernetes.io/pod-index: '0'") + workload("web", "app: web", kind="StatefulSet")

    assert refuted(text).impossible == ""


def test_services_of_a_workload_come_in_the_order_of_the_input() -> None:
    graph = graph_of(service("c", "app: web") + service("a", "tier: front") + service("b", "app: web") + workload("web", TWO))

    assert [each.name for each in graph.services_selecting(graph.of(Workload)[0])] == ["c", "a", "b"]


def test_the_last_of_a_name_and_served_versions_stay_once_applied() -> None:
    old = workload("old", "app: web", api="apps/v1beta1")
    graph = graph_of(
        {"a.yaml": service("web", "app: web") + old + workload("web", "app: web"), "b.yaml": workload("web", "app: web")}
    )

    assert [each.document.source.path for each in graph.applied_backends(service_of(graph, "web"))] == ["b.yaml"]


def test_a_service_without_selector_has_no_backends() -> None:
    graph = graph_of(
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n" + workload("web", "app: web")
    )

    assert graph.backends(service_of(graph, "web")) == ()


def test_the_value_under_another_key_is_worth_showing() -> None:
    assert refuted(service("web", "app: web") + workload("web", "name: web")).hint == "Deployment web has name: web, no app"


def test_a_stranger_that_only_shares_the_value_is_not_shown() -> None:
    found = refuted(service("web", "app: web") + workload("api", "app: queue, name: web"))

    assert found.near == ()


def test_a_selector_that_cannot_be_read_takes_nothing() -> None:
    graph = graph_of(service("web", "app: web, tier: ") + workload("web", "app: web"))

    assert graph.backends(service_of(graph, "web")) == ()


def test_long_lists_of_places_are_cut() -> None:
    places = [Related(graph_of(service("web", "a: b")).of(Service)[0].node, f"place {number}") for number in range(7)]

    assert [each.message for each in few(places)] == ["place 0", "place 1", "place 2", "place 3", "place 4, and 2 more"]
    assert few(places[:2]) == tuple(places[:2])


def test_long_lists_of_words_are_cut() -> None:
    assert [listed(["a"]), listed(["a", "b"]), listed(list("abcdefg"))] == ["a", "a and b", "a, b, c, d and 3 more"]
    assert listed([]) == ""


@pytest.mark.parametrize(("folder", "expected"), [("", True), ("k8s", True), ("k8s/base", True), ("other", False)])
def test_a_kustomization_holds_for_what_lies_below_it(folder: str, expected: object) -> None:
    graph = graph_of({"k8s/base/web.yaml": service("web", "app: web") + workload("x", "a: b")}, kustomizations=(folder,))

    assert isinstance(graph.pods_of(service_of(graph, "web")), Unverifiable) is expected


def test_a_service_whose_first_pair_fits_need_not_take_the_pods() -> None:
    graph = graph_of(service("a", "app: web, tier: db") + service("b", "") + workload("web", "app: web"))

    assert list(graph.index.selecting("default", {"app": "web"})) == []


def test_a_vocabulary_and_the_numbers_of_a_namespace_are_made_once() -> None:
    index = graph_of("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {port: '8080'}\n").index

    assert index.pods.vocabulary("default", "app") is index.pods.vocabulary("default", "app")
    assert index.numbers_in_config("default") is index.numbers_in_config("default")
    assert "8080" in index.numbers_in_config("default")


def test_a_container_port_without_a_number_has_a_name_only() -> None:
    graph = graph_of(service("web", "app: web") + workload("web", "app: web", ports="{name: http}"))
    servers = graph.servers(service_of(graph, "web"))

    assert list(servers.named("http", "TCP")) == [0]
    assert servers.numbered(80, "TCP") == {}


def test_a_selector_that_cannot_be_read_has_no_backends() -> None:
    graph = graph_of(service("web", "app: web, id: 1") + workload("web", "app: web"))

    assert graph.backends(service_of(graph, "web")) == ()


def test_only_the_nearest_of_several_slips_is_shown() -> None:
    text = service("web", "app: frnot, tier: web") + workload("front", "app: front, tier: web")
    found = refuted(text + workload("frost", "app: frost, tier: web"))

    assert found.hint == "Deployment front has app: front (and tier: web as asked)"
    assert [each.message for each in found.near] == ["these pods carry app: front"]
