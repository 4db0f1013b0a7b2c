"""Every key is read, and every mistake in one is told with its line and the nearest valid thing."""

from __future__ import annotations

from pathlib import Path

import pytest

from svclint.api import Profile, Severity
from svclint.config.configuration import Configuration
from svclint.config.load import load_configuration
from svclint.errors import ConfigurationError
from svclint.producers import DeclaredPort, MadeService, PodSet, Producer
from svclint.reference_rows import FieldPath, ReferenceRow, Target
from svclint.settings import External, ExternalWorkload, Settings
from tests.config.reading import RULES, ZoneOptions, read, refusal

WHOLE = """
profile: strict
select: [api, SVC201]
ignore: [service-without-pods]
severity: {SVC201: warning, too-many-zones: info}
options:
  TEAM001: {max-zones: 5, strict: yes, mode: hard, allowed: [a, b], ports: [80, 443], prefix: x}
exclude: [vendor/, "!vendor/ours.yaml"]
worlds: [{name: dev, paths: [/dev/, shared.yaml]}, {name: prod, paths: [/prod/]}]
inline-suppressions: false
require-reason: true
namespace: shop
kubernetes-version: 1.30
node-port-range: 30000-30100
service-ranges: [10.96.0.0/12, "fd00::/108"]
pod-ranges: [10.244.0.0/16]
cluster-domain: k8s.example.com
provider: aws
pod-producers: [Rollout, Cluster.postgresql.cnpg.io]
external:
  services: [shop/db]
  workloads: [{namespace: shop, labels: {app: db, tier: data}}]
  namespaces: [monitoring]
references:
- {groups: shop.example.com, kinds: Storefront, at: "spec.backends[*]", port: port}
- groups: [shop.example.com, old.example.com]
  kinds: [Storefront, Kiosk]
  at: [spec.service, "spec.more[*]"]
  name: service
  namespace: namespace
  namespace-required: true
  port: [portName, /spec.port]
  port-kind: text
  port-required: true
  port-of-external: true
  default-port: 80
  form: namespace/name
  where: {kind: ["", Service], type: service}
  not-with: {port: none, annotation: shop.example.com/action.}
  target: {kind: type, api-version: version, default-kind: Deployment, default-api-version: apps/v1, scales: true}
  verb: sells through
  docs: https://shop.example.com/docs
"""


def test_every_key_is_read() -> None:
    expected = Configuration(
        profile=Profile.STRICT,
        select=("api", "SVC201"),
        ignore=("service-without-pods",),
        severity={"SVC201": Severity.WARNING, "TEAM001": Severity.INFO},
        options={"TEAM001": ZoneOptions(5, True, "hard", ("a", "b"), frozenset({80, 443}), "x")},  # noqa: FBT003 - a field
        exclude=("vendor/", "!vendor/ours.yaml"),
        worlds={"dev": ("/dev/", "shared.yaml"), "prod": ("/prod/",)},
        inline_suppressions=False,
        require_reason=True,
        settings=Settings(
            namespace="shop",
            kubernetes_version=(1, 30),
            node_port_range=(30000, 30100),
            service_ranges=("10.96.0.0/12", "fd00::/108"),
            pod_ranges=("10.244.0.0/16",),
            cluster_domain="k8s.example.com",
            provider="aws",
            pod_producers=frozenset({"Rollout", "Cluster.postgresql.cnpg.io"}),
            external=External(
                services=frozenset({("shop", "db")}),
                workloads=(ExternalWorkload("shop", (("app", "db"), ("tier", "data"))),),
                namespaces=frozenset({"monitoring"}),
            ),
            references=(
                ReferenceRow(
                    ("shop.example.com",), ("Storefront",), (FieldPath("spec.backends[*]"),), port=(FieldPath("port"),)
                ),
                ReferenceRow(
                    groups=("shop.example.com", "old.example.com"),
                    kinds=("Storefront", "Kiosk"),
                    at=(FieldPath("spec.service"), FieldPath("spec.more[*]")),
                    name=FieldPath("service"),
                    namespace=FieldPath("namespace"),
                    namespace_required=True,
                    port=(FieldPath("portName"), FieldPath("/spec.port")),
                    port_kind="text",
                    port_required=True,
                    port_of_external=True,
                    default_port=80,
                    form="namespace/name",
                    where=((FieldPath("kind"), frozenset({"", "Service"})), (FieldPath("type"), frozenset({"service"}))),
                    not_with=("none", "shop.example.com/action."),
                    target=Target(FieldPath("type"), FieldPath("version"), "Deployment", "apps/v1", scales=True),
                    verb="sells through",
                    docs="https://shop.example.com/docs",
                ),
            ),
        ),
    )

    assert expected == read(WHOLE)


def test_a_kind_may_come_with_what_is_known_of_it() -> None:
    text = """
pod-producers:
  - Fleet
  - kind: Database.example.com
    open: true
    source: https://example.com/database
    pods:
      - name: "{part.name}"
        part: spec.nodes[*]
        labels: {db: "{name}", shard: 1, role: [primary, replica]}
        labels-from: [spec.labels]
        ports: [{name: sql, number-from: spec.port}, {number: 53, protocol: UDP}]
        replicas: spec.size|2
        template: spec.template
        template-of: spec.ref
        scaled-down-if: spec.ref.down
    services:
      - {name: "{name}-rw", ports: [sql]}
      - {name: "{name}", part: spec.nodes, headless: true}
"""
    pods = PodSet(
        name="{part.name}",
        part="spec.nodes[*]",
        template="spec.template",
        template_of="spec.ref",
        scaled_down_if="spec.ref.down",
        labels=(("db", ("{name}",)), ("shard", ("1",)), ("role", ("primary", "replica"))),
        labels_from=("spec.labels",),
        ports=(DeclaredPort("sql", number_from="spec.port"), DeclaredPort(number=53, protocol="UDP")),
        replicas="spec.size|2",
    )
    services = (MadeService("{name}-rw", ("sql",)), MadeService("{name}", headless=True, part="spec.nodes"))
    row = Producer("Database", "example.com", (pods,), services, open=True, source="https://example.com/database")

    settings = read(text).settings
    assert frozenset({"Fleet", row}) == settings.pod_producers
    assert frozenset({"Fleet", "Database.example.com"}) == settings.maker_kinds
    assert (row,) == settings.producers


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "{}\n"])
def test_an_empty_file_changes_nothing(text: str) -> None:
    assert Configuration() == read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "1: this cannot be read as YAML: "),
        ("{}\n---\n{}\n", "2: a configuration is one document, here begins a second"),
        ("- a\n", "1: configuration: expected a mapping, not a list"),
        ("\nnamespaces: x\n", '2: configuration: unknown key "namespaces"; did you mean "namespace"?'),
        ("quarks: []\n", '1: configuration: unknown key "quarks" (known are cluster-domain, exclude, '),
        ("worlds: {dev: [dev/]}\n", "1: worlds: expected a list, not a mapping"),
        ("worlds:\n- nam: dev\n", '2: worlds: unknown key "nam"; did you mean "name"?'),
        ("worlds:\n- name: dev\n", "2: worlds: expected a name and paths"),
        ("worlds: [{name: 1, paths: []}]\n", '1: worlds: name: expected a string, not "1"'),
        ("worlds: [{name: '', paths: []}]\n", "1: worlds: a world needs a name"),
        ("worlds:\n- {name: a, paths: []}\n- {name: a, paths: []}\n", '3: worlds: two are called "a"'),
        ("worlds: [{name: a, paths: a}]\n", '1: paths of world "a": expected a list, not "a"'),
        ("worlds: [{name: a, paths: [b, '!']}]\n", '1: paths of world "a": '),
        ("profile: audit\nprofile: strict\n", '2: configuration: the key "profile" stands here twice'),
        ("profile: strikt\n", '1: profile: expected one of default, strict, audit, not "strikt"; did you mean "strict"?'),
        ("select: api\n", '1: select: expected a list, not "api"'),
        ("select:\n", "1: select: expected a list, not nothing"),
        ("ignore:\n  - api\n  - servce-without-pods\n", '3: ignore: no rule or category "servce-without-pods"; did you mean'),
        ("ignore: [svc201]\n", '1: ignore: no rule or category "svc201"; did you mean "SVC201"?'),
        ("select: [{a: b}]\n", "1: select: expected a string, not a mapping"),
        ("severity: {SVC999: error}\n", '1: severity: no rule "SVC999"; did you mean "SVC'),
        ("severity:\n  SVC201: warn\n", "2: severity of service-without-pods: expected one of error, warning, info, not"),
        ("require-reason: maybe\n", '1: require-reason: expected true or false, not "maybe"'),
        (
            "namespace: Shop\n",
            '1: namespace: expected a namespace (lower-case letters, digits and "-", at most 63), not "Shop"',
        ),
        ("namespace: 12\n", '1: namespace: expected a string, not "12"'),
        ("kubernetes-version: 1.27\n", "expected a Kubernetes version from 1.28 to 1.37 (the nearest is 1.28)"),
        ("kubernetes-version: 2.0\n", "(the nearest is 1.37)"),
        ("kubernetes-version: latest\n", 'from 1.28 to 1.37, not "latest"'),
        ("node-port-range: 32767-30000\n", "1: node-port-range: expected a range of ports like 30000-32767"),
        ("node-port-range: all\n", "1: node-port-range: expected a range of ports like 30000-32767"),
        ("service-ranges: [10.96.0.0/8]\n", "1: service-ranges: expected a range like 10.96.0.0/12"),
        ("service-ranges: [10.96.0.1]\n", "1: service-ranges: expected a range like 10.96.0.0/12"),
        ("cluster-domain: cluster.local.\n", "1: cluster-domain: expected a DNS name like cluster.local"),
        ('provider: ""\n', "1: provider: expected the name of a cloud provider"),
        ("pod-producers: [rollout]\n", "1: pod-producers: expected a kind like Rollout or Rollout.argoproj.io"),
        ("pod-producers: [[a]]\n", "1: pod-producers: expected a string, not a list"),
        ("pod-producers:\n- kind: A.b\n  podz: []\n", '3: pod-producers: unknown key "podz"; did you mean "pods"?'),
        ("pod-producers:\n- open: true\n", "2: pod-producers: kind is missing"),
        ("pod-producers: [{kind: a}]\n", "1: pod-producers: kind: expected a kind like Rollout"),
        ("pod-producers:\n- kind: A.b\n- kind: A.b\n  open: true\n", "3: pod-producers: the kind A.b stands here twice"),
        ("pod-producers: [A.b, {kind: A.b}]\n", "1: pod-producers: the kind A.b stands here twice"),
        ("pod-producers: [{kind: A, open: 1}]\n", "1: pod-producers: open: expected true or false"),
        ("pod-producers: [{kind: A, pods: 1}]\n", "1: pod-producers: pods: expected a list"),
        ("pod-producers: [{kind: A, pods: [{label: {}}]}]\n", 'pods: unknown key "label"; did you mean "labels"?'),
        ("pod-producers: [{kind: A, pods: [{labels: [a]}]}]\n", "pods: labels: expected a mapping, not a list"),
        ("pod-producers: [{kind: A, pods: [{labels: {a: {}}}]}]\n", "pods: labels: a: expected a list, not a mapping"),
        ("pod-producers: [{kind: A, pods: [{template: [x]}]}]\n", "pods: template: expected a string, not a list"),
        ("pod-producers: [{kind: A, pods: [{ports: [{number: x}]}]}]\n", "ports: number: expected a whole number"),
        (
            "pod-producers: [{kind: A, pods: [{ports: [{number: 0}]}]}]\n",
            "ports: number: expected a port from 1 to 65535, not 0",
        ),
        ("pod-producers: [{kind: A, pods: [{ports: [{protocol: TPC}]}]}]\n", 'not "TPC"; did you mean "TCP"?'),
        ("pod-producers: [{kind: A, services: [{headless: true}]}]\n", "1: pod-producers: services: name is missing"),
        ("external: {service: [a/b]}\n", '1: external: unknown key "service"; did you mean "services"?'),
        ("external: {services: [db]}\n", "1: external services: expected a Service as namespace/name"),
        ("external: {workloads: [{labels: {a: b}}]}\n", "1: external workloads: expected namespace and labels"),
        (
            "external:\n  workloads:\n  - namespace: a\n    labels: {b: 1}\n",
            "4: external workloads: label b: expected a string",
        ),
        ("references: {kinds: A}\n", "1: references: expected a list, not a mapping"),
        ("references:\n- kinds: A\n", "2: references: groups is missing"),
        ("references: [{kind: A}]\n", '1: references: unknown key "kind"; did you mean "kinds"?'),
        ("references: [{kinds: a}]\n", '1: references: kinds: expected a kind like Rollout, not "a"'),
        ("references: [{at: a..b}]\n", "references: at: expected a path of fields like spec.rules[*].backend, not"),
        ("references: [{form: fqnd}]\n", 'form: expected one of name, namespace/name, host, fqdn, not "fqnd"; did you mean'),
        ("references: [{default-port: 0}]\n", "references: default-port: expected a port from 1 to 65535, not 0"),
        ("references: [{where: {a: 1}}]\n", 'references: where: a: expected a string, not "1"'),
        ("references: [{not-with: {port: a}}]\n", "references: not-with: expected port and annotation"),
        ("references: [{target: {kinds: a}}]\n", 'references: target: unknown key "kinds"; did you mean "kind"?'),
        ("options: {SVC201: {a: b}}\n", "1: options of service-without-pods: this rule takes none"),
        ("options: {TEAM001: {max-zone: 1}}\n", 'options of too-many-zones: unknown key "max-zone"; did you mean "max-zones"?'),
        ("options: {TEAM001: {max_zones: many}}\n", 'too-many-zones: max_zones: expected a whole number, not "many"'),
        ("options: {TEAM001: {mode: sof}}\n", 'mode: expected one of off, soft, hard, not "sof"; did you mean "soft"?'),
        ("options: {TEAM001: {allowed: x}}\n", 'too-many-zones: allowed: expected a list, not "x"'),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, said: str) -> None:
    told = refusal(text)

    assert ".svclint.yaml:" == told[:14]
    assert said in told


def test_a_file_that_is_no_text_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / ".svclint.yaml"
    path.write_bytes(b"namespace: \xff\n")

    with pytest.raises(ConfigurationError, match=r":1: it cannot be read: .*0xff"):
        load_configuration(path, RULES)


def test_a_file_is_named_relative_to_the_current_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / ".svclint.yaml"
    path.write_text("\ufeffnames: x\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ConfigurationError, match=r"^\.svclint\.yaml:1: "):
        load_configuration(path, RULES)
