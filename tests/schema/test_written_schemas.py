"""The schemas of custom resources that come with svclint."""

from __future__ import annotations

import json

import pytest

from svclint.schema.custom import CustomResources
from svclint.schema.faults import Fault, MissingField, UnknownField, Violation, WrongType
from svclint.schema.written_schemas import known_kinds, written_schema
from svclint.shipped import shipped_folder
from tests.schema.reading import objects_in

FILES = sorted((shipped_folder("schemas") / "custom").glob("*.json"))
TYPES = frozenset({"object", "array", "string", "integer", "boolean"})


def faults(kind: str, spec: str, given: str = "") -> list[Fault]:
    """What is wrong with one object; `kind` is its apiVersion and kind."""
    api_version, _, name = kind.rpartition(" ")
    (each,) = objects_in(f"apiVersion: {api_version}\nkind: {name}\nmetadata: {{name: a}}\nspec: {spec}\n")
    return list(CustomResources(objects_in(given), ()).faults(each))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_schema_is_whole(path: object) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))  # type: ignore[attr-defined]  # a parameter of pytest

    for kind, found in data["kinds"].items():
        for version in found["versions"]:
            schema = written_schema(path.stem, kind, version)  # type: ignore[attr-defined]  # the same
            assert schema is not None
            assert [] == list(_oddities(schema))


def _oddities(schema: dict[str, object]) -> list[object]:
    """What no structural schema holds: references, types of our own, required fields that are not described."""
    odd: list[object] = [each for each in schema if each in ("$ref", "closed", "definitions")]
    odd += [schema.get("type")] if schema.get("type", "object") not in TYPES else []
    properties = schema.get("properties", {})
    assert isinstance(properties, dict)
    odd += [each for each in schema.get("required", ()) if each not in properties]  # type: ignore[attr-defined]  # plain JSON
    below = [*properties.values(), *(schema[key] for key in ("items", "additionalProperties") if key in schema)]
    return [*odd, *(each for one in below for each in _oddities(one))]


ROUTE = "gateway.networking.k8s.io/v1 HTTPRoute"


@pytest.mark.parametrize(
    ("kind", "spec", "field"),
    [
        (ROUTE, "{parentRef: [{name: a}]}", "parentRef"),
        (ROUTE, "{parentRefs: [{name: a, sectionname: b}]}", "sectionname"),
        (ROUTE, "{rules: [{backendRef: []}]}", "backendRef"),
        (ROUTE, "{rules: [{backendRefs: [{name: a, prot: 80}]}]}", "prot"),
        (ROUTE, "{rules: [{filters: [{requestMirror: {backendRef: {name: a, weight: 1}}}]}]}", "weight"),
        (
            "gateway.networking.k8s.io/v1 Gateway",
            "{gatewayClassName: a, listeners: [{name: a, port: 80, protocol: HTTP, host: b}]}",
            "host",
        ),
        (
            "gateway.networking.k8s.io/v1beta1 ReferenceGrant",
            "{from: [], to: [{group: '', kind: Service, namespace: a}]}",
            "namespace",
        ),
        ("networking.istio.io/v1 VirtualService", "{http: [{route: [{destination: {host: a, subsets: b}}]}]}", "subsets"),
        ("networking.istio.io/v1beta1 DestinationRule", "{host: a, subset: []}", "subset"),
        ("security.istio.io/v1 AuthorizationPolicy", "{selector: {app: a}}", "app"),
        ("monitoring.coreos.com/v1 ServiceMonitor", "{selector: {app: a}, endpoints: []}", "app"),
        ("keda.sh/v1alpha1 ScaledObject", "{scaleTargetRef: {name: a, namespace: b}, triggers: []}", "namespace"),
        ("route.openshift.io/v1 Route", "{to: {kind: Service, name: a, port: 80}}", "port"),
    ],
)
def test_misspelt_fields_of_closed_mappings(kind: str, spec: str, field: str) -> None:
    assert [field] == [each.key.text for each in faults(kind, spec) if isinstance(each, UnknownField)]


@pytest.mark.parametrize(
    ("kind", "spec"),
    [
        (
            "gateway.networking.k8s.io/v1 Gateway",
            "{gatewayClassName: a, listeners: [], infrastructure: {labels: {a: b}}, later: 1}",
        ),
        (ROUTE, "{rules: [{filters: [{type: URLRewrite, urlRewrite: {hostname: a}}], sessionPersistence: {type: Cookie}}]}"),
        ("networking.istio.io/v1 VirtualService", "{http: [{retries: {attempts: 3}, corsPolicy: {}, later: true}]}"),
        ("networking.istio.io/v1 DestinationRule", "{host: a, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}"),
        (
            "monitoring.coreos.com/v1 ServiceMonitor",
            "{selector: {}, endpoints: [{port: http, bearerTokenFile: /a}], sampleLimit: 5}",
        ),
        (
            "traefik.io/v1alpha1 IngressRoute",
            "{routes: [{match: Host(`a`), kind: Rule, services: [{name: a, port: http, sticky: {}}]}]}",
        ),
    ],
)
def test_the_rest_is_open(kind: str, spec: str) -> None:
    assert [] == faults(kind, spec)


@pytest.mark.parametrize(
    ("kind", "spec", "fault"),
    [
        ("monitoring.coreos.com/v1 ServiceMonitor", "{selector: {}, endpoints: [{port: 8080}]}", WrongType),
        ("monitoring.coreos.com/v1 ServiceMonitor", "{selector: {}}", MissingField),
        (
            "keda.sh/v1alpha1 ScaledObject",
            "{scaleTargetRef: {name: a}, triggers: [{type: cpu, metadata: {value: 80}}]}",
            WrongType,
        ),
        (ROUTE, "{rules: [{matches: [{path: {type: Prefix, value: /}}]}]}", Violation),
        (ROUTE, "{hostnames: [a_b.example.com]}", Violation),
        (ROUTE, "{rules: [{backendRefs: [{name: a, port: 70000}]}]}", Violation),
        (
            "gateway.networking.k8s.io/v1 Gateway",
            "{gatewayClassName: a, listeners: [{name: a, port: 1, protocol: A}, {name: a, port: 2, protocol: A}]}",
            Violation,
        ),
        ("elbv2.k8s.aws/v1beta1 TargetGroupBinding", "{serviceRef: {name: a}}", MissingField),
        ("projectcontour.io/v1 HTTPProxy", "{routes: [{services: [{name: a, port: http}]}]}", WrongType),
        ("k8s.nginx.org/v1 VirtualServer", "{upstreams: [{service: a, port: http}]}", WrongType),
        ("argoproj.io/v1alpha1 Rollout", "{strategy: {blueGreen: {previewService: a}}}", MissingField),
        ("gateway.networking.x-k8s.io/v1alpha1 XListenerSet", "{listeners: []}", MissingField),
    ],
)
def test_values_and_types(kind: str, spec: str, fault: type[Fault]) -> None:
    (found,) = faults(kind, spec)

    assert isinstance(found, fault)


def test_kinds_and_versions_that_nobody_wrote_down() -> None:
    assert [] == faults("gateway.networking.k8s.io/v9 HTTPRoute", "{parentRef: 1}")
    assert [] == faults("gateway.networking.k8s.io/v1 Other", "{parentRef: 1}")
    assert [] == faults("example.com/v1 HTTPRoute", "{parentRef: 1}")


def test_definition_among_the_files_goes_before() -> None:
    version = (
        "{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}"
    )
    names = "group: gateway.networking.k8s.io, names: {plural: httproutes, kind: HTTPRoute}"
    crd = (
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: "
        f"{{name: a}}\nspec: {{{names}, versions: [{version}]}}\n"
    )

    assert ["parentRefs"] == [
        each.key.text for each in faults(ROUTE, "{parentRefs: []}", crd) if isinstance(each, UnknownField)
    ]


def test_kinds_of_a_group_that_is_known_as_a_whole() -> None:
    def siblings(kind: str, given: str = "") -> tuple[str, ...]:
        (each,) = objects_in(f"apiVersion: keda.sh/v1alpha1\nkind: {kind}\nmetadata: {{name: a}}\n")
        found = CustomResources(objects_in(given), ()).unserved(each)
        return found.siblings if found else ()

    spec = "spec: {group: keda.sh, names: {kind: ScaleObject}, versions: []}"
    crd = f"apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {{name: a}}\n{spec}\n"
    kinds = ("ScaledObject", "ClusterTriggerAuthentication", "ScaledJob", "TriggerAuthentication")

    assert (kinds, ()) == (known_kinds("keda.sh"), known_kinds("argoproj.io"))
    assert [(), (), kinds] == [siblings(kind) for kind in ("ScaledObject", "ScaledJob", "ScaleObject")]
    assert () == siblings("ScaleObject", crd)
