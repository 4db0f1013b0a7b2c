"""Rules about what the API server cannot decode."""

from __future__ import annotations

import pytest

from svclint.catalogue.loader import load_rules
from svclint.engine.check import check
from svclint.engine.selection import Choice
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source
from tests.linting import said

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
DEPLOYMENT = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n"


def _messages(text: str, rule: str, settings: Settings | None = None) -> list[str]:
    return [message for _, _, message, _ in said(text, rule, settings)]


def _edits(text: str, rule: str) -> list[tuple[str, bool]]:
    """The new text and the safety of each fix."""
    discovery = Discovery((Source("example.yaml", text),))
    report = check(discovery, Settings(), load_rules(), Choice(select=(rule,)))
    return [(edit.text, each.fix.safe) for each in report.findings if each.fix for edit in each.fix.edits]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SERVICE + "spec: {prots: [{port: 80}]}\n", 'spec has no field "prots"; did you mean "ports"?'),
        (SERVICE + "spec: {prots: {port: 80}}\n", 'spec has no field "prots"; the nearest is "ports"'),
        (SERVICE + "selector: {app: web}\n", 'Service has no field "selector"; it belongs in spec'),
        (
            SERVICE + "spec: {matchLabels: {app: web}}\n",
            'spec has no field "matchLabels"; a selector of this kind holds the labels themselves',
        ),
        (SERVICE + "spec: {ports: [{port:80}]}\n", 'spec.ports[0] has no field "port:80"; put a space after the colon'),
        (SERVICE + "spec: {bogus: 1}\n", 'spec has no field "bogus"'),
        (SERVICE + "name: web\n", 'Service has no field "name"; it belongs in metadata'),
        (SERVICE + "spec: {status: {}}\n", 'spec has no field "status"; it belongs at the top of the object'),
        (SERVICE + "spec: {selectors: {}, selector: {}}\n", 'spec has no field "selectors"; the nearest is "selector"'),
        (
            DEPLOYMENT + "spec: {selector: {app: web}, template: {spec: {containers: [{name: c}]}}}\n",
            'spec.selector has no field "app"; labels belong in matchLabels',
        ),
        (
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec: {backend: {serviceName: web}}\n",
            'spec has no field "backend"; since networking.k8s.io/v1 it is defaultBackend',
        ),
    ],
)
def test_an_unknown_field_says_what_was_probably_meant(text: str, message: str) -> None:
    assert message in _messages(text, "unknown-field")


def test_a_misspelt_field_is_renamed_where_one_name_is_near() -> None:
    assert [("ports", True)] == _edits(SERVICE + "spec: {prots: [{port: 80}]}\n", "unknown-field")


@pytest.mark.parametrize(
    "text",
    [
        SERVICE + "spec: {clusterIPz: None}\n" + "---\n" + SERVICE + "spec: {externalIP: 192.0.2.1}\n",
        SERVICE + "spec: {selectors: {}, selector: {}}\n",
        "a: &a {port: 80, targetport: 8080}\n" + SERVICE + "spec: {ports: [*a]}\n",
    ],
)
def test_a_rename_that_may_be_wrong_is_not_offered(text: str) -> None:
    assert [] == [new for new, _ in _edits(text, "unknown-field") if new in ("targetPort", "selector", "externalIPs")]


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ('{ports: [{port: "80"}]}', 'spec.ports[0].port takes a whole number, and "80" is a string; take the quotes away'),
        ("{ports: [{port: http}]}", 'spec.ports[0].port takes a whole number, and "http" is a string'),
        ("{ports: {port: 80}}", 'spec.ports takes a list, and this is a mapping; begin the first line of each item with "- "'),
        ("{selector: [app]}", "spec.selector takes a mapping, and this is a list"),
        ("{selector: {app: yes}}", "spec.selector.app takes a string, and yes is the boolean true; quote it"),
        ("{selector: {app: true}}", "spec.selector.app takes a string, and true is a boolean; quote it"),
        ("{selector: {app: 0644}}", "spec.selector.app takes a string, and 0644 is the number 420; quote it"),
        ("{selector: {app: 1}}", "spec.selector.app takes a string, and 1 is a number; quote it"),
        ("{selector: {app: !!int 1}}", "spec.selector.app takes a string, and 1 is a number"),
        (
            "{selector: {matchLabels: {a: b}}}",
            (
                "spec.selector.matchLabels takes a string, and this is a mapping;"
                " a selector of this kind holds the labels themselves"
            ),
        ),
        ("{ports: [{port: .inf}]}", "spec.ports[0].port takes what JSON has a word for, and .inf is the number inf"),
        (
            "{ports: [{port: 80, targetPort: yes}]}",
            "spec.ports[0].targetPort takes a string or a whole number, and yes is the boolean true",
        ),
    ],
)
def test_a_wrong_type_says_what_yaml_made_of_the_value(spec: str, message: str) -> None:
    assert [message] == _messages(f"{SERVICE}spec: {spec}\n", "wrong-type")


@pytest.mark.parametrize(
    ("spec", "edits"),
    [
        ("{ports: [{port: '80'}]}", [("80", True)]),
        ('{publishNotReadyAddresses: "true"}', [("true", True)]),
        ('{publishNotReadyAddresses: "yes"}', []),
        ('{ports: [{port: "080"}]}', []),
        ("{selector: {app: 1.10}}", [('"1.10"', True)]),
    ],
)
def test_a_value_with_one_reading_is_mended(spec: str, edits: list[tuple[str, bool]]) -> None:
    assert edits == _edits(f"{SERVICE}spec: {spec}\n", "wrong-type")


def test_a_value_that_an_alias_brought_in_is_left_alone() -> None:
    text = f"{SERVICE}spec: {{loadBalancerIP: &a 1, externalName: *a}}\n"

    assert [('"1"', True)] == _edits(text, "wrong-type")


def test_a_missing_field_is_in_doubt_below_a_kustomization() -> None:
    text = POD + "spec: {containers: []}\n"
    message = "spec.containers must not be empty"

    assert [("error", 4, message, None)] == said(text, "missing-field")
    ((severity, line, told, doubt),) = said(text, "missing-field", None, frozenset({""}))
    assert ("info", 4, message) == (severity, line, told)
    assert doubt is not None


def test_a_missing_field_shows_where_it_would_stand() -> None:
    assert ["spec needs a field containers"] == _messages(POD + "spec: {}\n", "missing-field")
    assert ["spec needs a field containers"] == _messages(POD + "spec: {containers: null}\n", "missing-field")
    assert [] == _messages(SERVICE + "spec: {ports: [{name: http}]}\n", "missing-field")


@pytest.mark.parametrize(
    ("identity", "message"),
    [
        (
            "apiVersion: policy/v1beta1\nkind: PodSecurityPolicy",
            "policy/v1beta1 PodSecurityPolicy is gone since Kubernetes 1.25; 1.31 has no other PodSecurityPolicy",
        ),
        (
            "apiVersion: networking.k8s.io/v1\nkind: ServiceCIDR",
            "networking.k8s.io/v1 ServiceCIDR is new in Kubernetes 1.33; use networking.k8s.io/v1beta1",
        ),
        ("apiVersion: apps/v1\nkind: deployment", 'apps/v1 has no kind "deployment"; did you mean "Deployment"?'),
        ("apiVersion: apps/v\nkind: Service", "Service is not served as apps/v; use v1"),
        ("apiVersion: core/v1\nkind: Service", "Service is not served as core/v1; use v1"),
        (
            "apiVersion: discovery/v1\nkind: EndpointSlice",
            "EndpointSlice is not served as discovery/v1; use discovery.k8s.io/v1",
        ),
        (
            "apiVersion: networking.k8s.oi/v1\nkind: Ingress",
            "Ingress is not served as networking.k8s.oi/v1; use networking.k8s.io/v1",
        ),
        ("apiVersion: batch/v1\nkind: Workflow", 'Kubernetes has no kind "Workflow" in batch/v1'),
    ],
)
def test_a_kind_that_is_not_served_says_what_to_use(identity: str, message: str) -> None:
    assert [message] == _messages(
        f"{identity}\nmetadata: {{name: web}}\n", "unserved-kind", Settings(kubernetes_version=(1, 31))
    )


def test_a_kind_that_the_core_group_lacks_may_be_for_another_program() -> None:
    ((severity, _, message, doubt),) = said("apiVersion: v1\nkind: Gizmo\nmetadata: {name: web}\n", "unserved-kind")

    assert ("info", 'Kubernetes has no kind "Gizmo" in v1') == (severity, message)
    assert doubt is not None


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: Config\nmetadata: {name: a}\nclusters: []\n",
        "apiVersion: v1\nkind: Gizmo\n",
        "apiVersion: v1\nkind: PodList\nmetadata: {name: a}\n",
        "apiVersion: v2\nkind: Gizmo\nmetadata: {name: a}\n",
        "apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: {name: a}\n",
        "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a}\n",
        "apiVersion: apps.kruise.io/v1beta1\nkind: StatefulSet\nmetadata: {name: a}\n",
        "kind: Deployment\nmetadata: {name: web}\n",
    ],
)
def test_what_is_not_kubernetes_own_is_left_alone(text: str) -> None:
    assert [] == _messages(text, "unserved-kind")


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("kind: Deployment\nmetadata: {name: a}\n", ["the object has no apiVersion; Deployment is served as apps/v1"]),
        ("apiVersion: v1\nkind: null\nmetadata: {name: a}\n", ["the object has no kind; what of v1 it is, no server can tell"]),
        ("apiVersion: v1\nKind: Pod\nmetadata: {name: a}\n", ['the field is spelt "kind", not "Kind"']),
        ("kind: pipeline\nmetadata: {name: a}\n", []),
        ("apiVersion: v2\nmetadata: {name: a}\n", []),
        ("apiVersion: v1\nname: chart\n", []),
        ("apiVersion: v1\nkind: true\nmetadata: {name: a}\n", []),
    ],
)
def test_an_object_must_say_what_it_is(text: str, messages: list[str]) -> None:
    assert messages == _messages(text, "missing-kind")


def test_secrets_are_not_shown() -> None:
    text = "apiVersion: v1\nkind: {kind}\nmetadata: {{name: a}}\n{field}: {{key: hunter two}}\n"

    (secret,) = _messages(text.format(kind="Secret", field="data"), "invalid-base64")
    (config,) = _messages(text.format(kind="ConfigMap", field="binaryData"), "invalid-base64")

    assert "data.key takes base64, and this is none; put plain text into stringData" == secret
    assert "binaryData.key takes base64, and this is none; encode it" == config


def test_a_number_that_does_not_fit_is_named() -> None:
    assert ["spec.ports[0].port takes whole numbers from -2147483648 to 2147483647, and not 4294967296"] == _messages(
        SERVICE + "spec: {ports: [{port: 4294967296}]}\n", "overflowing-number"
    )
