"""Whether a Service that something names is there."""

from __future__ import annotations

from svclint.graph.answers import Answer, Contradicted, Matched, Unverifiable
from svclint.model.objects import Object
from svclint.model.service import Service
from svclint.settings import External, Settings
from tests.graph.worlds import graph_of, service

ASKING = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: asking}\n"


def named(name: str, text: str, *, namespace: str = "default", settings: Settings | None = None) -> Answer[Service]:
    graph = graph_of(text + ASKING, settings)
    asking = next(each for each in graph.of(Object) if each.name == "asking")
    return graph.service_named(namespace, name, asking)


def test_alternatives_all_match() -> None:
    found = named("web", service("web", "a: b") + service("web", "c: d"))

    assert isinstance(found, Matched)
    assert len(found.found) == 2


def test_a_slip_refutes_and_shows_the_nearest() -> None:
    found = named("wbe", service("web", "a: b"))

    assert isinstance(found, Contradicted)
    assert found.hint == "the nearest is Service web"


def test_in_a_closed_world_what_is_not_there_is_refuted() -> None:
    assert named("queue", service("web", "a: b")) == Contradicted()


def test_what_the_user_knows_is_there() -> None:
    there = Settings(external=External(services=frozenset({("default", "queue")})))
    managed = Settings(external=External(namespaces=frozenset({"default"})))

    assert named("queue", "", settings=there) == Matched(())
    assert named("queue", "", settings=managed) == Matched(())


def test_without_services_nobody_can_tell() -> None:
    nothing, elsewhere = named("web", ""), named("queue", service("web", "a: b"), namespace="other")

    assert isinstance(nothing, Unverifiable)
    assert "no Service is among the files" in nothing.because
    assert isinstance(elsewhere, Unverifiable)
    assert "no Service of namespace other" in elsewhere.because


def test_the_same_name_in_another_namespace_depends_on_who_wrote_one() -> None:
    text = service("web", "a: b", namespace="shop") + service("queue", "a: b")
    assumed = named("web", text)
    certain = named("web", text, settings=Settings(namespace="default2"), namespace="default2")

    assert isinstance(assumed, Unverifiable)
    assert "ConfigMap asking gives no namespace" in assumed.because
    assert isinstance(certain, Contradicted)
    assert certain.hint == "Service web is in namespace shop, not in default2"


def test_a_written_namespace_without_the_service_is_refuted() -> None:
    text = service("web", "a: b", namespace="shop") + service("queue", "a: b", namespace="prod")
    found = named("web", text, namespace="prod")

    assert isinstance(found, Contradicted)


def test_a_service_that_gives_no_namespace_may_be_put_there() -> None:
    found = named("web", service("web", "a: b") + service("queue", "a: b", namespace="prod"), namespace="prod")

    assert isinstance(found, Unverifiable)
    assert "Service web gives no namespace" in found.because


def test_who_names_a_service_is_told_in_the_order_of_the_input() -> None:
    spec = "spec: {rules: [{backendRefs: [{name: web, port: 80}, {name: queue, port: 80}]}]}"
    route = f"---\napiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {{name: NAME}}\n{spec}\n"
    scaled = "---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: a}\nspec: {scaleTargetRef: {name: web}}\n"
    services = service("web", "a: b") + service("api", "a: b")
    graph = graph_of(services + scaled + route.replace("NAME", "b") + route.replace("NAME", "a"))
    web, api = graph.of(Service)
    first, second = graph.referrers_of(web)

    assert ["HTTPRoute b", "HTTPRoute a"] == [first.object.title, second.object.title]
    assert ("web", "default", "80") == (first.name_node.text, first.namespace, first.ports[0].text)
    assert ["web", "queue"] == [each.name for each in graph.references_of(first.object)]
    assert () == graph.referrers_of(api)
