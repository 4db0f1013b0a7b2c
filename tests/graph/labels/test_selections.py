"""Whom monitors and budgets select, and what they nearly select."""

from __future__ import annotations

import pytest

from svclint.graph.answers import Answer, Contradicted, Matched, Unverifiable
from svclint.graph.graph import Graph
from svclint.model.disruption_budget import DisruptionBudget
from svclint.model.monitors import Monitor
from svclint.model.service import Service
from svclint.model.workload import Workload
from svclint.settings import External, ExternalWorkload, Settings
from tests.graph.worlds import graph_of, workload

HELM_RELEASE = "---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: apps}\n"


def service(name: str, labels: str, *, namespace: str = "", selector: str = "x: y") -> str:
    place = f"namespace: {namespace}, " if namespace else ""
    return (
        f"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}, {place}labels: {{{labels}}}}}\n"
        f"spec: {{selector: {{{selector}}}, ports: [{{name: http, port: 80}}]}}\n"
    )


def monitor(selector: str, more: str = "", *, name: str = "web", namespace: str = "", kind: str = "ServiceMonitor") -> str:
    place = f", namespace: {namespace}" if namespace else ""
    return (
        f"---\napiVersion: monitoring.coreos.com/v1\nkind: {kind}\nmetadata: {{name: {name}{place}}}\n"
        f"spec: {{selector: {selector}, endpoints: [{{port: http}}]{more}}}\n"
    )


def labels(pairs: str) -> str:
    return f"{{matchLabels: {{{pairs}}}}}"


def budget(selector: str, *, name: str = "web", namespace: str = "") -> str:
    place = f", namespace: {namespace}" if namespace else ""
    return (
        f"---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {{name: {name}{place}}}\n"
        f"spec: {{selector: {selector}}}\n"
    )


def asker_in(graph: Graph) -> DisruptionBudget | Monitor:
    askers: list[DisruptionBudget | Monitor] = [*graph.of(DisruptionBudget), *graph.of(Monitor)]
    return askers[0]


def services_of(text: str, settings: Settings | None = None, *, kustomizations: tuple[str, ...] = ()) -> Answer[Service]:
    graph = graph_of(text, settings, kustomizations=kustomizations)
    return graph.selections.services_of(graph.of(Monitor)[0])


def pods_of(text: str, settings: Settings | None = None) -> Answer[Workload]:
    graph = graph_of(text, settings)
    return graph.selections.pods_of(asker_in(graph))


def names(answer: Answer[Service] | Answer[Workload]) -> list[str]:
    assert isinstance(answer, Matched)
    return [each.name for each in answer.found]


def hint(answer: Answer[Service] | Answer[Workload], *, certain: bool = True) -> str:
    assert isinstance(answer, Contradicted)
    assert answer.certain is certain
    return answer.hint


def slip(answer: Answer[Service] | Answer[Workload]) -> tuple[str, str, bool]:
    assert isinstance(answer, Contradicted)
    assert answer.slip is not None
    return answer.slip.at.text, answer.slip.expected, answer.slip.alone


def doubt(answer: Answer[Service] | Answer[Workload]) -> str:
    assert isinstance(answer, Unverifiable)
    return answer.because


def test_services_are_selected_by_their_own_labels() -> None:
    world = service("web", "app: web, tier: front") + service("api", "app: api, tier: front")

    assert ["web"] == names(services_of(world + monitor(labels("app: web"))))
    assert ["web", "api"] == names(services_of(world + monitor(labels("tier: front"))))
    assert ["web", "api"] == names(services_of(world + monitor("{}")))
    assert ["api"] == names(services_of(world + monitor("{matchExpressions: [{key: app, operator: NotIn, values: [web]}]}")))


def test_the_namespaces_are_those_that_it_names() -> None:
    world = service("web", "app: web", namespace="shop") + service("web", "app: web", namespace="test")

    assert ["web"] == names(services_of(world + monitor(labels("app: web"), namespace="shop")))
    assert ["web", "web"] == names(services_of(world + monitor(labels("app: web"), ", namespaceSelector: {any: true}")))
    assert ["web", "web"] == names(
        services_of(world + monitor(labels("app: web"), ", namespaceSelector: {matchNames: [test, shop]}"))
    )


def test_what_gives_no_namespace_may_be_where_a_monitor_looks() -> None:
    text = service("web", "app: web") + monitor(labels("app: web"), ", namespaceSelector: {matchNames: [shop]}")

    assert ["web"] == names(services_of(text))
    assert isinstance(services_of(text, Settings(namespace="test")), Unverifiable)


def test_a_slip_contradicts_whatever_is_missing() -> None:
    answer = services_of(service("web", "app: web, tier: front") + HELM_RELEASE + monitor(labels("app: wbe, tier: front")))

    assert hint(answer) == "Service web has app: web (and tier: front as asked)"
    assert slip(answer) == ("wbe", "web", True)


def test_a_misspelt_key_is_a_slip_too() -> None:
    assert slip(services_of(service("web", "app: web") + monitor(labels("ap: web")))) == ("ap", "app", True)


def test_an_expression_with_one_value_is_like_a_label() -> None:
    selector = "{matchExpressions: [{key: app, operator: In, values: [wbe]}]}"

    assert slip(services_of(service("web", "app: web") + monitor(selector))) == ("wbe", "web", True)


def test_expressions_that_ask_for_no_single_value_have_no_near_miss() -> None:
    several = "{matchExpressions: [{key: app, operator: In, values: [wbe, appi]}, {key: a, operator: In, values: [{}]}]}"

    assert isinstance(services_of(service("web", "app: web") + monitor(several)), Unverifiable)


def test_a_word_more_or_less_is_meant_where_the_name_says_so() -> None:
    world = service("web-shop", "app: web-shop") + service("web-admin", "app: web-admin") + HELM_RELEASE
    answer = services_of(world + monitor(labels("app: web"), name="web-admin"))

    assert hint(answer, certain=False) == "Service web-admin has app: web-admin"
    assert slip(answer) == ("web", "web-admin", False)
    assert isinstance(services_of(world + monitor(labels("app: web"), name="other")), Unverifiable)


def test_a_word_more_is_likely_beside_other_labels_if_nothing_is_missing() -> None:
    world = service("db", "app: shop, tier: db") + monitor(labels("app: shop, tier: db-app"), name="other")

    assert hint(services_of(world), certain=False) == "Service db has tier: db (and app: shop as asked)"
    assert isinstance(services_of(world + HELM_RELEASE), Unverifiable)


def test_a_slip_of_what_bears_the_name_is_only_likely() -> None:
    """Who is called carts and selects carts may well be for another thing than cart."""
    answer = services_of(service("cart", "app: cart") + monitor(labels("app: carts"), name="carts"))

    assert hint(answer, certain=False) == "Service cart has app: cart"


def test_the_namesake_is_near_even_with_another_value() -> None:
    world = service("web", "app: web, tier: a1") + monitor(labels("app: web, tier: b2"))

    assert hint(services_of(world), certain=False) == "Service web has tier: a1 (and app: web as asked)"
    assert (
        hint(services_of(service("web", "app: web") + monitor(labels("app: cart"))), certain=False)
        == "Service web has app: web"
    )
    assert isinstance(services_of(service("api", "app: web, tier: a1") + monitor(labels("app: web, tier: b2"))), Unverifiable)


def test_a_label_under_another_key_or_without_it() -> None:
    renamed = services_of(service("web", "app.kubernetes.io/name: web") + monitor(labels("app: web")))
    lacking = services_of(service("web", "app: web") + monitor(labels("app: web, monitored: 'yes'")))
    other = services_of(service("shop", "name: web") + monitor(labels("app: web"), name="other"))

    assert hint(renamed, certain=False) == "Service web has app.kubernetes.io/name: web, no app"
    assert slip(renamed) == ("app", "app.kubernetes.io/name", False)
    labelled_later = service("web", "app.kubernetes.io/name: web") + monitor(labels("app: web"))
    assert isinstance(services_of(labelled_later, kustomizations=("",)), Unverifiable)
    assert hint(lacking, certain=False) == "Service web has no label monitored (and app: web as asked)"
    assert isinstance(other, Unverifiable)
    assert [each.message for each in other.near] == ["Service shop has no label app"]


def test_only_what_the_whole_name_names_is_near_without_any_likeness() -> None:
    world = service("front", "app: shop") + monitor(labels("app: cart"), name="web-front-end")

    answer = services_of(world)

    assert isinstance(answer, Unverifiable)
    assert answer.near == ()


def test_of_a_repeated_key_the_last_value_counts() -> None:
    assert slip(services_of(service("web", "app: web") + monitor(labels("app: api, app: wbe")))) == ("wbe", "web", True)


def test_the_same_question_has_the_same_answer() -> None:
    graph = graph_of(service("web", "app: web") + monitor(labels("app: web")))
    asker = graph.of(Monitor)[0]

    assert graph.selections.services_of(asker) == graph.selections.services_of(asker) == Matched(graph.of(Service))


def test_the_same_key_is_looked_up_once() -> None:
    graph = graph_of(service("web", "app: web") + monitor(labels("app: wbe")) + monitor(labels("app: ewb")))

    assert [{"web"}, {"web"}] == [
        {answer.slip.expected}
        for each in graph.of(Monitor)
        if isinstance(answer := graph.selections.services_of(each), Contradicted) and answer.slip
    ]


def test_two_that_come_as_near_leave_no_fix() -> None:
    world = service("a", "app: wea") + service("b", "app: wex") + monitor(labels("app: web"), name="m")

    assert slip(services_of(world))[2] is False


def test_labels_of_the_selector_or_the_pods_do_not_count() -> None:
    by_selector = service("web", "", selector="app: web") + monitor(labels("app: web"))
    by_pods = (
        service("web", "a: b", selector="app: web") + workload("web", "app: web, tier: front") + monitor(labels("tier: front"))
    )

    assert hint(services_of(by_selector)) == "Service web selects by these labels, its own labels are none"
    assert hint(services_of(by_pods)) == "the pods of Service web carry these labels, its own labels are a: b"
    assert isinstance(services_of(by_selector, kustomizations=("",)), Unverifiable)


def test_labels_that_stand_elsewhere_are_a_mistake_of_another_name_only_in_a_closed_world() -> None:
    text = service("web", "", selector="app: web") + monitor(labels("app: web"), name="other")

    assert hint(services_of(text), certain=False) == "Service web selects by these labels, its own labels are none"
    assert isinstance(services_of(text + HELM_RELEASE), Unverifiable)


def test_a_monitor_without_a_namespace_selector_looks_beside_itself() -> None:
    world = service("web", "app: web", namespace="shop")

    assert hint(services_of(world + monitor(labels("app: web"), namespace="monitoring"))) == (
        "Service web carries these labels in namespace shop, which namespaceSelector has to name"
    )
    assert isinstance(services_of(world + monitor(labels("app: web"), namespace="monitoring", name="other")), Contradicted)
    assert isinstance(services_of(world + monitor(labels("app: web"))), Unverifiable)
    assert hint(services_of(service("web", "app: web") + monitor(labels("app: web"), namespace="monitoring")), certain=False)


def test_only_the_nearest_are_shown() -> None:
    text = service("web", "tier: front", selector="app: web, tier: front") + monitor(labels("app: web, tier: front"))

    answer = services_of(text)

    assert isinstance(answer, Contradicted)
    assert [each.message for each in answer.near] == ["Service web selects by these labels, its own labels are tier: front"]


def test_a_misspelt_namespace() -> None:
    world = service("web", "app: web", namespace="shop")
    named = services_of(world + monitor(labels("app: web"), ", namespaceSelector: {matchNames: [shp]}"))
    other = services_of(world + monitor(labels("app: web"), ", namespaceSelector: {matchNames: [backend]}"))

    assert slip(named) == ("shp", "shop", True)
    assert isinstance(other, Unverifiable)


def test_a_selector_that_takes_everything_is_never_contradicted() -> None:
    assert isinstance(services_of(service("web", "", namespace="a") + monitor("{}", namespace="b")), Unverifiable)


@pytest.mark.parametrize("selector", ["{matchLabels: {app: 1}}", "{matchExpressions: [{key: app, operator: Near}]}"])
def test_what_the_server_refuses_is_not_judged(selector: str) -> None:
    assert doubt(services_of(service("web", "app: web") + monitor(selector))) == "the API server does not take such a selector"


def test_without_a_selector_nothing_is_selected() -> None:
    assert names(services_of(monitor("null"))) == []
    assert names(pods_of(budget("null"))) == []


def test_doubts_say_what_would_settle_them() -> None:
    assert "no Service is among the files" in doubt(services_of(monitor(labels("app: web"))))
    assert "made by other manifests" in doubt(services_of(service("api", "app: api") + monitor(labels("app: web"))))
    assert "no Service of namespace a" in doubt(
        services_of(service("api", "x: z") + monitor(labels("app: web"), ", namespaceSelector: {matchNames: [a]}"))
    )
    assert isinstance(
        services_of(service("api", "x: z") + monitor(labels("app: web"), ", namespaceSelector: {any: true}")), Unverifiable
    )


def test_what_the_user_knows_is_there() -> None:
    managed = Settings(external=External(namespaces=frozenset({"default"})))
    listed = Settings(external=External(workloads=(ExternalWorkload("default", (("app", "db"),)),)))

    assert names(services_of(monitor(labels("app: web")), managed)) == []
    assert names(pods_of(budget(labels("app: db")), listed)) == []
    assert names(pods_of(budget(labels("app: db")), managed)) == []
    assert isinstance(pods_of(budget(labels("app: cart")), listed), Unverifiable)
    everywhere = monitor(labels("app: db"), ", namespaceSelector: {any: true}", kind="PodMonitor")
    assert names(pods_of(everywhere, listed)) == []


def test_budgets_select_pods_and_not_workloads() -> None:
    world = workload("web", "app: web", own_labels="tier: front")

    assert ["web"] == names(pods_of(world + budget(labels("app: web"))))
    assert hint(pods_of(world + budget(labels("tier: front")))) == "Deployment web itself carries these labels, its pods do not"
    assert slip(pods_of(world + budget(labels("app: wbe")))) == ("wbe", "web", True)


def test_a_workload_without_a_template_has_no_labels_to_show() -> None:
    world = "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, labels: {app: web}}\nspec: {}\n"

    assert hint(pods_of(world + budget(labels("app: web")))) == "Deployment web itself carries these labels, its pods do not"


def test_labels_of_controllers_cannot_be_decided() -> None:
    world = workload("db", "app: db", kind="StatefulSet")

    assert ["db"] == names(pods_of(world + budget(labels("app: db, controller-revision-hash: a"))))
    assert [] == names(pods_of(world + budget(labels("app: cart, controller-revision-hash: a"))))


def test_doubts_about_pods() -> None:
    world = workload("api", "app: api")

    assert "no workload is among the files" in doubt(pods_of(budget(labels("app: web"))))
    assert "applications set on their pods" in doubt(pods_of(world + budget(labels("vault-active: 'true'"))))
    assert "is set by an operator" in doubt(pods_of(world + budget(labels("cnpg.io/cluster: db"))))
    other = monitor(labels("app: web"), ", namespaceSelector: {matchNames: [shop]}", kind="PodMonitor")
    assert "made by other manifests" in doubt(pods_of(workload("api", "app: api", namespace="x") + other))


def test_a_budget_cannot_look_elsewhere() -> None:
    elsewhere = workload("web", "app: web", namespace="shop")
    own = workload("api", "app: api", namespace="test")

    assert hint(pods_of(elsewhere + own + budget(labels("app: web"), namespace="test")), certain=False) == (
        "Deployment web carries these labels in namespace shop"
    )
    assert isinstance(pods_of(elsewhere + budget(labels("app: web"), namespace="test")), Unverifiable)
    assert slip(pods_of(elsewhere + budget(labels("app: web"), namespace="shopp"))) == ("shopp", "shop", True)


def test_refutation_is_by_what_the_monitor_is_for() -> None:
    probe = (
        "---\napiVersion: monitoring.coreos.com/v1\nkind: Probe\nmetadata: {name: web}\n"
        "spec: {targets: {ingress: {selector: {matchLabels: {app: wbe}}}}}\n"
    )
    ingress = "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, labels: {app: web}}\n"
    graph = graph_of(ingress + probe + probe.replace("wbe", "web") + monitor("{}") + monitor("{}", kind="PodMonitor"))

    answers = [graph.selections.refutation_of(each) for each in graph.of(Monitor)]

    assert [Contradicted, type(None), Unverifiable, Unverifiable] == [type(each) for each in answers]


def test_an_ingress_has_no_labels_but_its_own() -> None:
    probe = "---\napiVersion: monitoring.coreos.com/v1\nkind: Probe\nmetadata: {name: web}\n"
    scope = "spec: {targets: {ingress: {selector: {matchLabels: {app: web}}}}}\n"
    ingress = "---\napiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\n"
    graph = graph_of(ingress + probe + scope + probe)

    answers = [graph.selections.refutation_of(each) for each in graph.of(Monitor)]

    assert [Unverifiable, type(None)] == [type(each) for each in answers]


def test_the_namesake_that_is_left_out() -> None:
    def left_out(text: str) -> str | None:
        graph = graph_of(text)
        over = graph.selections.passed_over(asker_in(graph))
        return over and f"{over.wanted.key}: {over.wanted.value}, not {over.namesake.title} but {len(over.found)}"

    both = service("cart", "app: cart") + service("orders-db", "app: orders-db") + service("orders", "app: orders")
    pods = workload("cart", "app: cart") + workload("orders", "app: orders")
    assert left_out(both + monitor(labels("app: cart"), name="orders-db")) == "app: cart, not Service orders-db but 1"
    assert left_out(both + monitor(labels("app: orders"), name="orders-db")) == "app: orders, not Service orders-db but 1"
    assert left_out(both + monitor(labels("app: orders-db"), name="orders")) is None
    assert left_out(both + monitor(labels("app: orders-db"), name="orders-db")) is None
    assert left_out(both + monitor("{}", name="orders")) is None
    assert left_out(both + monitor(labels("app: card"), name="orders")) is None
    assert left_out(both + monitor("null", name="orders")) is None
    assert left_out(pods + budget(labels("app: cart"), name="orders-pdb")) == "app: cart, not Deployment orders but 1"
    exists = "{matchExpressions: [{key: tier, operator: Exists}]}"
    assert left_out(both + service("front", "tier: x") + monitor(exists, name="cart")) is None
    assert left_out(both + service("cart-db", "name: db") + monitor(labels("app: orders"), name="cart-db")) is None
