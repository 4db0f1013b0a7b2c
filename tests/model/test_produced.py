"""The sets of pods that come of one object, by rows of our own."""

from __future__ import annotations

from typing import Any

import pytest

from svclint.model.load import objects_of
from svclint.model.pod_template import ContainerPort
from svclint.model.produced import Produced, produced_by
from svclint.model.producer_table import ProducerTable
from svclint.model.workload import Workload
from svclint.producers import producer_of
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Node


def _sets(spec: str, *, is_open: bool = False, **pods: Any) -> tuple[Produced, ...]:  # noqa: ANN401 - fields of a row as JSON has them
    text = f"apiVersion: example.com/v1\nkind: Fleet\nmetadata: {{name: sea, namespace: shop}}\nspec: {spec}\n"
    each = next(objects_of(compose(Source("a.yaml", text)).documents[0]))
    return tuple(produced_by(each, producer_of({"kind": "Fleet.example.com", "open": is_open, "pods": [pods]})))


def _only(spec: str, *, is_open: Any = False, **pods: Any) -> Produced:  # noqa: ANN401 - fields of a row as JSON has them
    (found,) = _sets(spec, is_open=is_open, **pods)
    return found


def test_texts_are_filled_in_from_the_object_and_the_part() -> None:
    labels = {"a": "{name}-{namespace}", "b": "{spec.team}", "c": "{spec.none|x}", "d": "{part.name}", "e": "{spec.none}"}

    found = _only("{team: red, groups: [{name: one}]}", part="spec.groups[*]", name="{part.name}", labels=labels)

    assert {"a": "sea-shop", "b": "red", "c": "x", "d": "one"} == found.pod_labels
    assert ("Fleet sea (one)", ("Fleet", "sea", "one")) == (found.title, found.identity)


def test_an_object_has_as_many_sets_of_pods_as_the_part_has_items() -> None:
    assert ["one", "two"] == [
        each.set_name for each in _sets("{groups: [{name: one}, 7, {name: two}]}", part="spec.groups[*]", name="{part.name}")
    ]
    assert () == _sets("{}", part="spec.groups[*]")
    assert () == _sets("{group: 1}", part="spec.group")


def test_a_written_template_counts_with_what_the_controller_adds() -> None:
    spec = "{template: {metadata: {labels: {a: b, c: own}}, spec: {containers: [{ports: [{name: web, containerPort: 80}]}]}}}"

    found = _only(
        spec, template="spec.none|spec.template", labels={"c": "set", "d": "{name}"}, ports=[{"name": "x", "number": 1}]
    )

    assert {"a": "b", "c": "own", "d": "sea"} == found.pod_labels
    assert found.template is not None
    assert found.pod_labels == found.template.labels
    assert [("web", 80, "TCP"), ("x", 1, "TCP")] == [(each.name, each.number, each.protocol) for each in found.template.ports]
    assert [None, None] == [each.host_port for each in found.template.ports]
    assert "b" == _text(found.template.place("metadata", "labels", "a"))
    assert "sea" == _text(found.template.place("metadata", "labels", "d"))
    assert found.template.spec is not None


def test_without_a_template_there_are_the_ports_that_are_known() -> None:
    found = _only("{containers: [{name: x}], portName: web}", ports=[{"name": "{spec.portName|http}", "number": 9090}])

    assert found.template is not None
    assert [("web", 9090)] == [(each.name, each.number) for each in found.template.ports]
    assert found.template.spec is None
    assert "sea" == _text(found.template.place("metadata", "labels", "a"))
    assert _only("{}", labels={"a": "b"}).template is None


def test_the_object_may_decide_the_number_of_a_port() -> None:
    ports = [{"name": "sql", "number-from": "spec.port|5432"}]

    assert [5432] == [each.number for each in _ports(_only("{}", ports=ports))]
    assert [5433] == [each.number for each in _ports(_only("{port: 5433}", ports=ports))]


def _ports(found: Produced) -> tuple[ContainerPort, ...]:
    return found.template.ports if found.template else ()


@pytest.mark.parametrize(
    ("spec", "replicas", "number"),
    [
        ("{size: 3}", "spec.size", 3),
        ("{size: 3}", "spec.size|1", 3),
        ("{size: null}", "spec.size|2", 2),
        ("{size: many}", "spec.size|2", None),
        ("{}", "spec.size", None),
        ("{}", "spec.size|spec.count", None),
        ("{count: 4}", "spec.size|spec.count", 4),
        ("{}", "1", 1),
        ("{}", "", None),
    ],
)
def test_replicas(spec: str, replicas: str, number: int | None) -> None:
    assert number == _only(spec, replicas=replicas).replicas


def test_a_label_may_have_one_of_several_values() -> None:
    found = _only("{}", labels={"role": ["one", "two"], "pod": "{name}-*", "index": "[1-9]*", "half": "[ab]", "app": "sea"})

    assert {"app": "sea"} == found.pod_labels
    assert (True, False) == (found.sets("role", "two"), found.sets("role", "three"))
    assert (True, False) == (found.sets("pod", "sea-0"), found.sets("pod", "lake-0"))
    assert (True, False) == (found.sets("index", "10"), found.sets("index", "0"))
    assert (True, False) == (found.sets("app", "sea"), found.sets("app", "lake"))
    assert found.has({"role": "one", "app": "sea"})
    assert not found.has({"role": "one", "app": "lake"})


def test_of_other_labels_an_open_row_knows_nothing() -> None:
    assert _only("{}").sets("a", "b") is False
    assert _only("{}", is_open=True).sets("a", "b") is None
    assert _only("{}", is_open=True).has({"a": "b"}) is False


def test_labels_may_stand_in_a_field() -> None:
    found = _only("{labels: {a: b, c: d}, other: 1}", **{"labels-from": ["spec.labels", "spec.other"]})

    assert {"a": "b", "c": "d"} == found.pod_labels
    assert found.sets("a", "b") is True


@pytest.mark.parametrize(
    ("spec", "lender", "scaled"),
    [
        ("{ref: {kind: Deployment, name: web, down: now}}", ("shop", "Deployment", "web"), True),
        ("{ref: {kind: Deployment, name: web, down: never}}", ("shop", "Deployment", "web"), False),
        ("{ref: {kind: Deployment, name: web}}", ("shop", "Deployment", "web"), False),
        ("{ref: {kind: Deployment}}", None, False),
        ("{}", None, False),
    ],
)
def test_pods_may_take_the_template_of_another_workload(spec: str, lender: object, scaled: bool) -> None:  # noqa: FBT001 - one expected value
    found = _only(spec, **{"template-of": "spec.ref", "scaled-down-if": "spec.ref.down"})

    assert (lender, scaled) == (found.lender, found.scales_down_lender)
    assert (None, False) == (_only(spec).lender, _only(spec).scales_down_lender)


def test_a_template_in_the_usual_place_makes_the_object_itself_a_workload() -> None:
    pods = "{template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web}]}}}"
    text = "{{apiVersion: {}, kind: {}, metadata: {{name: web}}, spec: {}}}"

    def read(api: str, kind: str, spec: str = pods) -> object:
        document = compose(Source("a.yaml", text.format(api, kind, spec))).documents[0]
        return type(next(objects_of(document, "default", ProducerTable())))

    assert Produced is read("argoproj.io/v1alpha1", "Rollout")
    assert Workload is read("example.com/v1", "Rollout")
    assert Workload is read("ray.io/v1", "RayCluster")
    assert Produced is not read("argoproj.io/v1alpha1", "Rollout", "{}")


def _text(place: object) -> str:
    assert isinstance(place, Node)
    return place.document.source.text[place.start : place.end]
