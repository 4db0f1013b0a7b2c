"""What names Services and workloads: what the examples of the rules and of the table do not show."""

from __future__ import annotations

import pytest

from svclint.reference_rows import FieldPath, ReferenceRow
from svclint.settings import External, Settings
from tests.graph.worlds import service, workload
from tests.linting import lint, said

WEB = service("web", "app: web", ports="{name: http, port: 80, targetPort: 8080}")
PODS = workload("web", "app: web", ports="{name: ui, containerPort: 8080}")


def document(api: str, kind: str, body: str, metadata: str = "name: asking") -> str:
    return f"---\napiVersion: {api}\nkind: {kind}\nmetadata: {{{metadata}}}\n{body}\n"


def webhook(reference: str) -> str:
    client = f"{{name: a.example.com, clientConfig: {{service: {{{reference}}}}}}}"
    return document("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration", f"webhooks: [{client}]")


def route(backend: str, metadata: str = "name: asking") -> str:
    spec = f"spec: {{rules: [{{backendRefs: [{{{backend}}}]}}]}}"
    return document("gateway.networking.k8s.io/v1", "HTTPRoute", spec, metadata)


def openshift(port: str) -> str:
    return document(
        "route.openshift.io/v1", "Route", f"spec: {{to: {{kind: Service, name: web}}, port: {{targetPort: {port}}}}}"
    )


def virtual_service(host: str, metadata: str = "name: asking") -> str:
    spec = f'spec: {{http: [{{route: [{{destination: {{host: "{host}"}}}}]}}]}}'
    return document("networking.istio.io/v1", "VirtualService", spec, metadata)


def service_entry(host: str) -> str:
    return document("networking.istio.io/v1", "ServiceEntry", f'spec: {{hosts: ["{host}"]}}', "name: entry")


def autoscaler(target: str, metadata: str = "name: asking") -> str:
    return document("autoscaling/v2", "HorizontalPodAutoscaler", f"spec: {{scaleTargetRef: {{{target}}}}}", metadata)


def severities(text: str, rule: str, settings: Settings | None = None) -> list[str]:
    return [severity for severity, *_ in said(text, rule, settings)]


def messages(text: str, rule: str) -> list[str]:
    return [message for _, _, message, _ in said(text, rule)]


def fixed(text: str, rule: str) -> list[list[str]]:
    found = [each for each in lint(text).findings if each.rule.id == rule]
    return [[edit.text for edit in each.fix.edits] if each.fix else [] for each in found]


def test_a_webhook_without_a_port_calls_443() -> None:
    text = WEB + PODS + webhook("namespace: default, name: web")

    message = "ValidatingWebhookConfiguration asking calls port 443, the default, of Service web, which has ports http (80)"
    assert messages(text, "SVC702") == [f"{message}; port http (80) may be meant"]
    assert fixed(text, "SVC702") == [["port: 80, "]]
    assert said(WEB + PODS + webhook("name: wbe"), "SVC701") == []


@pytest.mark.parametrize(("policy", "told"), [("", True), ("failurePolicy: Fail, ", True), ("failurePolicy: Ignore, ", False)])
def test_a_webhook_that_fails_closed_is_told_as_such(policy: str, told: bool) -> None:  # noqa: FBT001 - a column
    references = (f"namespace: default, name: {name}, port: 81" for name in ("web", "wbe"))
    texts = [webhook(each).replace("{name: a", f"{{{policy}name: a") for each in references]
    found = [each for text in texts for each in lint(WEB + PODS + text).findings if each.rule.id in ("SVC701", "SVC702")]

    assert ["SVC702", "SVC701"] == [each.rule.id for each in found]
    assert [told, told] == ["refused" in each.related[-1].message for each in found]


@pytest.mark.parametrize(
    ("port", "asked", "tail"),
    [
        ("number: 30080", "port 30080", "80 is the Service port, 30080 its node port"),
        ("name: '80'", 'a port named "80"', "that is its number"),
        ("name: '81'", 'a port named "81"', "port http (80) may be meant"),
    ],
)
def test_other_numbers_of_the_service_are_recognised(port: str, asked: str, tail: str) -> None:
    node_port = service("web", "app: web", ports="{name: http, port: 80, targetPort: 8080, nodePort: 30080}")
    spec = f"spec: {{defaultBackend: {{service: {{name: web, port: {{{port}}}}}}}}}"

    message = f"Ingress asking sends requests to {asked} of Service web, which has ports http (80); {tail}"
    assert messages(node_port + PODS + document("networking.k8s.io/v1", "Ingress", spec), "SVC702") == [message]


def test_a_default_without_a_field_of_its_own_cannot_be_fixed() -> None:
    kiosk = service("web", "app: web", ports="{name: http, port: 8000}") + PODS
    spec = "spec: {subscriber: {ref: {apiVersion: v1, kind: Service, name: web}}}"
    text = kiosk + document("eventing.knative.dev/v1", "Trigger", spec)

    assert [message.partition(",")[0] for message in messages(text, "SVC702")] == ["Trigger asking sends events to port 80"]
    assert fixed(text, "SVC702") == [[]]


@pytest.mark.parametrize(
    ("port", "tail"),
    [
        ("http", None),
        ("8080", None),
        ("'8080'", None),
        ("80", "; 80 is the Service port, the pods listen on 8080"),
        ("htp", "; port http (80) may be meant"),
    ],
)
def test_a_route_of_openshift_takes_the_name_or_the_port_of_the_pods(port: str, tail: str | None) -> None:
    start = f"Route asking sends requests to port {port} of the pods behind Service web, which has ports http (80)"

    assert messages(WEB + PODS + openshift(port), "SVC702") == ([] if tail is None else [start + tail])


def test_the_name_is_offered_to_a_route_of_openshift() -> None:
    unnamed = service("web", "app: web", ports="{port: 80, targetPort: 8080}")

    assert fixed(WEB + PODS + openshift("80"), "SVC702") == [["http"]]
    assert fixed(unnamed + PODS + openshift("80"), "SVC702") == [["8080"]]


def test_a_named_target_port_is_looked_up_in_the_pods_where_there_are_any() -> None:
    named = service("web", "app: web", ports="{name: http, port: 80, targetPort: ui}")

    assert said(named + PODS + openshift("8080"), "SVC702") == []
    assert severities(named + PODS + openshift("8081"), "SVC702") == ["error"]
    assert said(named + openshift("8081"), "SVC702") == []


def test_a_port_as_text_is_a_name_or_a_number() -> None:
    def policy(number: str) -> str:
        return document("cilium.io/v2", "CiliumEnvoyConfig", f"spec: {{backendServices: [{{name: web, number: [{number}]}}]}}")

    assert [said(WEB + PODS + policy(number), "SVC702") for number in ("'80'", "80", "http")] == [[], [], []]
    assert [message.rpartition("; ")[2] for message in messages(WEB + PODS + policy("'8080'"), "SVC702")] == [
        "80 is the Service port, the pods listen on 8080"
    ]
    assert fixed(WEB + PODS + policy("'8080'"), "SVC702") == [["'80'"]]


def test_a_port_of_the_wrong_type_is_another_rules_matter() -> None:
    policy = "spec: {targetRefs: [{group: '', kind: Service, name: web, sectionName: 80}]}"

    assert said(WEB + PODS + route("name: web, port: http"), "SVC702") == []
    assert said(WEB + PODS + document("gateway.networking.k8s.io/v1", "BackendTLSPolicy", policy), "SVC702") == []


@pytest.mark.parametrize(
    ("name", "port"), [("__SERVICE__", "80"), ("'${SERVICE}'", "80"), ("web", "'${PORT}'"), ("web", "__PORT__")]
)
def test_what_a_tool_is_to_fill_in_names_nothing(name: str, port: str) -> None:
    spec = f"spec: {{routes: [{{services: [{{name: {name}, port: {port}}}]}}]}}"
    text = WEB + PODS + document("traefik.io/v1alpha1", "IngressRoute", spec)

    assert [said(text, rule) for rule in ("SVC701", "SVC702")] == [[], []]


def test_gateways_may_look_for_the_port_of_an_alias() -> None:
    alias = document(
        "v1", "Service", "spec: {type: ExternalName, externalName: a.example.com, ports: [{port: 80}]}", "name: out"
    )

    assert severities(alias + route("name: out, port: 81"), "SVC702") == ["warning"]
    assert said(alias.replace(", ports: [{port: 80}]", "") + route("name: out, port: 81"), "SVC702") == []


def test_another_namespace_counts_where_one_is_given() -> None:
    other = service("web", "app: web", namespace="shop") + workload("web", "app: web", namespace="shop")

    assert said(other + route("name: web, namespace: shop, port: 80"), "SVC701") == []
    assert severities(other + route("name: web, namespace: stage, port: 80"), "SVC701") == ["info"]


def test_a_misspelt_namespace_is_told_there() -> None:
    shop = service("web", "app: web", namespace="shop") + workload("web", "app: web", namespace="shop")
    text = shop + route("name: web, namespace: shp, port: 80")

    message = "HTTPRoute asking sends requests to Service web, which is not in namespace shp; Service web is in namespace shop"
    assert said(text, "SVC701") == [("error", 15, message, None)]
    assert fixed(text, "SVC701") == [["shop"]]
    assert fixed(shop + virtual_service("web.shp.svc.cluster.local"), "SVC701") == [[]]
    assert severities(text + document("v1", "Namespace", "", "name: shp"), "SVC701") == ["info"]
    assert severities(shop + route("name: web, namespace: shop2, port: 80"), "SVC701") == ["info"]


def test_names_that_differ_in_a_number_may_be_siblings_in_an_open_world() -> None:
    text = service("web2", "app: web") + PODS + route("name: web, port: 80")

    assert severities(text, "SVC701") == ["error"]
    assert severities(text + document("example.com/v1", "Fleet", "spec: {}"), "SVC701") == ["info"]


def test_backends_of_other_kinds_are_no_services() -> None:
    assert said(WEB + PODS + route("group: example.com, kind: Bucket, name: wbe"), "SVC701") == []
    assert said(WEB + PODS + route("group: example.com, kind: Bucket, name: wbe"), "SVC704") == []


def test_the_service_of_the_api_server_is_always_there() -> None:
    assert said(WEB + PODS + route("name: kubernetes, port: 443"), "SVC701") == []


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("web", []),
        ("wbe", ["error"]),
        ("web.default.svc.cluster.local", []),
        ("wbe.default.svc.cluster.local", ["error"]),
        ("web.default.svc.k8s.example.com", []),
        ("wbe.default.svc.k8s.example.com", []),
        ("http.web.default.svc.cluster.local", []),
        ("shop.example.com", []),
        ("example.com", []),
        ("*", []),
    ],
)
def test_hosts_of_istio_are_names_or_full_names(host: str, found: list[str]) -> None:
    assert severities(WEB + PODS + virtual_service(host), "SVC701") == found


def test_a_full_name_is_mended_in_its_place() -> None:
    text = WEB + PODS + virtual_service("wbe.default.svc.cluster.local")

    assert fixed(text, "SVC701") == [['"web.default.svc.cluster.local"']]


def test_a_name_behind_a_namespace_is_mended_in_its_place() -> None:
    spec = "spec: {upstreams: [{name: a, service: default/wbe, port: 80}]}"

    assert fixed(WEB + PODS + document("k8s.nginx.org/v1", "VirtualServer", spec), "SVC701") == [["default/web"]]


@pytest.mark.parametrize("entry", ["queue", "queue.default.svc.cluster.local", "*.default.svc.cluster.local"])
def test_a_host_that_istio_is_told_of_needs_no_service(entry: str) -> None:
    assert severities(WEB + PODS + virtual_service("queue"), "SVC701") == ["warning"]
    assert said(WEB + PODS + virtual_service("queue") + service_entry(entry), "SVC701") == []


@pytest.mark.parametrize("host", ["web.default", "web.default.svc"])
def test_half_of_a_full_name_is_none(host: str) -> None:
    text = WEB + PODS + virtual_service(host, "name: asking, namespace: edge")

    assert [severities(text, rule) for rule in ("SVC701", "SVC702", "SVC708")] == [[], [], ["error"]]
    assert said(text + service_entry(host), "SVC708") == []


def test_a_reference_without_a_port_shows_the_ports_there_are() -> None:
    one = WEB + PODS + route("name: web")
    two = service("web", "app: web", ports="{name: a, port: 1}, {name: b, port: 2}") + PODS + route("name: web")

    assert said(one, "SVC704") == [
        ("error", 15, "HTTPRoute asking sends requests to Service web and gives no port; it has port http (80)", None)
    ]
    assert [fixed(text, "SVC704") for text in (one, two, PODS + route("name: web"))] == [[["port: 80, "]], [[]], [[]]]


def test_a_kustomization_may_add_the_port() -> None:
    found = said(WEB + PODS + route("name: web"), "SVC704", kustomizations=frozenset({""}))

    assert ["info"] == [severity for severity, *_ in found]


DEPLOYMENT = "apiVersion: apps/v1, kind: Deployment, name"


def test_a_workload_of_another_kind_explains_the_miss() -> None:
    text = workload("web", "app: web", kind="StatefulSet") + autoscaler(f"{DEPLOYMENT}: web")

    message = "HorizontalPodAutoscaler asking scales Deployment web, which is not in namespace default"
    assert said(text, "SVC703") == [("error", 10, f"{message}; StatefulSet web is no Deployment", None)]
    batch = workload("web", "app: web", kind="Job", api="batch/v1")
    assert severities(PODS + batch.replace("name: web", "name: sum") + autoscaler(f"{DEPLOYMENT}: sum"), "SVC703") == [
        "warning"
    ]


def test_a_workload_that_nothing_resembles_is_a_warning_in_a_closed_world() -> None:
    assert severities(PODS + autoscaler(f"{DEPLOYMENT}: checkout"), "SVC703") == ["warning"]


def test_workloads_outside_the_files_are_in_doubt_or_known() -> None:
    managed = Settings(external=External(namespaces=frozenset({"default"})))
    system = "name: asking, namespace: kube-system"
    fleet = document("example.com/v1", "Fleet", "spec: {}")

    def doubt(text: str) -> str:
        return said(text, "SVC703")[0][3] or ""

    assert doubt(autoscaler(f"{DEPLOYMENT}: web")).startswith("no workload of namespace default is given")
    coredns = workload("coredns", "app: dns", namespace="kube-system")
    assert doubt(coredns + autoscaler(f"{DEPLOYMENT}: web", system)).startswith("namespace kube-system also has workloads")
    assert doubt(PODS + fleet + autoscaler(f"{DEPLOYMENT}: checkout")).startswith("Fleet asking may make pods")
    assert said(autoscaler(f"{DEPLOYMENT}: web"), "SVC703", managed) == []


def test_the_same_workload_in_another_namespace_depends_on_who_wrote_one() -> None:
    both = workload("web", "app: web", namespace="shop") + workload("api", "app: api")
    written = (
        both + workload("api", "app: api", namespace="edge") + autoscaler(f"{DEPLOYMENT}: web", "name: a, namespace: edge")
    )
    [(severity, _, _, doubt)] = said(both + autoscaler(f"{DEPLOYMENT}: web"), "SVC703")

    assert severity == "info"
    assert (doubt or "").startswith("HorizontalPodAutoscaler asking gives no namespace")
    assert messages(written, "SVC703")[0].endswith("; Deployment web is in namespace shop, not in edge")


def test_kinds_of_others_are_known_by_their_objects() -> None:
    rollout = "apiVersion: argoproj.io/v1alpha1, kind: Rollout, name"
    there = workload("web", "app: web", kind="Rollout", api="argoproj.io/v1alpha1")

    assert said(there + autoscaler(f"{rollout}: web"), "SVC703") == []
    assert severities(there + autoscaler(f"{rollout}: wbe"), "SVC703") == ["error"]
    assert [doubt for *_, doubt in said(PODS + autoscaler(f"{rollout}: web"), "SVC703")] == [
        "no Rollout of namespace default is among the files given (pass its manifest too)"
    ]


@pytest.mark.parametrize(
    ("target", "right"),
    [
        ("apiVersion: apps/v1beta1, kind: Deployment", []),
        ("apiVersion: v1, kind: ReplicationController", []),
        ("apiVersion: apps.example.com/v1, kind: Deployment", []),
        ("apiVersion: apps/v1, kind: Fleet", []),
        ("apiVersion: v1, kind: Deployment", [["apps/v1"]]),
        ("kind: Deployment", [["apiVersion: apps/v1, "]]),
        ("apiVersion: apps/v1, kind: deployment", [["Deployment"]]),
        ("apiVersion: extensions/v1beta1, kind: deployment", [["Deployment", "apps/v1"]]),
        ("apiVersion: apps/v1, kind: ReplicationController", [["v1"]]),
    ],
)
def test_a_kind_is_looked_up_in_the_group_that_is_named(target: str, right: list[list[str]]) -> None:
    text = PODS + autoscaler(f"{target}, name: web")

    assert fixed(text, "SVC706") == right
    assert not right or said(text, "SVC703") == []


def test_a_missing_version_is_told_as_such() -> None:
    message = "HorizontalPodAutoscaler asking scales web, a Deployment without an apiVersion, and there is no such kind"

    assert messages(PODS + autoscaler("kind: Deployment, name: web"), "SVC706") == [f"{message}; it is Deployment of apps/v1"]


def test_each_miss_is_told_apart() -> None:
    nameless = workload("web", "app: web").replace("{name: web}", "{generateName: web-}")

    text = PODS + nameless + autoscaler(f"{DEPLOYMENT}: wbe") + autoscaler(f"{DEPLOYMENT}: weeb", "name: other")
    assert severities(text, "SVC703") == ["error", "error"]


def test_the_default_of_keda_is_a_deployment() -> None:
    scaled = document("keda.sh/v1alpha1", "ScaledObject", "spec: {scaleTargetRef: {name: wbe}}")

    assert [severities(PODS + scaled, rule) for rule in ("SVC703", "SVC706")] == [["error"], []]


def test_a_vertical_autoscaler_may_name_what_has_no_number_of_replicas() -> None:
    spec = "spec: {targetRef: {apiVersion: extensions/v1beta1, kind: DaemonSet, name: agent}}"
    text = workload("agent", "app: agent", kind="DaemonSet") + document("autoscaling.k8s.io/v1", "VerticalPodAutoscaler", spec)

    assert [said(text, rule) for rule in ("SVC703", "SVC705", "SVC706")] == [[], [], []]


def test_jobs_cannot_be_scaled_either() -> None:
    target = "apiVersion: batch/v1, kind: Job, name: sum"

    assert messages(PODS + autoscaler(target), "SVC705") == [
        "HorizontalPodAutoscaler asking scales Job sum, which runs to an end and cannot be scaled"
    ]
    assert said(PODS + autoscaler("apiVersion: v1, kind: Job, name: sum"), "SVC705") == []


def test_rows_of_the_configuration_count() -> None:
    kiosk = (("shop.example.com",), ("Storefront",), (FieldPath("spec.uses[*]"),))
    row = ReferenceRow(*kiosk, name=FieldPath("."), verb="sells through")
    text = WEB + PODS + document("shop.example.com/v1", "Storefront", "spec: {uses: [web, wbe, 'no name', {a: b}]}")

    assert said(text, "SVC701") == []
    message = "Storefront asking sells through Service wbe, which is not in namespace default; the nearest is Service web"
    assert said(text, "SVC701", Settings(references=(row,))) == [("error", 15, message, None)]
