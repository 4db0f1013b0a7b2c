"""What the API server refuses of webhooks, APIServices and CustomResourceDefinitions."""

from __future__ import annotations

import pytest

from tests.linting import said
from tests.rules.api_findings import fields, messages

SERVICE = "service: {namespace: shop, name: web}"
RULE = "apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods]"


def hooks(*webhooks: str, kind: str = "Validating") -> str:
    """A configuration from the insides of its webhooks."""
    items = ", ".join(f"{{{each}}}" for each in webhooks)
    head = f"apiVersion: admissionregistration.k8s.io/v1, kind: {kind}WebhookConfiguration, metadata: {{name: a}}"
    return f"{{{head}, webhooks: [{items}]}}"


def hook(more: str = "", name: str = "a.b.c", client: str = SERVICE, versions: str = "[v1]") -> str:
    """The inside of a webhook."""
    return f"name: {name}, sideEffects: None, admissionReviewVersions: {versions}, clientConfig: {{{client}}}{more}"


def ruled(rule: str) -> str:
    """A configuration with one rule."""
    return hooks(hook(f", rules: [{{{rule}}}]"))


def definition(more: str = "", group: str = "example.com", names: str = "", versions: str = "", metadata: str = "") -> str:
    """A CustomResourceDefinition from parts of its spec."""
    named = f"names: {{plural: foos, kind: Foo{names}}}"
    listed = versions or version("v1")
    head = f"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: foos.{group}{metadata}}}\n"
    return f"{head}spec: {{group: {group}, scope: Namespaced, {named}, versions: [{listed}]{more}}}\n"


def version(name: str, *, storage: bool = True, schema: str = "{openAPIV3Schema: {type: object}}") -> str:
    """A version of a definition."""
    return f"{{name: {name}, served: true, storage: {str(storage).lower()}, schema: {schema}}}"


def api_service(spec: str, name: str = "v1.a.b") -> str:
    """An APIService from the inside of its spec; `v1`, `a.b` and the priorities where it has none."""
    defaults = {"group": "a.b", "version": "v1", "groupPriorityMinimum": "100", "versionPriority": "15"}
    rest = "".join(f", {field}: {value}" for field, value in defaults.items() if f"{field}:" not in spec)
    return f"{{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {{name: {name}}}, spec: {{{spec}{rest}}}}}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (hooks(hook()), []),
        (hooks(hook(name="a.b")), ["webhooks[0].name"]),
        (hooks(hook(), hook(), kind="Mutating"), ["webhooks[1].name"]),
        (hooks(hook(", timeoutSeconds: 0")), ["webhooks[0].timeoutSeconds"]),
        (hooks(hook(", timeoutSeconds: 31")), ["webhooks[0].timeoutSeconds"]),
        (hooks(hook(versions="[v2]")), ["webhooks[0].admissionReviewVersions"]),
        (hooks(hook(versions="[v1, v1]")), ["webhooks[0].admissionReviewVersions[1]"]),
        (hooks(hook(versions="[v1, V2]")), ["webhooks[0].admissionReviewVersions[1]"]),
        (hooks(hook(versions="[2]")), []),
        (hooks(hook(versions="[2, 2]")), []),
        (hooks(hook(", rules: [5]")), []),
        (ruled(RULE), []),
        (ruled(RULE.replace("[CREATE]", "['*', CREATE]")), ["webhooks[0].rules[0].operations"]),
        (ruled(RULE.replace("[CREATE]", "[create]")), ["webhooks[0].rules[0].operations[0]"]),
        (ruled(RULE.replace("[CREATE]", "[]")), ["webhooks[0].rules[0].operations"]),
        (ruled(RULE.replace("['']", "['', '*']")), ["webhooks[0].rules[0].apiGroups"]),
        (ruled(RULE.replace("[v1]", "['']")), ["webhooks[0].rules[0].apiVersions[0]"]),
        (ruled(RULE.replace("pods", "''")), ["webhooks[0].rules[0].resources[0]"]),
        (ruled(RULE.replace("pods", "'*/*', pods")), ["webhooks[0].rules[0].resources"]),
        (ruled(RULE.replace("pods", "'*', pods")), ["webhooks[0].rules[0].resources"]),
        (ruled(RULE.replace("pods", "pods, '*'")), []),
        (ruled(RULE.replace("pods", "'*', pods/status")), []),
        (ruled(RULE.replace("pods", "pods/*, pods/status")), ["webhooks[0].rules[0].resources[1]"]),
        (ruled(RULE.replace("pods", "'*/scale', pods/scale")), ["webhooks[0].rules[0].resources[1]"]),
        (ruled(RULE.replace("pods", "pods/scale, '*/scale'")), []),
        (definition(), []),
    ],
)
def test_webhooks(text: str, expected: list[str]) -> None:
    assert expected == fields("invalid-webhook", text)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (", failurePolicy: ''", ["webhooks[0].failurePolicy"]),
        (", failurePolicy: null", []),
        (", matchPolicy: exact", ["webhooks[0].matchPolicy"]),
        (", reinvocationPolicy: Always", ["webhooks[0].reinvocationPolicy"]),
        (f", rules: [{{{RULE}, scope: All}}]", ["webhooks[0].rules[0].scope"]),
    ],
)
def test_words_of_webhooks(more: str, expected: list[str]) -> None:
    assert expected == fields("unknown-value", hooks(hook(more), kind="Mutating"))


CLIENT = "webhooks[0].clientConfig"


@pytest.mark.parametrize(
    ("client", "expected"),
    [
        ("url: https://a.b", []),
        ("", [CLIENT]),
        ("url: null, service: null", [CLIENT]),
        (f"url: https://a.b, {SERVICE}", [CLIENT]),
        ("url: http://a.b", [f"{CLIENT}.url"]),
        ("url: ''", [f"{CLIENT}.url"]),
        ("service: {namespace: shop, name: web, path: x}", [f"{CLIENT}.service.path"]),
        ("service: {namespace: shop, name: web, port: 0}", [f"{CLIENT}.service.port"]),
        ("service: {namespace: shop}", [f"{CLIENT}.service.namespace"]),
        ("service: {name: web, namespace: ''}", [f"{CLIENT}.service.name"]),
    ],
)
def test_whom_to_call(client: str, expected: list[str]) -> None:
    assert expected == fields("invalid-webhook-client", hooks(hook(client=client)))


def test_webhook_without_client() -> None:
    assert fields("invalid-webhook-client", hooks("name: a.b.c")) == []


CONVERSION = "spec.conversion.webhookClientConfig"


@pytest.mark.parametrize(
    ("conversion", "expected"),
    [
        ("strategy: None", []),
        (f"strategy: Webhook, webhook: {{clientConfig: {{{SERVICE}}}}}", []),
        ("strategy: Webhook", [CONVERSION]),
        ("strategy: Webhook, webhook: {}", [CONVERSION]),
        ("strategy: Webhook, webhook: {clientConfig: {}}", [CONVERSION]),
        (
            "strategy: Webhook, webhook: {clientConfig: {service: {namespace: a, name: b, port: 70000}}}",
            [f"{CONVERSION}.service.port"],
        ),
        (f"strategy: None, webhook: {{clientConfig: {{{SERVICE}}}}}", [CONVERSION]),
        ("strategy: None, webhook: {conversionReviewVersions: [v1]}", ["spec.conversion.conversionReviewVersions"]),
    ],
)
def test_conversion(conversion: str, expected: list[str]) -> None:
    assert expected == fields("invalid-webhook-client", definition(f", conversion: {{{conversion}}}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (api_service(SERVICE), []),
        (api_service(f"{SERVICE}, versionPriority: 0"), ["spec.versionPriority"]),
        (api_service(f"{SERVICE}, groupPriorityMinimum: 20001"), ["spec.groupPriorityMinimum"]),
        (api_service(f"{SERVICE}, group: a_b"), ["spec.group"]),
        (api_service(f"{SERVICE}, version: ''"), ["spec.version"]),
        (api_service(f"{SERVICE}, caBundle: aGk=, insecureSkipTLSVerify: true"), ["spec.insecureSkipTLSVerify"]),
        (api_service(f"{SERVICE}, caBundle: '', insecureSkipTLSVerify: true"), []),
        (api_service(f"{SERVICE}, caBundle: aGk=, insecureSkipTLSVerify: false"), []),
        (api_service("caBundle: aGk="), ["spec.caBundle"]),
        (api_service("insecureSkipTLSVerify: true"), ["spec.insecureSkipTLSVerify"]),
        (definition(), []),
    ],
)
def test_api_services(text: str, expected: list[str]) -> None:
    assert expected == fields("invalid-api-service", text)


def test_an_empty_rule_of_a_webhook_lacks_everything() -> None:
    assert fields("missing-field", hooks(hook(", rules: [null]"))) == ["webhooks[0].rules[0].apiGroups"]


def test_service_of_an_api_service() -> None:
    assert fields("missing-field", api_service("service: {name: web}")) == ["spec.service.namespace"]
    assert fields("invalid-port-number", api_service("service: {namespace: a, name: b, port: 0}")) == ["spec.service.port"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (api_service(SERVICE), []),
        (api_service(SERVICE, "v2.a.b"), ["metadata.name"]),
        (api_service(f"{SERVICE}, group: ''"), ["metadata.name"]),
        (api_service(f"{SERVICE}, group: ''", "v1."), []),
        (definition(), []),
        (definition().replace("foos.example.com", "foo.example.com"), ["metadata.name"]),
        (definition().replace("plural: foos, ", ""), []),
        (definition().replace("group: example.com, ", ""), []),
        (definition().replace("spec:", "specs:"), []),
        (api_service(SERVICE, "''"), []),
        (api_service(SERVICE).replace("metadata: {", "metadata: {generateName: v1., "), ["metadata.generateName"]),
        (api_service(SERVICE).replace("metadata: {", "metadata: {generateName: v1.a.b, "), []),
        (api_service(SERVICE).replace("{name:", "{generateName:"), ["metadata.generateName"]),
    ],
)
def test_names_after_what_they_define(text: str, expected: list[str]) -> None:
    assert expected == fields("mismatched-name", text)


SCHEMA = "spec.versions[0].schema.openAPIV3Schema"
TWO = f"{version('v1')}, {version('v2', storage=False)}"
APPROVAL = "api-approved.kubernetes.io"
APPROVED = f'metadata.annotations["{APPROVAL}"]'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (definition(), []),
        (definition(versions=TWO), []),
        (definition(versions=f"{version('v1')}, {version('v2')}"), ["spec.versions"]),
        (definition(versions=f"{version('v1')}, {version('v1', storage=False)}"), ["spec.versions[1].name"]),
        (definition(versions=version("V1")), ["spec.versions[0].name"]),
        (definition(versions=version("v1", storage=False)), ["spec.versions"]),
        (definition(versions=version("v1", schema="{}")), [SCHEMA]),
        (
            definition(versions=version("v1", schema="{openAPIV3Schema: {type: array}}")),
            ["spec.validation.openAPIV3Schema.type"],
        ),
        (definition(versions=TWO.replace("{type: object}", "{}", 1)), [f"{SCHEMA}.type"]),
        (definition(group="example"), ["spec.group"]),
        (definition(names=", singular: Foo"), ["spec.names.singular"]),
        (definition(names=", shortNames: [f, F]"), ["spec.names.shortNames[1]"]),
        (definition(names=", listKind: Foo"), ["spec.names.listKind"]),
        (definition(names=", listKind: FooList"), []),
        (definition().replace("kind: Foo}", "kind: Foo_1}"), ["spec.names.kind"]),
        (definition(", preserveUnknownFields: true"), ["spec.preserveUnknownFields"]),
        (definition(", preserveUnknownFields: false"), []),
        (definition(group="x.k8s.io"), [APPROVED]),
        (definition(group="x.k8s.io", metadata=f", annotations: {{{APPROVAL}: soon}}"), [APPROVED]),
        (definition(group="x.k8s.io", metadata=f", annotations: {{{APPROVAL}: 'https://a.b/1'}}"), []),
        (definition(group="x.k8s.io", metadata=f", annotations: {{{APPROVAL}: 'unapproved, a trial'}}"), []),
        (definition(", conversion: {webhook: {conversionReviewVersions: [v1, v2]}}"), []),
        (definition(", conversion: {webhook: {conversionReviewVersions: [v2]}}"), ["spec.conversion.conversionReviewVersions"]),
        (definition(", conversion: {webhook: {conversionReviewVersions: [2]}}"), []),
        (definition().replace("spec:", "specs:"), []),
        (definition().replace("versions: [{", "versions: [5, {"), []),
    ],
)
def test_definitions(text: str, expected: list[str]) -> None:
    assert expected == fields("invalid-resource-definition", text)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("ServiceList", ['v1 has no kind "ServiceList"; did you mean "Service"?']),
        ("' ServiceList'", ['v1 has no kind " ServiceList"; did you mean "Service"?']),
    ],
)
def test_an_object_that_calls_itself_a_list(kind: str, expected: list[str]) -> None:
    assert expected == messages("unserved-kind", f"{{apiVersion: v1, kind: {kind}, metadata: {{name: a}}, spec: {{}}}}")
    assert messages("unserved-kind", "{apiVersion: v1, kind: ServiceList, metadata: {}}") == []


@pytest.mark.parametrize(
    ("api_version", "kind", "severity"),
    [("v1", "x", "error"), ("v1", "Widget", "info"), ("apps/v1", "Widget", "error"), ("core/v1", "Service", "error")],
)
def test_kinds_that_nobody_knows(api_version: str, kind: str, severity: str) -> None:
    found = said(f"{{apiVersion: {api_version}, kind: {kind}, metadata: {{name: a}}}}", "unserved-kind")

    assert [severity] == [each[0] for each in found]


def test_a_group_without_a_dot_is_no_custom_one() -> None:
    found = messages("unserved-kind", "{apiVersion: v1/v1, kind: Service, metadata: {name: a}}")

    assert found == ["Service is not served as v1/v1; use v1"]


@pytest.mark.parametrize(
    ("schema", "blamed"),
    [
        ("x-kubernetes-preserve-unknown-fields: true", []),
        ("type: string, x-kubernetes-preserve-unknown-fields: true", ["spec.validation.openAPIV3Schema.type"]),
        ("x-kubernetes-preserve-unknown-fields: false", ["spec.validation.openAPIV3Schema.type"]),
        ("", ["spec.validation.openAPIV3Schema.type"]),
    ],
)
def test_a_schema_that_keeps_everything_needs_no_type(schema: str, blamed: list[str]) -> None:
    version = f"{{name: v1, served: true, storage: true, schema: {{openAPIV3Schema: {{{schema}}}}}}}"
    text = (
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: foos.a.b}\n"
        f"spec: {{group: a.b, scope: Namespaced, names: {{kind: Foo, plural: foos}}, versions: [{version}]}}\n"
    )

    assert blamed == fields("invalid-resource-definition", text)
