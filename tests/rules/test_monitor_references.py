"""Monitors and scrape annotations: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from tests.linting import lint, said

HELM_RELEASE = "---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: apps}\n"


def service(  # noqa: PLR0913 - each is one thing in which the tests' Services differ; all but two are given by name
    ports: str,
    name: str = "web",
    *,
    labels: str = "app: web",
    selector: str = "app: web",
    annotations: str = "",
    spec: str = "",
) -> str:
    more = f", annotations: {{{annotations}}}" if annotations else ""
    extra = f"{spec}, " if spec else ""
    return (
        f"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}, labels: {{{labels}}}{more}}}\n"
        f"spec: {{{extra}selector: {{{selector}}}, ports: [{ports}]}}\n---\n"
    )


def pods(ports: str, name: str = "web", *, annotations: str = "", container: str = "") -> str:
    more = f", annotations: {{{annotations}}}" if annotations else ""
    extra = f", {container}" if container else ""
    return f"""apiVersion: apps/v1
kind: Deployment
metadata: {{name: {name}}}
spec:
  selector: {{matchLabels: {{app: {name}}}}}
  template:
    metadata: {{labels: {{app: {name}}}{more}}}
    spec: {{containers: [{{name: main, image: main, ports: [{ports}]{extra}}}]}}
---
"""


def monitor(endpoint: str, selector: str = "{matchLabels: {app: web}}", *, name: str = "web", more: str = "") -> str:
    return f"""apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {{name: {name}}}
spec:
  selector: {selector}
  endpoints: [{endpoint}]{more}
"""


def pod_monitor(endpoint: str, kind: str = "PodMonitor", api: str = "monitoring.coreos.com/v1", name: str = "web") -> str:
    field = "endpoints" if kind == "PodMonitoring" else "podMetricsEndpoints"
    return f"""apiVersion: {api}
kind: {kind}
metadata: {{name: {name}}}
spec:
  selector: {{matchLabels: {{app: web}}}}
  {field}: [{endpoint}]
"""


def messages(text: str, rule: str) -> list[tuple[str, str]]:
    return [(severity, message) for severity, _, message, _ in said(text, rule)]


HTTP = "{name: http, port: 80, targetPort: 8080}"


def test_a_monitor_with_a_slip_says_what_is_there() -> None:
    found = said(service(HTTP) + monitor("{port: http}", "{matchLabels: {app: wbe}}"), "SVC740")

    message = "ServiceMonitor web selects no Service: none in namespace default carries app: wbe; Service web has app: web"
    assert found == [("error", 10, message, None)]


def test_a_monitor_that_may_be_for_something_else_is_in_doubt() -> None:
    found = said(service(HTTP) + monitor("{port: http}", "{matchLabels: {app: coredns}}", name="coredns"), "SVC740")

    message = "ServiceMonitor coredns selects no Service of these files: none carries app: coredns"
    assert found == [("info", 10, message, "what it is for may be made by other manifests (pass them too)")]


def test_a_likely_mistake_is_a_warning_without_a_fix() -> None:
    text = service(HTTP, "web-app", labels="app: web-app", selector="app: web-app") + monitor("{port: http}", name="web-app")

    (found,) = [each for each in lint(text).findings if each.rule.id == "SVC740"]

    assert ("warning", None) == (str(found.severity), found.fix)


def test_where_a_monitor_looks_is_said() -> None:
    wrong = "{matchLabels: {app: wbe}}"
    everywhere = monitor("{port: http}", wrong, more="\n  namespaceSelector: {any: true}")
    several = monitor("{port: http}", wrong, more="\n  namespaceSelector: {matchNames: [default, shop]}")

    assert "none in any namespace carries" in messages(service(HTTP) + everywhere, "SVC740")[0][1]
    assert "none in namespaces default, shop carries" in messages(service(HTTP) + several, "SVC740")[0][1]


def test_selectors_of_every_form_are_spelt() -> None:
    selector = (
        "{matchLabels: {app: wbe}, matchExpressions: [{key: a, operator: In, values: [c, b]}, {key: d, operator: Exists}]}"
    )

    assert "carries app: wbe, a In (b, c), d Exists" in messages(service(HTTP) + monitor("{}", selector), "SVC740")[0][1]
    assert 'carries app: ""' in messages(service(HTTP) + monitor("{}", "{matchLabels: {app: ''}}"), "SVC740")[0][1]


def test_a_monitor_of_everything_where_there_is_nothing() -> None:
    assert "none carries any labels" in messages(monitor("{port: http}", "{}"), "SVC740")[0][1]


def test_a_monitor_without_a_selector_is_the_schemas_matter() -> None:
    for rule in ("SVC740", "SVC741", "SVC745", "SVC749"):
        assert said(service(HTTP) + monitor("{port: http}", "null"), rule) == []


@pytest.mark.parametrize(
    ("port", "ports", "said_of_it"),
    [
        ("80", HTTP, "port http (80); ports are chosen by name: port http (80) is meant"),
        ("'80'", HTTP, "port http (80); ports are chosen by name: port http (80) is meant"),
        ("8080", HTTP, "port http (80); 8080 is the pods' port, the Service calls it http"),
        ("8080", "{name: ui, port: 80, targetPort: web}", "port ui (80); 8080 is the pods' port, the Service calls it ui"),
        ("web", HTTP, "port http (80); web is the pods' port, the Service calls it http"),
        (
            "web",
            "{port: 80, targetPort: web}",
            "port 80; web is the pods' port; ports are chosen by name, and port 80 has none: give it one",
        ),
        ("80", "{port: 80}", "port 80; ports are chosen by name, and port 80 has none: give it one"),
        ("metrics", "{port: 80}", "port 80; ports are chosen by name, and port 80 has none: give it one"),
        ("htpp", HTTP, "port http (80); http may be meant"),
        ("http-metrics", HTTP, "port http (80); http may be meant"),
        ("quux", HTTP, "port http (80)"),
    ],
)
def test_what_stands_in_place_of_a_port_name(port: str, ports: str, said_of_it: str) -> None:
    text = service(ports) + pods("{name: web, containerPort: 8080}") + monitor(f"{{port: {port}}}")

    written = port.strip("'")
    assert [("error", f"ServiceMonitor web asks for port {written}, and Service web has only {said_of_it}")] == messages(
        text, "SVC741"
    )


def test_ports_that_are_there_or_cannot_be_told_are_silent() -> None:
    world = service(HTTP + ", {name: metrics, port: 9102}")

    for port in ("http", "quux|metrics", "'.*'", "''"):
        assert said(world + monitor(f"{{port: {port}}}, {{path: /metrics}}"), "SVC741") == []
    assert said(world + monitor("{port: quux}", "{matchLabels: {app: other}}"), "SVC741") == []


def test_a_service_without_ports_has_none_to_ask() -> None:
    assert [("error", "ServiceMonitor web asks for port http, and Service web has no ports")] == messages(
        service("") + monitor("{port: http}"), "SVC741"
    )


def test_a_port_that_nothing_explains_is_in_doubt_where_operators_make_services() -> None:
    unknown = said(service(HTTP) + HELM_RELEASE + "---\n" + monitor("{port: quux}"), "SVC741")
    kin = service(HTTP) + HELM_RELEASE + "---\n"

    assert ["info"] == [severity for severity, *_ in unknown]
    assert ["warning"] == [severity for severity, _ in messages(kin + monitor("{port: http-web}"), "SVC741")]
    assert ["info"] == [severity for severity, _ in messages(kin + monitor("{port: http-web}", name="all"), "SVC741")]
    assert ["error"] == [severity for severity, _ in messages(kin + monitor("{port: htpp}", name="all"), "SVC741")]


def test_a_monitor_in_another_folder_may_be_for_another_variant() -> None:
    files = {"base/web.yaml": service(HTTP), "monitors/web.yaml": monitor("{port: quux}")}

    assert ["warning"] == [severity for severity, *_ in said(files, "SVC741")]


def test_the_nearest_of_several_services_is_shown() -> None:
    text = service(HTTP, "a") + service("{name: metrics, port: 9102}", "b") + monitor("{port: metircs}")

    (message,) = [each for _, each in messages(text, "SVC741")]

    assert message == (
        "ServiceMonitor web asks for port metircs, and Service b has only port metrics (9102), nor do 1 others have it; "
        "metrics may be meant"
    )


def test_services_of_which_one_has_the_port() -> None:
    with_port = service("{name: metrics, port: 9102}", "web-metrics")
    slip = service("{name: metircs, port: 9102}", "cart", labels="app: web", selector="app: cart")
    other = service(HTTP, "cart", labels="app: web", selector="app: cart")
    workloads = pods("{containerPort: 8080}") + pods("{containerPort: 8080}", "cart")
    asks = monitor("{port: metrics}")

    assert said(with_port + service("{name: metric, port: 80}") + workloads + asks, "SVC741") == []
    assert said(with_port + other + workloads + asks, "SVC741") == []
    assert messages(with_port + slip + workloads + asks, "SVC741") == [
        (
            "warning",
            (
                "ServiceMonitor web selects Service cart too, which has only port metircs (9102), not metrics; metircs "
                "may be meant"
            ),
        )
    ]
    assert said(with_port + slip + workloads + monitor("{port: metrics}, {port: metircs}"), "SVC741") == []


def test_the_namesake_has_the_port_with_a_word_more() -> None:
    both = service("{name: https, port: 443}") + service("{name: https-webhook, port: 8443}", "a-b")
    other = service("{name: http-metrics, port: 9102}", "web-metrics") + service(HTTP)

    message = "ServiceMonitor a-b selects Service a-b too, which has only port https-webhook (8443), not https; "
    assert messages(both + monitor("{port: https}", name="a-b"), "SVC741") == [
        ("warning", message + "https-webhook may be meant")
    ]
    assert said(both + monitor("{port: https}, {port: https-webhook}", name="a-b"), "SVC741") == []
    assert said(both + monitor("{port: https}"), "SVC741") == []
    assert said(other + monitor("{port: http-metrics}"), "SVC741") == []


def test_a_number_in_place_of_a_container_ports_name() -> None:
    declared = pods("{name: metrics, containerPort: 9102}")

    assert messages(declared + pod_monitor("{port: '9102'}"), "SVC742") == [
        (
            "error",
            (
                "PodMonitor web asks for port 9102, which no container of Deployment web declares; "
                "9102 in quotes is a name: name the port, or write portNumber"
            ),
        )
    ]
    assert said(declared + pod_monitor("{portNumber: 9102}"), "SVC742") == []
    assert ["error"] == [severity for severity, _ in messages(declared + pod_monitor("{portNumber: 9103}"), "SVC742")]


def test_a_service_port_in_place_of_a_container_port() -> None:
    text = service("{name: http-metrics, port: 80, targetPort: prom}") + pods("{name: prom, containerPort: 9102}")

    assert messages(text + pod_monitor("{port: http-metrics}"), "SVC742") == [
        (
            "error",
            (
                "PodMonitor web asks for port http-metrics, which no container of Deployment web declares; "
                "http-metrics is a port of Service web, the monitor asks the pods; there is prom"
            ),
        )
    ]


def test_the_target_port_of_a_service_monitor_is_one_of_the_pods() -> None:
    world = service(HTTP) + pods("{name: web, containerPort: 8080}")

    assert said(world + monitor("{targetPort: 8080}, {targetPort: web}"), "SVC742") == []
    assert messages(world + monitor("{targetPort: http}"), "SVC742") == [
        ("error", "ServiceMonitor web asks for port http, which no container of Deployment web declares; there is web")
    ]
    assert said(service(HTTP) + monitor("{targetPort: 9}"), "SVC742") == []
    assert said(world + monitor("{targetPort: 9}", "{matchLabels: {app: other}}"), "SVC742") == []


def test_pods_that_declare_nothing() -> None:
    assert messages(pods("") + pod_monitor("{port: metrics}"), "SVC742") == [
        ("error", "PodMonitor web asks for port metrics, which no container of Deployment web declares; they declare no ports")
    ]


def test_pods_that_cannot_be_judged() -> None:
    blank = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: blank, labels: {app: web}}\nspec: {}\n---\n"
    google = pod_monitor("{port: 9102}", "PodMonitoring", "monitoring.googleapis.com/v1")

    assert said(pods("{containerPort: 80}") + google, "SVC742") == []
    assert said(pod_monitor("{port: metrics}"), "SVC742") == []
    assert said(pods("{containerPort: 80}") + pod_monitor("{port: '.*'}"), "SVC742") == []
    assert said(pods("{containerPort: 80}") + pod_monitor("{path: /}"), "SVC742") == []
    everything = pod_monitor("{port: metrics}").replace("{matchLabels: {app: web}}", "{}")
    assert said(blank + everything, "SVC742") == []


def test_ports_of_pods_are_in_doubt_where_others_may_be_selected() -> None:
    world = pods("{name: http, containerPort: 80}") + HELM_RELEASE + "---\n"

    assert ["info"] == [severity for severity, _ in messages(world + pod_monitor("{port: quux}"), "SVC742")]
    assert ["warning"] == [severity for severity, _ in messages(world + pod_monitor("{port: http-web}"), "SVC742")]
    assert ["info"] == [severity for severity, _ in messages(world + pod_monitor("{port: http-web}", name="all"), "SVC742")]
    assert ["error"] == [severity for severity, _ in messages(world + pod_monitor("{port: htpp}"), "SVC742")]


def test_an_alias_with_endpoints_by_hand_can_be_monitored() -> None:
    alias = service("{name: http, port: 80}", spec="type: ExternalName, externalName: a.example.com")
    endpoints = "apiVersion: v1\nkind: Endpoints\nmetadata: {name: web}\n---\n"

    assert ["error"] == [severity for severity, _ in messages(alias + monitor("{port: http}"), "SVC749")]
    assert said(alias + endpoints + monitor("{port: http}"), "SVC749") == []
    assert said(alias + service(HTTP, "other") + monitor("{port: http}"), "SVC749") == []
    assert said(alias + monitor("{port: http}").replace("ServiceMonitor", "Probe"), "SVC749") == []


PORT = "prometheus.io/port: '{}'"


def test_the_annotation_takes_a_number() -> None:
    named = service(HTTP, annotations="prometheus.io/port: metrics") + pods("{name: metrics, containerPort: 9102}")
    unknown = service(HTTP, annotations="prometheus.io/port: metrics") + pods("")

    assert messages(named, "SVC743") == [
        (
            "warning",
            "prometheus.io/port of Service web is metrics, and takes a number only; the pods' port metrics is 9102",
        )
    ]
    assert messages(unknown, "SVC743") == [("warning", "prometheus.io/port of Service web is metrics, and takes a number only")]


def test_the_annotation_on_pods() -> None:
    wrong = pods("{containerPort: 8080}", annotations=PORT.format(80))

    assert messages(service(HTTP) + wrong, "SVC743") == [
        (
            "warning",
            (
                "prometheus.io/port of Deployment web is 80, and the pods declare only 8080; "
                "80 is the Service's port, the pods listen on 8080"
            ),
        )
    ]
    assert said(service(HTTP) + pods("{containerPort: 8080}", annotations=PORT.format(8080)), "SVC743") == []


def test_a_number_that_the_pods_mention_is_meant() -> None:
    by_argument = pods("{containerPort: 8080}", annotations=PORT.format(9102), container="args: ['--metrics=:9102']")
    config = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata: {metrics: ':9102'}\n"
    by_config = pods("{containerPort: 8080}", annotations=PORT.format(9102)) + config
    by_service = service("{port: 80, targetPort: 9102}", annotations=PORT.format(9102)) + pods("{containerPort: 8080}")

    assert [said(text, "SVC743") for text in (by_argument, by_config, by_service)] == [[], [], []]


def test_an_undeclared_number_is_for_an_audit() -> None:
    def listed(text: str) -> list[tuple[str, str]]:
        return [(str(each.severity), each.message) for each in lint(text).findings if each.rule.id == "SVC743"]

    declared = pods("{containerPort: 8080}", annotations=PORT.format(9102))
    nothing = pods("", annotations=PORT.format(9102))

    assert [("info", "prometheus.io/port of Deployment web is 9102, and the pods declare only 8080")] == listed(declared)
    assert [("info", "prometheus.io/port of Deployment web is 9102, and the pods declare no ports")] == listed(nothing)


def test_annotations_that_nobody_reads() -> None:
    off = service(HTTP, annotations="prometheus.io/scrape: 'false', " + PORT.format(80)) + pods("{containerPort: 8080}")
    alone = service(HTTP, annotations=PORT.format(80))
    blank = f"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web, annotations: {{{PORT.format(80)}}}}}\nspec: {{}}\n"
    elsewhere = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: web, annotations: {{{PORT.format(80)}}}}}\n"

    assert [said(text, "SVC743") for text in (off, alone, blank, elsewhere)] == [[]] * 4
