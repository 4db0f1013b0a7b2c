"""Placeholders are told from what may legitimately look like one."""

from __future__ import annotations

import pytest

from svclint.model.load import objects_of
from svclint.model.placeholders import Placeholder, placeholder_in
from svclint.sources.source import Source
from svclint.syntax.compose import compose


def placeholder(text: str) -> Placeholder | None:
    (document,) = compose(Source("a.yaml", text)).documents
    (found,) = objects_of(document)
    return placeholder_in(found)


def service(name: str) -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata:\n  name: {name}\nspec:\n  ports: [{{port: 80}}]\n"


@pytest.mark.parametrize(
    "name",
    [
        "${APP}-web", "$APP_NAME", "$(SERVICE_NAME)", "<service-name>", "<your service/name>", "'@STS_NAME@'", "x-@STS@",
        "'{{name}}'", "'{{ .Release.Name }}-web'",
        "'{% name %}'", "'<%= name %>'", "__NAME__", "((name))", "'#{Name}#'", "web-${env:STAGE}",
    ],
)  # fmt: skip
def test_marks_of_tools(name: str) -> None:
    found = placeholder(service(name))

    assert found is not None
    assert (name.strip("'"), "Service") == (found.text, found.object.kind)
    assert name.strip("'") in service(name)[found.at.start : found.at.end]


@pytest.mark.parametrize("name", ["web", "web__1", "'a<b'", "'$'", "'(web)'", "web@example", "'{web}'"])
def test_other_names(name: str) -> None:
    assert None is placeholder(service(name))


DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
ROLLOUT = "apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\n"


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: Service\nmetadata: {name: web, labels: {'<key>': web}}\n",
        DEPLOYMENT + "spec: {replicas: '{{ replicas }}', minReadySeconds: '{{ seconds }}'}\n",
        DEPLOYMENT + "spec: {template: {metadata: {labels: {app: '${APP}'}}}}\n",
        DEPLOYMENT + "spec: {selector: {matchLabels: {'${KEY}': web}}}\n",
        "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec: {hostnames: ['${HOST}']}\n",
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: '${APP}'}\n",
        ROLLOUT + "spec: {selector: {app: '${APP}'}, template: {spec: {containers: [{name: web}]}}}\n",
    ],
)
def test_wherever_the_structure_is_known(text: str) -> None:
    assert None is not placeholder(text)


POD = """
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: ${IMAGE}
      args: [--host=$(HOST)]
      command: [sh, -c, "echo ${X} <none>"]
      env: [{name: A, value: $(B)}]
      volumeMounts: [{name: v, mountPath: /v, subPathExpr: $(POD)}]
      livenessProbe: {exec: {command: [sh, -c, "test $(id -u)"]}}
"""
INGRESS = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  rules: [{http: {paths: [{path: "/$(.*)", pathType: ImplementationSpecific}]}}]
"""
ALERTS = """
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: {name: web}
spec: {groups: [{rules: [{labels: {severity: "{{ $labels.severity }}"}}]}]}
"""
SCHEMA = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: x.y.z}
spec: {versions: [{schema: {openAPIV3Schema: {pattern: "^$(a|b)$", description: <any>}}}]}
"""
STORAGE = """
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: web}
parameters: {path: "${pvc.metadata.name}"}
"""


@pytest.mark.parametrize(
    "text",
    [
        POD,
        INGRESS,
        ALERTS,
        SCHEMA,
        STORAGE,
        "apiVersion: v1\nkind: Service\nmetadata: {name: web, annotations: {x: '{{ $labels.x }}', y: <b>}}\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {x: '${X}', y: '{{ y }}'}\n",
        "apiVersion: argoproj.io/v1\nkind: Workflow\nmetadata: {generateName: web-}\nspec: {entrypoint: '{{workflow.name}}'}\n",
        "apiVersion: tekton.dev/v1\nkind: Pipeline\nspec: {workspace: $(params.x)}\n",
        "apiVersion: v1\nkind: Service # ${X}\nmetadata: {name: web}\n",
    ],
)
def test_what_is_legitimate_is_left_alone(text: str) -> None:
    assert None is placeholder(text)
