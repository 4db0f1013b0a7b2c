"""Which objects a document holds, and through which view they are read."""

from __future__ import annotations

import pytest

from svclint.model.endpoints import Endpoints, EndpointSlice
from svclint.model.ingress import Ingress
from svclint.model.load import objects_of
from svclint.model.objects import Object
from svclint.model.service import Service
from svclint.model.workload import CronJob, DaemonSet, Job, Pod, StatefulSet, Workload
from svclint.sources.source import Source
from svclint.syntax.compose import compose


def objects(text: str, namespace: str = "default") -> list[Object]:
    documents = compose(Source("a.yaml", text)).documents
    return [each for document in documents for each in objects_of(document, namespace)]


@pytest.mark.parametrize(
    ("api_version", "kind", "view"),
    [
        ("v1", "Service", Service),
        ("serving.knative.dev/v1", "Service", Object),
        ("v1", "Endpoints", Endpoints),
        ("discovery.k8s.io/v1", "EndpointSlice", EndpointSlice),
        ("networking.k8s.io/v1", "Ingress", Ingress),
        ("extensions/v1beta1", "Ingress", Ingress),
        ("networking.istio.io/v1", "Ingress", Object),
        ("v1", "Pod", Pod),
        ("apps/v1", "Deployment", Workload),
        ("apps/v1", "StatefulSet", StatefulSet),
        ("apps.kruise.io/v1beta1", "StatefulSet", Object),
        ("apps/v1", "DaemonSet", DaemonSet),
        ("batch/v1", "Job", Job),
        ("batch/v1", "CronJob", CronJob),
        ("v1", "ReplicationController", Workload),
        ("v1", "ConfigMap", Object),
    ],
)
def test_views_go_by_group_and_kind(api_version: str, kind: str, view: type[Object]) -> None:
    (found,) = objects(f"apiVersion: {api_version}\nkind: {kind}\n")

    assert view is type(found)
    assert (api_version, kind) == (found.api_version, found.kind)


@pytest.mark.parametrize(
    ("kind", "spec", "replicas"),
    [
        ("apps/v1, kind: Deployment", "{}", 1),
        ("apps/v1, kind: Deployment", "{replicas: 3}", 3),
        ("apps/v1, kind: DaemonSet", "{}", None),
        ("batch/v1, kind: Job", "{parallelism: 2}", 2),
        ("batch/v1, kind: CronJob", "{}", None),
        ("v1, kind: Pod", "{}", 1),
    ],
)
def test_how_many_pods_there_are(kind: str, spec: str, replicas: int | None) -> None:
    (found,) = objects(f"{{apiVersion: {kind}, spec: {spec}}}")

    assert isinstance(found, Workload)
    assert replicas == found.replicas


def test_any_kind_with_a_pod_template_is_a_workload() -> None:
    (found,) = objects("apiVersion: argoproj.io/v1\nkind: Rollout\nspec: {template: {spec: {containers: [{name: web}]}}}\n")

    assert Workload is type(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("---\n", []),
        ("~\n", []),
        ("just words\n", []),
        ("- kind: Service\n", []),
        ("a: 1\n", []),
        ("kind: Service\n", [("", "Service", "")]),
        ("apiVersion: v1\n", [("v1", "", "")]),
        ("apiVersion: 1\nkind: [x]\n", [("", "", "")]),
        ("apiVersion: v1\nkind: List\nitems: [{kind: Pod, metadata: {name: a}}, ~, 1, {a: b}]\n", [("", "Pod", "a")]),
        ("apiVersion: v1\nkind: List\nitems:\n", []),
        ("apiVersion: v1\nkind: List\n", []),
        ("apiVersion: v1\nkind: List\nitems: {kind: Pod}\n", []),
        ("apiVersion: v1\nkind: List\nitems: [{kind: List, items: [{kind: Pod}]}]\n", [("", "Pod", "")]),
        (
            "apiVersion: v1\nkind: PodList\nitems: [{metadata: {name: a}}, {kind: Service}]\n",
            [("v1", "Pod", "a"), ("v1", "Service", "")],
        ),
        ("apiVersion: apps/v1\nkind: DeploymentList\nitems: [{}]\n", [("apps/v1", "Deployment", "")]),
        ("apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: a}\n", [("example.com/v1", "AllowList", "a")]),
    ],
)
def test_documents_and_lists(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert expected == [(each.api_version, each.kind, each.name) for each in objects(text)]


def test_items_of_a_typed_list_have_its_views() -> None:
    (service,) = objects("apiVersion: v1\nkind: ServiceList\nitems: [{metadata: {name: web}}]\n", "shop")

    assert (Service, "shop") == (type(service), service.namespace)


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [("{}", "shop"), ("{namespace: }", "shop"), ("{namespace: ''}", "shop"), ("{namespace: other}", "other"), ("[]", "shop")],
)
def test_an_object_without_namespace_goes_to_the_default(metadata: str, expected: str) -> None:
    (found,) = objects(f"apiVersion: v1\nkind: Service\nmetadata: {metadata}\n", "shop")

    assert expected == found.namespace
