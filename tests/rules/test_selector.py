"""Which pods answer: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.engine.selection import Choice
from tests.graph.worlds import service, workload
from tests.linting import lint, said

JOB = {"kind": "Job", "api": "batch/v1"}
NAMED = "{port: 80, targetPort: http}"
HTTP = "{name: http, containerPort: 8080}"


LIST = "{containerPort: 9614}"


def test_of_two_programs_the_one_that_lists_other_ports_is_odd() -> None:
    quiet = workload("web", "app: web", ports="")
    text = service("web", "app: web", ports="{port: 80, targetPort: 8080}") + quiet
    worker = workload("worker", "app: web", ports=LIST)

    assert ["warning"] == severities(text + worker, "SVC203")
    assert severities(text + worker.replace("ports: [", "args: [--listen=8080], ports: ["), "SVC203") == []
    assert severities(text + worker.replace("'worker:1'", "'web:2'"), "SVC203") == []
    assert severities(text + workload("worker", "app: web", ports=""), "SVC203") == []


def test_a_port_that_is_probed_is_as_good_as_declared() -> None:
    probed = workload("web", "app: web", ports=LIST).replace("ports: [", "livenessProbe: {grpc: {port: 8080}}, ports: [")
    text = service("web", "app: web", ports="{port: 80, targetPort: 8080}") + probed

    assert ["warning"] == severities(text + workload("worker", "app: web", ports=""), "SVC203")


def severities(texts: dict[str, str] | str, rule: str) -> list[str]:
    return [severity for severity, _, _, _ in said(texts, rule)]


def fixes(text: str, rule: str) -> list[str | None]:
    report = lint(text, choice=Choice(select=(rule,)))
    return [each.fix.edits[0].text if each.fix else None for each in report.findings]


def test_a_service_that_selects_nothing_on_purpose_is_no_finding() -> None:
    assert said(service("web", "") + workload("x", "a: b"), "SVC201") == []
    assert said(service("web", "a: c").replace("spec: {", "spec: {type: ExternalName, externalName: a.b, "), "SVC201") == []


def test_a_doubt_is_told_with_what_would_settle_it() -> None:
    [(severity, line, message, doubt)] = said(service("web", "app: web"), "SVC201")

    assert (severity, line, message) == ("info", 5, "no pod in these files carries app: web")
    assert doubt is not None
    assert "external.workloads" in doubt


def test_a_namespace_that_kubectl_may_supply_is_a_warning_without_a_fix() -> None:
    text = service("web", "app: web", namespace="shop") + workload("web", "app: web")

    assert severities(text, "SVC201") == ["warning"]
    assert fixes(text, "SVC201") == [None]


def test_a_value_that_would_be_no_string_is_quoted_by_the_fix() -> None:
    text = service("web", "app: web, id: 10O") + workload("web", "app: web, id: '100'")

    assert fixes(text, "SVC201") == ['"100"']


def test_of_two_candidates_none_is_written() -> None:
    assert fixes(service("web", "app: webb") + workload("a", "app: webx") + workload("b", "app: weby"), "SVC201") == [None]


def test_an_empty_value_is_said_to_be_empty() -> None:
    [(severity, _, message, _)] = said(service("web", "app: ") + workload("x", "a: b"), "SVC201")

    assert (severity, message) == (
        "error",
        'no pod of namespace default carries app: ""; no pod of namespace default has a label app',
    )


@pytest.mark.parametrize("kind", ["Job", "CronJob"])
def test_batch_pods_that_a_service_asks_for_are_no_finding(kind: str) -> None:
    alone = service("web", "app: web") + workload("web", "app: web", kind=kind, api="batch/v1")
    by_name = service("web", "job-name: web") + workload("web", "app: web", **JOB) + workload("other", "job-name: web")

    assert said(alone, "SVC202") == []
    assert said(by_name, "SVC202") == []


def test_a_helm_hook_is_batch_whatever_its_kind() -> None:
    hook = """---
apiVersion: v1
kind: Pod
metadata: {name: seed, labels: {app: web}, annotations: {helm.sh/hook: pre-install}}
spec: {containers: [{name: main, image: seed}]}
"""
    text = service("web", "app: web") + workload("web", "app: web") + hook

    assert severities(text, "SVC202") == ["warning"]


def test_batch_pods_without_the_named_port_are_a_note() -> None:
    web = service("web", "app: web", ports=NAMED) + workload("web", "app: web", ports=HTTP)
    [(severity, _, message, _)] = said(web + workload("seed", "app: web", **JOB), "SVC202")

    assert severity == "info"
    assert "are listed without a port behind Service web" in message
    assert severities(web + workload("seed", "app: web", ports=HTTP, **JOB), "SVC202") == ["warning"]


def test_batch_pods_that_another_selector_counts_too_are_a_warning() -> None:
    owner = workload("web", "app: web", ports=HTTP, spec="selector: {matchLabels: {app: web}}")
    unread = workload("web2", "app: web", ports=HTTP, spec="selector: {matchLabels: {}, matchExpressions: [{key: a}]}")
    job = workload("seed", "app: web", **JOB)

    assert severities(service("web", "app: web", ports=NAMED) + owner + job, "SVC202") == ["warning"]
    assert severities(service("web", "app: web", ports=NAMED) + unread + job, "SVC202") == ["info"]


def test_versions_that_agree_are_no_mixture() -> None:
    canary = workload("web-canary", "app: web", image="registry.example.com/web", ports="{containerPort: 9090}")

    assert said(service("web", "app: web") + workload("web", "app: web") + canary, "SVC203") == []
    assert said(service("web", "app: web") + workload("web", "app: web") + workload("site", "app: web"), "SVC203") == []


def test_programs_that_give_a_name_to_different_ports_are_mixed() -> None:
    web = service("web", "app: web", ports=NAMED) + workload("web", "app: web", ports=HTTP)
    other = workload("admin", "app: web", ports="{name: http, containerPort: 9000}")

    [(_, _, message, _)] = said(web + other, "SVC203")

    assert "Deployment admin too, which serves another port under the name http" in message
    assert said(web + workload("admin", "app: web", ports=HTTP), "SVC203") == []
    assert said(web + other.replace("admin:1", "web:2"), "SVC203") == []


def test_ports_that_nobody_declares_and_ports_without_a_number_say_nothing() -> None:
    pair = workload("a", "app: web") + workload("b", "app: web")

    assert said(service("web", "app: web", ports="{port: 7000}, {name: broken}") + pair, "SVC203") == []


def test_a_misspelt_pod_name_can_be_rewritten() -> None:
    text = service("web", "statefulset.kubernetes.io/pod-name: qeue-0") + workload("queue", "a: b", kind="StatefulSet")

    assert fixes(text, "SVC205") == ["queue-0"]
    assert said(text, "SVC201") == []


def test_labels_of_controllers_that_may_be_are_no_finding() -> None:
    db = workload("db", "app: db", kind="StatefulSet", spec="replicas: 2")

    assert said(service("db-1", "statefulset.kubernetes.io/pod-name: db-1") + db, "SVC205") == []
    assert said(service("web", "app: web") + db, "SVC205") == []
    assert said(service("web", "app: wbe, pod-template-hash: a") + workload("web", "app: web"), "SVC205") == []


SETTINGS = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {level: 'x', list: [1]}\n"


def test_the_same_content_in_other_words_is_no_duplicate() -> None:
    same = "# again\nkind: ConfigMap\napiVersion: v1\nmetadata: {name: a}\ndata:\n  list:\n  - 1\n  level: x\n"

    assert said(SETTINGS + "---\n" + same, "SVC206") == []
    assert said({"a.yaml": SETTINGS, "b.yaml": SETTINGS}, "SVC206") == []


def test_alternatives_in_several_files_are_a_note() -> None:
    other = SETTINGS.replace("'x'", "z")
    [(severity, _, message, _)] = said({"a.yaml": SETTINGS, "b.yaml": other}, "SVC206")

    assert severity == "info"
    assert message == "ConfigMap a is also in a.yaml, with another data.level; the one applied last stays"


def test_what_differs_in_several_places_is_not_spelled_out() -> None:
    [(_, _, message, _)] = said(SETTINGS + "---\n" + SETTINGS.replace("\ndata", "\nbinaryData"), "SVC206")

    assert "with another content" in message


def test_services_of_one_folder_that_are_reached_otherwise_break_each_other() -> None:
    web = service("web", "app: web")
    node_port = web.replace("spec: {", "spec: {type: NodePort, ")

    assert severities({"k/a.yaml": web, "k/b.yaml": service("web", "app: web", ports="{port: 81}")}, "SVC206") == ["warning"]
    assert severities({"k/a.yaml": web, "k/b.yaml": service("web", "app: site")}, "SVC206") == ["warning"]
    assert severities({"k/a.yaml": web, "k/b.yaml": node_port}, "SVC206") == ["info"]
    assert severities({"k/a.yaml": web, "l/b.yaml": service("web", "app: site")}, "SVC206") == ["info"]


def test_a_namespace_written_once_only_leaves_it_open() -> None:
    text = service("web", "app: web") + service("web", "app: site", namespace="default")

    assert [doubt is not None for _, _, _, doubt in said(text, "SVC206")] == [True]


def test_objects_without_a_name_are_not_compared() -> None:
    assert said("kind: Job\napiVersion: batch/v1\n---\nkind: Job\napiVersion: batch/v1\nspec: {}\n", "SVC206") == []
