"""Whether a number reaches a process: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.catalogue.finding import Profile
from svclint.engine.selection import Choice
from tests.graph.worlds import service, workload
from tests.linting import lint, said

NAMED = "{port: 80, targetPort: http}"
HTTP = "{name: http, containerPort: 8080}"
UDP = "{port: 7777, protocol: UDP, targetPort: 7777}"
DECLARED = "{containerPort: 7777, protocol: UDP}"


def messages(text: str, rule: str) -> list[str]:
    return [message for _, _, message, _ in said(text, rule)]


def severities(texts: dict[str, str] | str, rule: str) -> list[str]:
    return [severity for severity, _, _, _ in said(texts, rule)]


def by_default(text: str, rule: str) -> list[str]:
    return [each.message for each in lint(text, choice=Choice()).findings if each.rule.id == rule]


def web(ports: str, *, target: str = "http") -> str:
    return service("web", "app: web", ports=f"{{name: web, port: 80, targetPort: {target}}}") + workload(
        "web", "app: web", ports=ports
    )


@pytest.mark.parametrize(
    ("ports", "target", "rest"),
    [
        ("{name: api, containerPort: 1}, {name: admin, containerPort: 2}", "http", "there are admin and api"),
        (
            "{name: api, containerPort: 1}, {name: admin, containerPort: 2}, {name: debug, containerPort: 3}",
            "http",
            "there are admin, api and debug",
        ),
        ("{containerPort: 8080}", "http", "their ports have no names, only numbers: 8080"),
        ("", "http", "they declare no ports"),
        (
            "{name: api, containerPort: 1}",
            "web",
            "web is a port name of the Service itself, targetPort takes a container's; there is api",
        ),
    ],
)
def test_what_there_is_instead_of_the_named_port(ports: str, target: str, rest: str) -> None:
    assert messages(web(ports, target=target), "SVC301") == [f"no container of Deployment web names a port {target}; {rest}"]


def test_a_named_port_that_some_workloads_lack_is_a_warning() -> None:
    text = web(HTTP) + workload("admin", "app: web")

    [(severity, _, message, doubt)] = said(text, "SVC301")

    assert (severity, doubt) == ("warning", None)
    assert (
        message == "only some of the selected pods name a port http; Deployment admin will get no connections to port web (80)"
    )


@pytest.mark.parametrize(
    ("ports", "target", "doubted"),
    [
        ("{name: metrics, containerPort: 1}", "http", True),
        ("{name: htpp, containerPort: 1}", "http", False),
        ("{name: http, containerPort: 1}", "http-app", False),
        ("{name: http, containerPort: 1}, {name: metrics, containerPort: 2}", "http-app", True),
    ],
)
def test_a_kustomization_may_add_the_port_unless_a_slip_explains_it(ports: str, target: str, doubted: bool) -> None:  # noqa: FBT001 - a parameter
    found = said({"base/web.yaml": web(ports, target=target)}, "SVC301", kustomizations=frozenset({"base"}))

    assert [doubt is not None for _, _, _, doubt in found] == [doubted]


def test_a_longer_name_is_explained_by_what_both_sides_call_the_port() -> None:
    ports = "{name: http, containerPort: 8080}, {name: metrics, containerPort: 9090}"
    text = web(ports, target="http-app").replace("{name: web, port: 80", "{name: http, port: 80")
    [(severity, _, _, doubt)] = said(text, "SVC301", kustomizations=frozenset({""}))

    assert ("error", None) == (severity, doubt)
    assert ["info"] == [
        each for each, *_ in said(text.replace("name: http, port", "name: x, port"), "SVC301", kustomizations=frozenset({""}))
    ]


def test_a_version_without_the_port_may_get_it_from_a_kustomization() -> None:
    text = web(HTTP) + workload("web-canary", "app: web", image="web")

    [(_, _, _, doubt)] = said({"base/web.yaml": text}, "SVC301", kustomizations=frozenset({"base"}))

    assert doubt is not None


def test_ports_that_others_add_are_in_doubt() -> None:
    rollout = workload("web", "app: web", kind="Rollout", api="argoproj.io/v1alpha1")
    [(_, _, _, injected)] = said(web(HTTP, target="http-envoy-prom"), "SVC301")
    [(_, _, _, added)] = said(service("web", "app: web", ports=NAMED) + rollout, "SVC301")

    assert injected is not None
    assert "Istio" in injected
    assert added == "the controller of Rollout web may add to its pods"


def test_alternatives_side_by_side_serve_for_each_other() -> None:
    text = web(HTTP) + workload("web", "app: web")

    assert said(text, "SVC301") == []
    assert said(text, "SVC302") == []


def test_pods_without_a_readable_template_are_left_alone() -> None:
    unreadable = workload("web", "app: web").replace("spec: {template", "spec: {templates")

    assert said(service("web", "app: web", ports=NAMED) + unreadable, "SVC301") == []


def test_a_number_with_another_protocol_is_a_warning() -> None:
    game = service("game", "app: game", ports=UDP)

    assert severities(game + workload("game", "app: game", ports="{containerPort: 7777}"), "SVC302") == ["warning"]
    assert said(game + workload("game", "app: game", ports=f"{{containerPort: 7777}}, {DECLARED}"), "SVC302") == []
    assert said(game.replace("UDP", "HTTP") + workload("game", "app: game", ports="{containerPort: 7777}"), "SVC302") == []


PROBED = "readinessProbe: {httpGet: {path: /, port: 8080}}"
DATAGRAMS = service("web", "app: web", ports="{port: 80, protocol: UDP, targetPort: 8080}")
SILENT = workload("web", "app: web", ports="").replace("ports: []", PROBED)


def test_a_number_that_probes_ask_over_tcp_is_no_datagram_port() -> None:
    [(severity, line, message, _)] = said(DATAGRAMS + SILENT, "SVC302")

    expected = "port 80 is UDP, the pods are probed over TCP at port 8080, so its traffic may be dropped"
    assert ("warning", 5, expected) == (severity, line, message)


@pytest.mark.parametrize(
    "text",
    [
        DATAGRAMS + SILENT + service("more", "app: web", ports="{port: 80, targetPort: 8080}"),
        DATAGRAMS + SILENT.replace("port: 8080", "port: 9090"),
        DATAGRAMS + SILENT.replace("port: 8080", "port: http"),
        DATAGRAMS + SILENT.replace("httpGet: {path: /, port: 8080}", "tcpSocket: {port: 8080}"),
        DATAGRAMS + SILENT.replace(PROBED, f"{PROBED}, ports: [{{containerPort: 8080, protocol: UDP}}]"),
        DATAGRAMS.replace("UDP", "TCP") + SILENT,
    ],
)
def test_a_number_that_may_well_take_datagrams(text: str) -> None:
    assert messages(text, "SVC302") == []


def test_a_name_with_both_protocols_is_fine() -> None:
    both = "{name: dns, containerPort: 53}, {name: dns, containerPort: 53, protocol: UDP}"
    text = service("dns", "app: dns", ports="{port: 53, protocol: UDP, targetPort: dns}") + workload(
        "dns", "app: dns", ports=both
    )

    assert said(text, "SVC302") == []


def test_a_port_without_a_number_is_the_api_servers_business() -> None:
    assert said(service("dns", "app: dns", ports="{name: broken}") + workload("dns", "app: dns"), "SVC302") == []


def undeclared(ports: str, declared: str, **pod: str) -> list[str]:
    return severities(service("web", "app: web", ports=ports) + workload("web", "app: web", ports=declared, **pod), "SVC303")


@pytest.mark.parametrize(
    ("ports", "declared", "severity"),
    [
        ("{port: 80, targetPort: 8008}", "{containerPort: 8080}, {containerPort: 9000}", "warning"),
        ("{port: 80, targetPort: 8081}", "{containerPort: 8080}, {containerPort: 9000}", "warning"),
        ("{port: 80, targetPort: 3000}", "{containerPort: 8080}", "warning"),
        ("{port: 80, targetPort: 3000}", "{containerPort: 8080}, {containerPort: 9000}", "info"),
        ("{port: 80, targetPort: 81}", "{containerPort: 82}, {containerPort: 9000}", "info"),
        ("{port: 80, targetPort: 3000}", "", "info"),
        ("{name: a, port: 80, targetPort: 8080}, {name: b, port: 81, targetPort: 8081}", "{containerPort: 8080}", "info"),
        ("{name: a, port: 80, targetPort: 5000}, {name: b, port: 443}", "{containerPort: 5000}", "warning"),
        ("{name: a, port: 80, targetPort: app}, {name: b, port: 443}", "{name: app, containerPort: 5000}", "info"),
        (
            "{name: a, port: 80, targetPort: 1234}, {name: b, port: 1234}",
            "{containerPort: 8080, name: x}, {containerPort: 7}",
            "info",
        ),
    ],
)
def test_an_undeclared_port_is_suspect_only_beside_one_that_was_meant(ports: str, declared: str, severity: str) -> None:
    assert severity in undeclared(ports, declared)


def test_an_audit_alone_lists_what_is_not_suspect() -> None:
    text = service("web", "app: web", ports="{port: 80, targetPort: 3000}") + workload("web", "app: web", ports="")

    for profile, expected in ((Profile.DEFAULT, []), (Profile.STRICT, []), (Profile.AUDIT, ["SVC303"])):
        report = lint(text, choice=Choice(profile=profile))
        assert expected == [each.rule.id for each in report.findings if each.rule.id == "SVC303"]


def test_a_number_that_the_pods_or_their_configuration_speak_of_is_meant() -> None:
    text = service("web", "app: web", ports="{port: 80, targetPort: 3000}") + workload(
        "web", "app: web", ports="{containerPort: 8080}"
    )
    spoken = text.replace("name: main", "name: main, args: ['--port=3000']")
    config = text + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {conf: 'listen 3000;'}\n"

    assert severities(text, "SVC303") == ["warning"]
    assert severities(spoken, "SVC303") == ["info"]
    assert severities(config, "SVC303") == ["info"]


TWICE = "{name: http, containerPort: 8080}]}, {name: b, image: b, ports: [{name: http, containerPort: 9090}"


def test_a_name_given_twice_matters_where_a_service_goes_by_it() -> None:
    by_name = service("web", "app: web", ports="{name: a, port: 81, targetPort: 1}, {name: b, port: 80, targetPort: http}")

    assert len(messages(by_name + workload("web", "app: web", ports=TWICE), "SVC304")) == 1
    assert messages(service("web", "app: web") + workload("web", "app: web", ports=TWICE), "SVC304") == []
    assert messages(by_name + workload("web", "app: web", ports=TWICE.replace("9090", "8080")), "SVC304") == []
    assert messages(by_name + "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\n", "SVC304") == []


def test_a_number_given_three_times_is_told_once() -> None:
    ports = "{port: 53}, {port: 53, protocol: UDP}, {port: 53, protocol: SCTP}, {name: broken}"

    assert len(messages(service("dns", "app: dns", ports=ports), "SVC305")) == 1
    assert messages(service("dns", "app: dns", ports="{name: broken}, {port: 53}, {port: 54}"), "SVC305") == []


@pytest.mark.parametrize(
    ("declared", "profile"),
    [
        ("{containerPort: 53}, {containerPort: 53, protocol: UDP}", Profile.AUDIT),
        ("{containerPort: 53}", Profile.DEFAULT),
        ("", Profile.DEFAULT),
    ],
)
def test_a_pair_of_protocols_that_the_pods_declare_is_for_an_audit(declared: str, profile: Profile) -> None:
    text = service("dns", "app: dns", ports="{name: a, port: 53}, {name: b, port: 53, protocol: UDP}")

    assert (profile is Profile.DEFAULT) == bool(by_default(text + workload("dns", "app: dns", ports=declared), "SVC305"))


def test_a_pair_of_protocols_goes_by_names_too() -> None:
    ports = "{name: a, port: 53, targetPort: dns}, {name: b, port: 53, protocol: UDP, targetPort: dns-udp}"
    declared = "{name: dns, containerPort: 53}, {name: dns-udp, containerPort: 53, protocol: UDP}"

    assert [] == by_default(service("dns", "app: dns", ports=ports) + workload("dns", "app: dns", ports=declared), "SVC305")


def taking(name: str, fields: str, *, kind: str = "NodePort", ports: str = "{port: 80}", namespace: str = "") -> str:
    return service(name, f"app: {name}", ports=ports, namespace=namespace).replace("spec: {", f"spec: {{type: {kind}, {fields}")


def test_node_ports_exist_once_in_a_cluster() -> None:
    ports = "{port: 80, nodePort: 30080}"
    first, second = (
        taking("a", "", ports=ports),
        taking("b", "", ports=ports.replace("80,", "53, protocol: UDP,"), namespace="x"),
    )

    assert messages(first + second, "SVC307") == ["node port 30080 of Service b is already taken by Service a"]
    assert messages(first + first, "SVC307") == []
    assert messages(first + taking("b", "", kind="ClusterIP", ports=ports), "SVC307") == []
    assert messages(first + taking("b", "externalName: a.b, ", kind="ExternalName", ports=ports), "SVC307") == []


def test_a_health_check_takes_a_node_port_too() -> None:
    check = taking("b", "externalTrafficPolicy: Local, healthCheckNodePort: 30080, ", kind="LoadBalancer")

    assert len(messages(taking("a", "", ports="{port: 80, nodePort: 30080}") + check, "SVC307")) == 1


def test_files_of_one_folder_are_applied_together_unless_they_are_alternatives() -> None:
    first, second = (taking(name, "", ports="{port: 80, nodePort: 30080}") for name in "ab")
    same = "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: shared}\n"

    assert severities({"k/a.yaml": first, "k/b.yaml": second}, "SVC307") == ["error"]
    assert severities({"k/a.yaml": first, "l/b.yaml": second}, "SVC307") == ["info"]
    assert severities({"k/a.yaml": first + same, "k/b.yaml": second + same}, "SVC307") == ["info"]
    chosen = said({"k/a.yaml": first, "k/b.yaml": second}, "SVC307", kustomizations=frozenset({"k"}))
    assert [severity for severity, _, _, _ in chosen] == ["info"]


def test_the_nearest_of_those_who_take_a_port_is_named() -> None:
    a, b, c = (taking(name, "", ports="{port: 80, nodePort: 30080}") for name in "abc")

    assert "Service b" in said({"j/a.yaml": a, "k/b.yaml": b + c}, "SVC307")[1][2]


def test_fixed_cluster_addresses_collide() -> None:
    first = taking("a", "clusterIP: 10.96.0.20, ", kind="ClusterIP")

    assert (
        len(messages(first + taking("b", "clusterIPs: [10.96.0.20], clusterIP: 10.96.0.20, ", kind="ClusterIP"), "SVC307")) == 1
    )
    assert (
        messages(
            taking("a", "clusterIP: None, ", kind="ClusterIP") + taking("b", "clusterIP: None, ", kind="ClusterIP"), "SVC307"
        )
        == []
    )


def test_a_balancers_address_serves_several_services_on_different_ports() -> None:
    one = taking("a", "loadBalancerIP: 192.0.2.1, ", kind="LoadBalancer")
    same = taking("b", "loadBalancerIP: 192.0.2.1, ", kind="LoadBalancer", ports="{name: a, port: 80}, {name: b, port: 81}")

    assert messages(one + same, "SVC307") == ["port 80 of load balancer 192.0.2.1 of Service b is already taken by Service a"]
    assert messages(one + same.replace("80}", "82}"), "SVC307") == []


def test_two_daemon_sets_on_every_node_cannot_share_a_host_port() -> None:
    ports = "{containerPort: 80, hostPort: 8080}"
    one, other = (workload(name, f"app: {name}", kind="DaemonSet", ports=ports) for name in "ab")
    apart = workload("b", "app: b", kind="DaemonSet", ports=ports, pod="nodeSelector: {a: b}")
    host = workload("b", "app: b", kind="DaemonSet", ports="{containerPort: 8080}", pod="hostNetwork: true")

    assert severities(one + other, "SVC307") == ["warning"]
    assert severities(one + apart, "SVC307") == []
    assert severities(one + host, "SVC307") == ["warning"]
    assert severities(one + host.replace("hostNetwork: true", "hostNetwork: false"), "SVC307") == []
    assert severities(one + "---\napiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: c}\n", "SVC307") == []


@pytest.mark.parametrize(
    ("name", "port", "declared", "severity"),
    [
        ("echo-udp", 9999, "{containerPort: 9999}", "info"),
        ("time", 123, "{containerPort: 123}", "info"),
        ("time", 9999, "{containerPort: 9999}", "warning"),
        ("echo-udp", 9999, "{containerPort: 9999, protocol: TCP}", "warning"),
    ],
)
def test_a_service_that_is_known_to_speak_udp_is_believed(name: str, port: int, declared: str, severity: str) -> None:
    text = service(name, "app: a", ports=f"{{port: {port}, protocol: UDP}}") + workload("a", "app: a", ports=declared)

    assert [severity] == severities(text, "SVC302")
