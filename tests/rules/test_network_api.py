"""What the API server refuses in NetworkPolicies, Ingresses and IngressClasses, field by field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svclint.catalogue.finding import Profile, Severity
from svclint.engine.selection import Choice
from svclint.settings import Settings
from tests.linting import lint
from tests.rules.api_findings import API, RULES, cases, fields, messages

PARITY = Path(__file__).parents[3] / "shared" / "parity"
GROUP = "networking.k8s.io/v1"
SERVICE = "backend: {service: {name: web, port: {number: 80}}}"
CLASS = "kubernetes.io/ingress.class"


def network(kind: str, spec: str, metadata: str = "name: web", version: str = GROUP) -> str:
    """An object from the insides of two flow mappings."""
    return f"apiVersion: {version}\nkind: {kind}\nmetadata: {{{metadata}}}\nspec: {{{spec}}}\n"


POLICIES = """
missing-alternative | ingress: [{from: [{}, null, {podSelector: {}}]}], egress: [{to: [{ipBlock: null}]}]
    | ingress[0].from[0] ingress[0].from[1] egress[0].to[0]
missing-alternative | ingress: [null, 5, {from: [5, {podSelector: 5}]}] | -
conflicting-fields | ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}, podSelector: {}}]}] | ingress[0].from[0]
conflicting-fields | egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8}, namespaceSelector: {}}]}] | egress[0].to[0]
conflicting-fields | ingress: [{from: [5, {podSelector: {}, namespaceSelector: {}}, {ipBlock: null, podSelector: {}}]}] | -
invalid-ip-block | egress: [{to: [{ipBlock: {cidr: 10.0.0.0}}, {ipBlock: {cidr: 10.0.0.5/8}}]}]
    | egress[0].to[0].ipBlock.cidr egress[0].to[1].ipBlock.cidr
invalid-ip-block | egress: [{to: [{ipBlock: {cidr: ''}}, {ipBlock: {}}, {ipBlock: {cidr: 5}}, {podSelector: {}}]}] | -
missing-field | egress: [{to: [{ipBlock: {cidr: ''}}, {ipBlock: {}}]}]
    | egress[0].to[0].ipBlock.cidr egress[0].to[1].ipBlock.cidr
invalid-ip-block | egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.0.0.0/8, 11.0.0.0/9]}}]}]
    | egress[0].to[0].ipBlock.except[1] egress[0].to[0].ipBlock.except[2]
invalid-ip-block | egress: [{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [null, 5, x, '2001:db8::/64']}}]}]
    | egress[0].to[0].ipBlock.except[0] egress[0].to[0].ipBlock.except[2] egress[0].to[0].ipBlock.except[3]
invalid-port-range | ingress: [{ports: [{port: 80, endPort: 80}, {port: 80, endPort: 79}, {port: 80, endPort: 65536}]}]
    | ingress[0].ports[1].endPort ingress[0].ports[2].endPort
invalid-port-range | ingress: [{ports: [{endPort: 80}, {port: http, endPort: 80}, {port: [a], endPort: 80}, {port: 80,
    endPort: x}]}]
    | ingress[0].ports[0].endPort ingress[0].ports[1].endPort
invalid-port-range | ingress: [{ports: [{port: 80}, {port: 80, endPort: null}, 5]}] | -
invalid-port-number | ingress: [{ports: [{port: 0}, {port: 65536}, {port: null}, {}]}]
    | ingress[0].ports[0].port ingress[0].ports[1].port
invalid-port-name | ingress: [{ports: [{port: ''}, {port: '80'}, {port: http}, {port: null}]}]
    | ingress[0].ports[0].port ingress[0].ports[1].port
unknown-protocol | ingress: [{ports: [{protocol: ''}, {protocol: null}, {protocol: udp}]}]
    | ingress[0].ports[0].protocol ingress[0].ports[2].protocol
unknown-value | policyTypes: [Ingress, null, '', egress] | policyTypes[1] policyTypes[2] policyTypes[3]
too-many-items | policyTypes: [Ingress, Egress, Ingress] | policyTypes
too-many-items | policyTypes: [Ingress, Ingress] | -
non-canonical-address | ingress: [{from: [{ipBlock: {cidr: '2001:DB8::/32', except: ['2001:DB8:1::/48']}}, {podSelector:
    {}}]}]
    | ingress[0].from[0].ipBlock.cidr ingress[0].from[0].ipBlock.except[0]
"""
"""Rule, spec, and the fields below `spec` that the rule blames."""


@pytest.mark.parametrize(("rule", "spec", "blamed"), cases(POLICIES))
def test_policies(rule: str, spec: str, blamed: set[str]) -> None:
    assert {f"spec.{field}" for field in blamed} == set(fields(rule, network("NetworkPolicy", spec)))


INGRESSES = f"""
missing-alternative | tls: [] | .
missing-alternative | rules: [] | .
missing-alternative | rules: [null] | -
missing-alternative | defaultBackend: {{}} | .defaultBackend
missing-alternative | rules: [{{http: {{paths: [{{backend: {{resource: null}}}}, {{}}]}}}}] | .rules[0].http.paths[0].backend
missing-alternative | defaultBackend: {{service: {{name: web}}}} | .defaultBackend
missing-alternative | defaultBackend: {{service: {{name: web, port: {{number: 0, name: ''}}}}}} | .defaultBackend
missing-alternative | defaultBackend: {{service: {{name: web, port: {{name: http}}}}}} | -
missing-alternative | defaultBackend: {{service: {{name: web, port: 5}}}} | -
missing-alternative | defaultBackend: {{resource: {{kind: Bucket, name: x}}}} | -
conflicting-fields | defaultBackend: {{service: {{name: web, port: {{number: 80}}}}, resource: {{kind: Bucket, name:
    x}}}}
    | .defaultBackend
conflicting-fields | defaultBackend: {{service: {{name: web, port: {{number: 80, name: http}}}}}} | .defaultBackend
conflicting-fields | defaultBackend: {{service: {{name: web, port: {{number: 0, name: http}}}}}} | -
invalid-port-number | defaultBackend: {{service: {{name: web, port: {{number: 65536}}}}}} | .defaultBackend.service.port.number
invalid-port-number | defaultBackend: {{service: {{name: web, port: {{number: 0}}}}}} | -
invalid-port-number | defaultBackend: {{service: {{name: web, port: {{number: 4294967376}}}}}} | -
invalid-port-name | defaultBackend: {{service: {{name: web, port: {{name: my-long-admin-port}}}}}}
    | .defaultBackend.service.port.name
invalid-reference | ingressClassName: '' | .ingressClassName
invalid-reference | ingressClassName: null | -
invalid-reference | tls: [{{secretName: a_b}}, {{secretName: ''}}] | .tls[0].secretName
invalid-reference | defaultBackend: {{service: {{name: Web}}}} | .defaultBackend.service.name
invalid-reference | defaultBackend: {{resource: {{apiGroup: '', kind: a/b, name: '..'}}}}
    | .defaultBackend.resource.apiGroup .defaultBackend.resource.kind .defaultBackend.resource.name
invalid-reference | defaultBackend: {{resource: {{apiGroup: k8s.example.com, kind: Bucket, name: [a]}}}} | -
invalid-ingress-host | rules: [{{host: 192.0.2.1}}, {{host: 'a:80'}}, {{host: '*.a.b'}}, {{host: 'a.*'}}, {{host: ''}},
    5]
    | .rules[0].host .rules[1].host .rules[3].host
invalid-ingress-host | tls: [{{hosts: ['*.a', '*', 192.0.2.1, null, 5]}}, null] | .tls[0].hosts[1] .tls[0].hosts[3]
unknown-value | rules: [{{http: {{paths: [{{pathType: prefix}}, {{pathType: Exact}}, {{pathType: ''}}]}}}}]
    | .rules[0].http.paths[0].pathType
missing-field | rules: [{{http: {{paths: [{{pathType: '', {SERVICE}}}]}}}}] | .rules[0].http.paths[0].pathType
missing-field | rules: [{{http: {{paths: []}}}}] | .rules[0].http.paths
missing-field | rules: [{{http: {{paths: [null]}}}}] | .rules[0].http.paths[0].pathType
"""
"""Rule, spec, and what the rule blames behind `spec`."""


@pytest.mark.parametrize(("rule", "spec", "blamed"), cases(INGRESSES))
def test_ingresses(rule: str, spec: str, blamed: set[str]) -> None:
    assert {f"spec{field}".removesuffix(".") for field in blamed} == set(fields(rule, network("Ingress", spec)))


PATHS = [
    ("Exact", "''", 'path "" is not valid: it must begin with "/"'),
    ("Prefix", "null", 'path "" is not valid: it must begin with "/"'),
    ("Prefix", "a/b", 'path "a/b" is not valid: it must begin with "/"; write "/a/b"'),
    ("Prefix", "http://x/", 'path "http://x/" is not valid: it must begin with "/"'),
    ("Prefix", "/a//b", 'path "/a//b" is not valid: with pathType Prefix it must not have "//"'),
    ("Exact", "/a%2Fb", 'path "/a%2Fb" is not valid: with pathType Exact it must not have "%2F"'),
    ("Exact", "/a/..", 'path "/a/.." is not valid: with pathType Exact it must not end with "/.."'),
    ("Exact", "/a/b.", None),
    ("Exact", "5", None),
    ("ImplementationSpecific", "''", None),
    ("ImplementationSpecific", "/a//b/..", None),
    ("ImplementationSpecific", "^/a", 'path "^/a" is not valid: it must begin with "/"'),
    ("exact", "a", None),
]


@pytest.mark.parametrize(("kind", "path", "message"), PATHS)
def test_paths(kind: str, path: str, message: str | None) -> None:
    spec = f"rules: [{{http: {{paths: [{{path: {path}, pathType: {kind}, {SERVICE}}}, null, 5]}}}}]"
    report = lint(network("Ingress", spec), choice=Choice(select=("invalid-ingress-path",)), rules=RULES)
    expected = [("spec.rules[0].http.paths[0].path", message)] if message else []

    assert expected == [(each.field, each.message) for each in report.findings]


def test_a_missing_path_is_blamed_where_it_should_be() -> None:
    text = network("Ingress", f"rules: [{{http: {{paths: [{{pathType: Prefix, {SERVICE}}}]}}}}]")

    assert ["spec.rules[0].http.paths[0].path"] == fields("invalid-ingress-path", text)


def test_an_ingress_without_a_spec_has_no_backend() -> None:
    text = f"apiVersion: {GROUP}\nkind: Ingress\nmetadata: {{name: web}}\n"

    assert ["spec"] == fields("missing-alternative", text)
    assert ["spec"] == fields("missing-alternative", f"{text}spec:\n")
    assert [] == fields("missing-alternative", f"{text}spec: [a]\n")


@pytest.mark.parametrize(
    ("annotation", "name", "blamed"),
    [
        ("other", "nginx", [f"annotations.{CLASS}"]),
        ("nginx", "nginx", []),
        ("", "nginx", [f"annotations.{CLASS}"]),
        ("''", "''", []),
        ("[a]", "nginx", []),
        ("5", "nginx", []),
        ("other", "", []),
        ("other", "5", []),
    ],
)
def test_class_and_annotation_must_agree(annotation: str, name: str, blamed: list[str]) -> None:
    metadata = f"name: web, annotations: {{{CLASS}: {annotation}}}"
    text = network("Ingress", f"ingressClassName: {name}, defaultBackend: {{}}", metadata)

    assert blamed == [field for field in fields("conflicting-fields", text) if field.startswith("annotations")]


def test_the_annotation_alone_is_deprecated_from_the_profile_strict_on() -> None:
    metadata = f"name: web, annotations: {{{CLASS}: nginx}}"
    plain = network("Ingress", "defaultBackend: {}", metadata)
    doubled = network("Ingress", "ingressClassName: nginx, defaultBackend: {}", metadata)
    strict = Choice(select=("deprecated-annotation",), profile=Profile.STRICT)

    assert [f"{CLASS} is deprecated; use spec.ingressClassName"] == [
        each.message for each in lint(plain, choice=strict, rules=RULES).findings
    ]
    assert () == lint(doubled, choice=strict, rules=RULES).findings
    assert "deprecated-annotation" not in {each.rule.name for each in lint(plain, choice=Choice(), rules=RULES).findings}


@pytest.mark.parametrize(
    ("host", "words"),
    [
        ("HTTPS://Shop.Example.com:443/cart", '; write "shop.example.com"'),
        ("shop.example.com.", '; write "shop.example.com"'),
        ("a_b", "only lower-case letters, digits, '-' and '.'"),
        ("192.0.2.1", "it must be a DNS name, not an IP address; without a host, a rule is for all of them"),
        ("a.*", "a wildcard must be the whole first label, as in *.example.com"),
    ],
)
def test_hosts_say_what_would_be_right(host: str, words: str) -> None:
    found = messages("invalid-ingress-host", network("Ingress", f"rules: [{{host: '{host}'}}]"))

    assert 1 == len(found)
    assert found[0].endswith(words)


@pytest.mark.parametrize(("version", "blamed"), [((1, 35), ["spec.defaultBackend.service.name"]), ((1, 36), [])])
def test_backends_are_named_as_services_may_be(version: tuple[int, int], blamed: list[str]) -> None:
    text = network("Ingress", "defaultBackend: {service: {name: 1web, port: {number: 80}}}")

    assert blamed == fields("invalid-reference", text, Settings(kubernetes_version=version))


def test_ranges_are_read_tolerantly_before_1_36() -> None:
    spec = "egress: [{to: [{ipBlock: {cidr: 10.0.0.5/8, except: ['::ffff:10.0.0.0/112']}}]}]"

    assert [] == fields("invalid-ip-block", network("NetworkPolicy", spec), Settings(kubernetes_version=(1, 35)))


CLASSES = """
missing-field | {} | spec.controller
missing-field | {controller: ''} | spec.controller
missing-field | null | spec.controller
invalid-reference | {controller: nginx} | spec.controller
invalid-reference | {controller: a/} | spec.controller
invalid-reference | {controller: A/b} | spec.controller
invalid-reference | {controller: 'a/b?c'} | spec.controller
invalid-reference | {controller: example.com/ingress/v2} | -
invalid-reference | {controller: a/b, parameters: {apiGroup: '', kind: a/b, name: '%'}}
    | spec.parameters.apiGroup spec.parameters.kind spec.parameters.name
unknown-value | {controller: a/b, parameters: {scope: cluster}} | spec.parameters.scope
unknown-value | {controller: a/b, parameters: {scope: ''}} | spec.parameters.scope
missing-alternative | {controller: a/b, parameters: {scope: Namespace}} | spec.parameters.namespace
missing-alternative | {controller: a/b, parameters: {scope: Namespace, namespace: null}} | spec.parameters.namespace
missing-alternative | {controller: a/b, parameters: {scope: Namespace, namespace: x}} | -
missing-alternative | {controller: a/b} | -
conflicting-fields | {controller: a/b, parameters: {namespace: x}} | spec.parameters.namespace
conflicting-fields | {controller: a/b, parameters: {scope: Cluster, namespace: x}} | spec.parameters.namespace
conflicting-fields | {controller: a/b, parameters: {scope: Namespace, namespace: x}} | -
conflicting-fields | {controller: a/b, parameters: {scope: null, namespace: null}} | -
conflicting-fields | {controller: a/b} | -
"""


@pytest.mark.parametrize(("rule", "spec", "blamed"), cases(CLASSES))
def test_classes(rule: str, spec: str, blamed: set[str]) -> None:
    text = f"apiVersion: {GROUP}\nkind: IngressClass\nmetadata: {{name: nginx}}\nspec: {spec}\n"

    assert blamed == set(fields(rule, text))


def test_the_name_of_a_controller_has_a_limit() -> None:
    text = network("IngressClass", f"controller: a/{'b' * 249}")

    assert [": it has 251 characters and may have at most 250"] == [each[-48:] for each in messages("invalid-reference", text)]


@pytest.mark.parametrize("rule", ["invalid-ingress-host", "invalid-ingress-path", "missing-alternative", "conflicting-fields"])
def test_old_groups_are_not_looked_at(rule: str) -> None:
    spec = "rules: [{host: '_', http: {paths: [{pathType: Exact}]}}], defaultBackend: {}"

    assert [] == fields(rule, network("Ingress", spec, version="extensions/v1beta1"))


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        ("Ingress", "rules: 5, tls: {a: b}, defaultBackend: [a]"),
        ("Ingress", "rules: [{http: {paths: [{backend: 5, path: [a], pathType: [b]}]}}]"),
        ("NetworkPolicy", "ingress: 5, egress: [{to: {a: b}, ports: 5}], policyTypes: 5"),
        ("NetworkPolicy", "egress: [{to: [{ipBlock: [a]}], ports: [{port: {a: b}, endPort: 5}]}]"),
        ("IngressClass", "controller: [a], parameters: 5"),
    ],
)
def test_odd_shapes_crash_no_rule(kind: str, spec: str) -> None:
    assert not lint(network(kind, spec), choice=API, rules=RULES).crashed


@pytest.mark.skipif(not PARITY.exists(), reason="the verdicts of a real API server are not at hand")
@pytest.mark.parametrize("kind", ["ingress", "networkpolicy"])
def test_what_the_api_server_takes_has_no_error(kind: str) -> None:
    lines = (PARITY / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    taken = [case for case in map(json.loads, lines) if case["verdict"] == "accept"]
    report = lint({case["id"]: case["text"] for case in taken}, choice=API, rules=RULES)

    assert [] == [(each.position.path, each.message) for each in report.findings if each.severity is Severity.ERROR]
