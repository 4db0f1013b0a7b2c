"""Rules about what the API server refuses in Pods and in templates of them; its verdicts were measured."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.linting import said
from tests.rules.api_findings import fields

IMAGE = "image: registry.example.com/web:1"


def _pod(spec: str, containers: str = f"[{{name: c, {IMAGE}}}]") -> str:
    return f"apiVersion: v1\nkind: Pod\nmetadata: {{name: web}}\nspec: {{containers: {containers}, {spec}}}\n"


def _ports(ports: str, spec: str = "") -> str:
    return _pod(spec, f"[{{name: c, {IMAGE}, ports: {ports}}}]")


def _workload(kind: str, spec: str, containers: str = f"[{{name: c, {IMAGE}}}]") -> str:
    template = f"{{metadata: {{labels: {{app: web}}}}, spec: {{containers: {containers}, {spec}}}}}"
    if kind == "CronJob":
        schedule = f"{{schedule: 0 4 * * *, jobTemplate: {{spec: {{template: {template}}}}}}}"
        return f"apiVersion: batch/v1\nkind: CronJob\nmetadata: {{name: web}}\nspec: {schedule}\n"
    if kind == "PodTemplate":
        return f"apiVersion: v1\nkind: PodTemplate\nmetadata: {{name: web}}\ntemplate: {template}\n"
    version = {"Job": "batch/v1", "ReplicationController": "v1", "Rollout": "argoproj.io/v1alpha1"}.get(kind, "apps/v1")
    selector = "" if kind in ("Job", "ReplicationController") else "selector: {matchLabels: {app: web}}, "
    return f"apiVersion: {version}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {{{selector}template: {template}}}\n"


def _told(text: str, rule: str, version: tuple[int, int] = (1, 37)) -> list[str]:
    return [message for _, _, message, _ in said(text, rule, Settings(kubernetes_version=version))]


def _severities(text: str, rule: str) -> list[str]:
    return [severity for severity, _, _, _ in said(text, rule)]


@pytest.mark.parametrize("spec", [f"initContainers: [{{name: A, {IMAGE}}}]", f"initContainers: [{{name: a.b, {IMAGE}}}]"])
def test_init_containers_have_labels_for_names_too(spec: str) -> None:
    assert 1 == len(_told(_workload("Deployment", spec), "invalid-container-name"))


@pytest.mark.parametrize(
    ("containers", "spec", "count"),
    [
        (f"[{{name: c, {IMAGE}}}, {{name: c, {IMAGE}}}]", "", 1),
        (f"[{{name: c, {IMAGE}}}]", f"initContainers: [{{name: c, {IMAGE}}}, {{name: i, {IMAGE}}}, {{name: i, {IMAGE}}}]", 2),
        (f"[{{{IMAGE}}}, {{{IMAGE}}}, {{name: '', {IMAGE}}}, {{name: 1, {IMAGE}}}]", "", 0),
        (f"[{{name: c, {IMAGE}}}]", f"initContainers: [{{name: i, {IMAGE}}}]", 0),
    ],
)
def test_names_are_unique_in_a_pod(containers: str, spec: str, count: int) -> None:
    assert count == len(_told(_pod(spec, containers), "duplicate-container-name"))


def test_a_missing_image_is_missed() -> None:
    assert ["spec.containers[0] needs a field image"] == _told(_pod("", "[{name: c}]"), "missing-field")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n", 1),
        ("apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: null\n", 1),
        ("apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec: {template: {}}\n", 1),
        (_pod(""), 0),
    ],
)
def test_a_pod_has_containers(text: str, count: int) -> None:
    assert ["spec.containers"] * count == [each.rpartition("template.")[2] for each in fields("missing-field", text)]


@pytest.mark.parametrize(
    ("image", "in_pod", "in_template"),
    [
        ('" web:1"', ["error"], ["warning"]),
        ('"web:1\\n"', ["error"], ["warning"]),
        ('" "', ["error"], []),
        ("web:1", [], []),
        ("1", [], []),
    ],
)
def test_white_space_around_an_image(image: str, in_pod: list[str], in_template: list[str]) -> None:
    containers = f"[{{name: c, image: {image}}}]"

    assert in_pod == _severities(_pod("", containers), "padded-image")
    assert in_template == _severities(_workload("Deployment", "", containers), "padded-image")


TAKEN = "another port of this pod takes TCP port 80 of the node"


@pytest.mark.parametrize(
    ("ports", "spec", "told"),
    [
        ("[{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80}]", "", [TAKEN]),
        ("[{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80, protocol: UDP}]", "", []),
        ("[{containerPort: 1, hostPort: 80, hostIP: 192.0.2.1}, {containerPort: 2, hostPort: 80}]", "", []),
        ("[{containerPort: 80}, {containerPort: 80}]", "", []),
        ("[{containerPort: 80}, {containerPort: 80}]", "hostNetwork: true", [TAKEN]),
        ("[{containerPort: 80, hostPort: 0}, {containerPort: 81}]", "hostNetwork: true", []),
        ("[{containerPort: 80, hostPort: 80}]", "hostNetwork: true", []),
        ("[{hostPort: 80}]", "hostNetwork: true", []),
        (
            "[{containerPort: 8080, hostPort: 80}]",
            "hostNetwork: true",
            ["hostPort 80 is not containerPort 8080, and with hostNetwork nothing is translated; leave hostPort out"],
        ),
        ("[{containerPort: 80, hostIP: 192.0.2.1}]", "", ["hostIP does nothing without hostPort"]),
        ("[{containerPort: 80, hostIP: ''}]", "", []),
    ],
)
def test_ports_of_the_node(ports: str, spec: str, told: list[str]) -> None:
    assert told == _told(_ports(ports, spec), "impossible-host-port")


def test_only_a_pod_has_its_host_ports_filled_in() -> None:
    containers = f"[{{name: c, {IMAGE}, ports: [{{containerPort: 80}}, {{containerPort: 80}}]}}]"

    assert [] == _told(_workload("Deployment", "hostNetwork: true", containers), "impossible-host-port")

    containers = containers.replace("containerPort: 80", "containerPort: 80, hostIP: 192.0.2.1", 1)

    assert [] == _told(_pod("hostNetwork: true", containers.replace("{containerPort: 80}", "")), "impossible-host-port")
    assert ["hostIP does nothing without hostPort"] == _told(
        _workload("Deployment", "hostNetwork: true", containers), "impossible-host-port"
    )


def test_an_address_of_the_node_does_nothing_in_an_init_container_either() -> None:
    init = f"initContainers: [{{name: i, {IMAGE}, ports: [{{containerPort: 1, hostIP: 192.0.2.1}}]}}]"

    assert ["hostIP does nothing without hostPort"] == _told(_pod(init), "impossible-host-port")


def test_host_ports_clash_across_containers_and_within_one_init_container() -> None:
    port = "ports: [{containerPort: 1, hostPort: 80}]"
    twice = "ports: [{containerPort: 1, hostPort: 80}, {containerPort: 2, hostPort: 80}]"
    containers = f"[{{name: c, {IMAGE}, {port}}}, {{name: d, {IMAGE}, {port}}}]"
    init = f"initContainers: [{{name: i, {IMAGE}, {port}}}, {{name: j, {IMAGE}, {port}}}, {{name: k, {IMAGE}, {twice}}}, 1]"

    assert [TAKEN] == _told(_pod("", containers), "impossible-host-port")
    assert [TAKEN] == _told(_pod(init), "impossible-host-port")


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("hostname: a", []),
        ('hostname: ""', []),
        ("hostname: a.b", [("error", "spec.hostname")]),
        ("subdomain: A", [("error", "spec.subdomain")]),
        ("hostnameOverride: a.b", []),
        ("hostnameOverride: null, hostNetwork: true", []),
        ('hostnameOverride: ""', [("error", "spec.hostnameOverride")]),
        (f"hostnameOverride: {'a' * 64}", []),
        (f"hostnameOverride: {'a' * 65}", [("error", "spec.hostnameOverride")]),
        ("hostnameOverride: a, hostNetwork: true", [("error", "hostnameOverride cannot be given together with hostNetwork")]),
        ("hostnameOverride: a, setHostnameAsFQDN: false", []),
    ],
)
def test_names_of_a_pod_on_the_network(spec: str, told: list[tuple[str, str]]) -> None:
    found = [
        (severity, message.partition(" cannot be ")[0]) for severity, _, message, _ in said(_pod(spec), "invalid-hostname")
    ]

    assert [(severity, message.partition(" cannot be ")[0]) for severity, message in told] == found


def test_a_hostname_override_is_not_read_before_it_came() -> None:
    text = _pod('hostnameOverride: "", hostNetwork: true')

    assert [] == _told(text, "invalid-hostname", (1, 34))
    assert 2 == len(_told(text, "invalid-hostname", (1, 35)))


def test_the_controller_of_a_stateful_set_names_its_pods() -> None:
    assert [] == _told(_workload("StatefulSet", "hostname: A, subdomain: a.b"), "invalid-hostname")
    assert 1 == len(_told(_workload("StatefulSet", "hostnameOverride: A"), "invalid-hostname"))
    assert 2 == len(_told(_workload("Deployment", "hostname: A, subdomain: a.b"), "invalid-hostname"))


@pytest.mark.parametrize(("kind", "count"), [("Pod", 1), ("Deployment", 1), ("Job", 1), ("DaemonSet", 0), ("PodTemplate", 0)])
def test_a_server_warns_of_pods_called_after_something_with_dots(kind: str, count: int) -> None:
    text = _pod("") if kind == "Pod" else _workload(kind, "")

    assert ["warning"] * count == _severities(text.replace("{name: web}", "{name: web.v2}", 1), "invalid-hostname")
    assert [] == _severities(text.replace("{name: web}", "{generateName: web-}", 1), "invalid-hostname")


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("dnsPolicy: None", ["dnsPolicy None needs dnsConfig: nothing else says whom to ask"]),
        ("dnsPolicy: None, dnsConfig: null", ["dnsPolicy None needs dnsConfig: nothing else says whom to ask"]),
        ("dnsPolicy: None, dnsConfig: {}", ["dnsPolicy None needs nameservers: nothing else says whom to ask"]),
        ("dnsPolicy: None, dnsConfig: {nameservers: []}", ["dnsPolicy None needs nameservers: nothing else says whom to ask"]),
        ("dnsPolicy: None, dnsConfig: {nameservers: [192.0.2.53]}", []),
        ("dnsConfig: {}", []),
        ("dnsConfig: {searches: [., a., a_b, a.b]}", []),
        ("dnsConfig: {options: [{name: ndots}, {name: a b, value: c}]}", []),
        (
            'dnsConfig: {options: [{value: "2"}, null, {name: ""}]}',
            ['this option has no name; write it as {name: ndots, value: "2"}'] * 3,
        ),
        (
            "dnsConfig: {nameservers: [192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4]}",
            ["spec.dnsConfig.nameservers is not right: it has 4 items and may have at most 3"],
        ),
        (
            "dnsConfig: {nameservers: [010.0.2.1]}",
            [
                (
                    'spec.dnsConfig.nameservers[0] cannot be "010.0.2.1": parts must not have leading zeros '
                    "(some programs read them as octal); 10.0.2.1 is meant"
                )
            ],
        ),
        (
            "dnsConfig: {searches: [.a]}",
            ['spec.dnsConfig.searches[0] cannot be ".a": each part between dots must begin and end with a letter or digit'],
        ),
    ],
)
def test_a_resolver(spec: str, told: list[str]) -> None:
    assert told == _told(_pod(spec), "invalid-dns-config")


def test_long_values_and_missing_ones_are_not_repeated() -> None:
    assert ["spec.hostname is not right: it has 90 characters and may have at most 63"] == _told(
        _pod(f"hostname: {'a' * 90}"), "invalid-hostname"
    )
    assert ["spec.dnsConfig.nameservers[0] is not right: it is empty"] == _told(
        _pod("dnsConfig: {nameservers: [null]}"), "invalid-dns-config"
    )


@pytest.mark.parametrize(
    ("spec", "version", "count"),
    [
        ("dnsConfig: {searches: [., a_b]}", (1, 32), 2),
        ("dnsConfig: {searches: [., a_b]}", (1, 33), 0),
        ("dnsConfig: {nameservers: [010.0.2.1]}", (1, 35), 0),
    ],
)
def test_versions_differ_in_what_a_resolver_may_be(spec: str, version: tuple[int, int], count: int) -> None:
    assert count == len(_told(_pod(spec), "invalid-dns-config", version))


@pytest.mark.parametrize(("length", "count"), [(2048, 0), (2049, 1)])
def test_search_paths_are_short_together(length: int, count: int) -> None:
    paths = ["a" * 204] * 9
    last = length - len(" ".join(paths)) - 1
    searches = ", ".join([*paths, "a" * last])

    found = _told(_pod(f"dnsConfig: {{searches: [{searches}]}}"), "invalid-dns-config")

    assert [f"the search paths have {length} characters together and may have at most 2048"] * count == found


@pytest.mark.parametrize(
    ("kind", "policy", "told"),
    [
        ("Deployment", "", []),
        ("Deployment", "restartPolicy: Always", []),
        ("Deployment", "restartPolicy: 1", []),
        (
            "Deployment",
            "restartPolicy: Never",
            ["the pods of a Deployment cannot have restartPolicy Never, only Always"],
        ),
        ("DaemonSet", "restartPolicy: always", ['restartPolicy "always" is not known, it must be Always; write "Always"']),
        (
            "ReplicationController",
            "restartPolicy: OnFailure",
            ["the pods of a ReplicationController cannot have restartPolicy OnFailure, only Always"],
        ),
        ("Job", "restartPolicy: Never", []),
        ("Job", "restartPolicy: OnFailure", []),
        ("Job", "restartPolicy: Always", ["the pods of a Job cannot have restartPolicy Always, only OnFailure or Never"]),
        ("Job", "", ["the pods of a Job need restartPolicy OnFailure or Never; Always is the default"]),
        ("Job", 'restartPolicy: ""', ["the pods of a Job need restartPolicy OnFailure or Never; Always is the default"]),
        ("CronJob", "", ["the pods of a CronJob need restartPolicy OnFailure or Never; Always is the default"]),
        ("PodTemplate", "restartPolicy: Never", []),
        ("Rollout", "restartPolicy: Never", []),
    ],
)
def test_restart_policies_by_kind(kind: str, policy: str, told: list[str]) -> None:
    assert told == _told(_workload(kind, policy), "impossible-restart-policy")


def test_a_kustomization_may_bring_the_restart_policy() -> None:
    found = said({"base/job.yaml": _workload("Job", "")}, "impossible-restart-policy", kustomizations=frozenset({"base"}))

    assert ["info"] == [severity for severity, _, _, _ in found]


def _probe(fields: str, where: str = "containers", more: str = "") -> str:
    container = f"{{name: p, {IMAGE}, {more}{fields}}}"
    return _pod("", f"[{container}]") if where == "containers" else _pod(f"initContainers: [{container}]")


HTTP = "httpGet: {path: /, port: 80}"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (f"livenessProbe: {{{HTTP}}}", []),
        ("livenessProbe: null", []),
        ("livenessProbe: {grpc: {port: 80}}", []),
        ("livenessProbe: {}", ["this livenessProbe does nothing: it needs one of exec, httpGet, tcpSocket, grpc"]),
        ("livenessProbe: {httpGet: null}", ["this livenessProbe does nothing: it needs one of exec, httpGet, tcpSocket, grpc"]),
        (
            f"startupProbe: {{{HTTP}, tcpSocket: {{port: 80}}}}",
            ["a startupProbe does one thing, and this one has httpGet and tcpSocket"],
        ),
        (f"startupProbe: {{{HTTP}, successThreshold: 2}}", ["successThreshold of a startupProbe can only be 1, not 2"]),
        (f"livenessProbe: {{{HTTP}, successThreshold: 0}}", []),
        (f"readinessProbe: {{{HTTP}, successThreshold: 2}}", []),
        (
            f"readinessProbe: {{{HTTP}, terminationGracePeriodSeconds: 5}}",
            ["a readinessProbe ends nothing, so that it has no terminationGracePeriodSeconds"],
        ),
        (f"readinessProbe: {{{HTTP}, terminationGracePeriodSeconds: null}}", []),
        (f"livenessProbe: {{{HTTP}, terminationGracePeriodSeconds: 5}}", []),
        (
            f"livenessProbe: {{{HTTP}, periodSeconds: -1}}",
            ["spec.containers[0].livenessProbe.periodSeconds cannot be -1: it must be at least 0"],
        ),
        ("livenessProbe: {exec: {}}", ["spec.containers[0].livenessProbe.exec needs a field command"]),
        ("lifecycle: {preStop: {sleep: {seconds: 5}}}", []),
        ("lifecycle: {preStop: {}}", ["this preStop does nothing: it needs one of exec, httpGet, tcpSocket, sleep"]),
    ],
)
def test_probes_and_hooks(fields: str, told: list[str]) -> None:
    assert told == _told(_probe(fields), "invalid-probe")


def test_only_a_sidecar_among_init_containers_is_probed() -> None:
    fields = f"readinessProbe: {{{HTTP}}}, lifecycle: {{preStop: {{exec: {{command: [sync]}}}}}}"

    assert [
        "an init container has a readinessProbe only with restartPolicy Always, as a sidecar",
        "an init container has a lifecycle only with restartPolicy Always, as a sidecar",
    ] == _told(_probe(fields, "initContainers"), "invalid-probe")
    assert [] == _told(_probe(fields, "initContainers", "restartPolicy: Always, "), "invalid-probe")
    assert [] == _told(_probe("readinessProbe: null", "initContainers"), "invalid-probe")


@pytest.mark.parametrize(
    ("port", "rule", "count"),
    [
        ('"80"', "invalid-port-name", 1),
        ("HTTP", "invalid-port-name", 1),
        ("nowhere", "invalid-port-name", 0),
        ("0", "invalid-port-number", 1),
        ("65536", "invalid-port-number", 1),
        ("65535", "invalid-port-number", 0),
        ("null", "missing-field", 1),
        ('""', "missing-field", 1),
    ],
)
def test_the_port_of_a_probe(port: str, rule: str, count: int) -> None:
    assert count == len(_told(_probe(f"livenessProbe: {{httpGet: {{port: {port}}}}}"), rule))
    assert count == len(_told(_probe(f"livenessProbe: {{tcpSocket: {{port: {port}}}}}"), rule))


@pytest.mark.parametrize(
    ("ports", "rule", "count"),
    [
        ("[{containerPort: 0}]", "invalid-port-number", 1),
        ("[{containerPort: 65536}]", "invalid-port-number", 1),
        ("[{containerPort: null}]", "missing-field", 1),
        ("[{containerPort: 1, hostPort: -1}]", "invalid-port-number", 1),
        ("[{containerPort: 1, hostPort: 0}]", "invalid-port-number", 0),
        ('[{containerPort: 1, name: "80"}]', "invalid-port-name", 1),
        ('[{containerPort: 1, name: ""}]', "invalid-port-name", 0),
        ("[{containerPort: 1, protocol: tcp}]", "unknown-protocol", 1),
        ("[{containerPort: 1, name: a}, {containerPort: 2, name: a}]", "duplicate-port-name", 1),
        ("[{containerPort: 1, name: a}, {containerPort: 2, name: b}]", "duplicate-port-name", 0),
    ],
)
def test_ports_of_a_container(ports: str, rule: str, count: int) -> None:
    assert count == len(_told(_ports(ports), rule))


@pytest.mark.parametrize(
    "spec", ["dnsPolicy: clusterFirst", "preemptionPolicy: never", f"initContainers: [{{name: i, {IMAGE}, restartPolicy: x}}]"]
)
def test_words_of_a_pod(spec: str) -> None:
    assert 1 == len(_told(_pod(spec), "unknown-value"))


def test_an_init_container_could_only_always_be_restarted_before() -> None:
    text = _pod(f"initContainers: [{{name: i, {IMAGE}, restartPolicy: OnFailure}}]")

    assert [] == _told(text, "unknown-value")
    assert 1 == len(_told(text, "unknown-value", (1, 33)))


@pytest.mark.parametrize("spec", ["serviceAccountName: a_b", "nodeName: a_b", 'runtimeClassName: ""', "priorityClassName: A"])
def test_what_a_pod_refers_to(spec: str) -> None:
    assert 1 == len(_told(_pod(spec), "invalid-reference"))


TWICE = ["TCP port 80 is declared twice in this container"]
NAMESAKE = 'container c calls a port "a", too; that one is used'


@pytest.mark.parametrize(
    ("ports", "other", "told"),
    [
        ("[{containerPort: 80}, {containerPort: 80}]", "[]", TWICE),
        ("[{containerPort: 80}]", "[{containerPort: 80}]", []),
        ("[{containerPort: 80}, {containerPort: 80, protocol: UDP}]", "[]", []),
        ("[{containerPort: 80}, {containerPort: 80, hostPort: 80}]", "[]", TWICE),
        ("[{containerPort: 80, hostPort: 80}, {containerPort: 80, hostPort: 81}]", "[]", []),
        ("[{containerPort: 80, hostPort: 80, hostIP: 192.0.2.1}, {containerPort: 80, hostPort: 80}]", "[]", TWICE),
        ("[{containerPort: 80, hostIP: 192.0.2.1}, {containerPort: 80, hostIP: 192.0.2.2}]", "[]", TWICE),
        (
            "[{containerPort: 80, hostPort: 80, hostIP: 192.0.2.1}, {containerPort: 80, hostPort: 80, hostIP: 192.0.2.2}]",
            "[]",
            [],
        ),
        ("[{containerPort: 80}, {containerPort: 80}, {containerPort: 80}]", "[]", TWICE * 2),
        (
            "[{name: a, containerPort: 80}, {name: b, containerPort: 80}]",
            "[]",
            TWICE,
        ),
        ("[{name: a, containerPort: 80}, {name: a, containerPort: 81}]", "[]", []),
        ("[{name: a, containerPort: 80}]", "[{name: a, containerPort: 80}]", []),
        ("[{name: a}, {name: b}]", "[]", []),
        ("[{name: a, containerPort: 80}]", "[{name: a, containerPort: 81}]", [NAMESAKE]),
        ("[{name: a, containerPort: 80}]", "[{name: a, containerPort: 80, protocol: UDP}]", [NAMESAKE]),
    ],
)
def test_a_port_is_declared_once(ports: str, other: str, told: list[str]) -> None:
    containers = f"[{{name: c, {IMAGE}, ports: {ports}}}, {{name: d, {IMAGE}, ports: {other}}}]"

    assert told == _told(_pod("", containers), "repeated-container-port")
    assert told == _told(_workload("Deployment", "", containers), "repeated-container-port")


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("restartPolicy: Always, ", [NAMESAKE]),
        ("", ['container c calls a port "a", too; this one never answers']),
    ],
)
def test_a_port_of_an_init_container_is_called_like_another(more: str, told: list[str]) -> None:
    containers = f"[{{name: c, {IMAGE}, ports: [{{name: a, containerPort: 80}}]}}]"
    init = f"initContainers: [{{name: i, {IMAGE}, {more}ports: [{{name: a, containerPort: 81}}]}}]"

    assert told == _told(_pod(init, containers), "repeated-container-port")


def test_a_name_that_a_service_goes_by_is_told_once() -> None:
    service = (
        "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\n"
        "spec: {selector: {app: web}, ports: [{port: 80, targetPort: a}]}\n"
    )
    containers = (
        f"[{{name: c, {IMAGE}, ports: [{{name: a, containerPort: 80}}]}}, "
        f"{{name: d, {IMAGE}, ports: [{{name: a, containerPort: 81}}]}}]"
    )
    text = _workload("Deployment", "", containers)

    assert 1 == len(_told(text, "repeated-container-port"))
    assert [] == _told(text + service, "repeated-container-port")
    assert 1 == len(_told(text + service, "ambiguous-port-name"))


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("dnsConfig: {nameservers: ['2001:DB8::1', '2001:db8::1']}", ['"2001:DB8::1" is an unusual spelling of 2001:db8::1']),
        (
            "hostAliases: [{ip: '2001:DB8::1', hostnames: [a]}, {ip: 192.0.2.1, hostnames: [b]}, {hostnames: [c]}]",
            ['"2001:DB8::1" is an unusual spelling of 2001:db8::1'],
        ),
    ],
)
def test_addresses_of_a_pod_are_spelt_as_usual(spec: str, told: list[str]) -> None:
    assert told == _told(_pod(spec), "non-canonical-address")


@pytest.mark.parametrize("rule", ["impossible-host-port", "duplicate-container-name", "invalid-probe", "padded-image"])
def test_custom_resources_have_rules_of_their_own(rule: str) -> None:
    containers = (
        f"[{{name: c, image: ' web', livenessProbe: {{}}}}, "
        f"{{name: c, {IMAGE}, ports: [{{containerPort: 1, hostPort: 2}}, {{containerPort: 3, hostPort: 2}}]}}]"
    )

    assert [] == _told(_workload("Rollout", "", containers), rule)
    assert 1 == len(_told(_workload("Deployment", "", containers), rule))


def test_two_names_for_one_port_are_a_note() -> None:
    def told(first: str, second: str) -> list[str]:
        ports = f"[{{{first}containerPort: 80}}, {{{second}containerPort: 80}}]"
        text = (
            f"apiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\nspec: {{containers: [{{name: a, image: a, ports: {ports}}}]}}\n"
        )
        return [severity for severity, *_ in said(text, "SVC181")]

    assert [["info"], ["warning"], ["warning"]] == [told("name: http, ", "name: https, "), told("", "name: b, "), told("", "")]
