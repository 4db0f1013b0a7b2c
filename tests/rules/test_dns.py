"""Names of pods: what the examples of the rules do not show."""

from __future__ import annotations

from tests.linting import lint, said

SERVICE = """
apiVersion: v1
kind: Service
metadata: {{name: {name}}}
spec:
  {ip}
  selector: {{app: {app}}}
  ports: [{{name: sql, port: 5432, targetPort: {target}}}]
---
"""


def service(name: str = "db", app: str = "db", ip: str = "clusterIP: None", target: str = "5432") -> str:
    return SERVICE.format(name=name, app=app, ip=ip, target=target)


def stateful_set(governed_by: str = "serviceName: db", app: str = "db", replicas: int = 2, args: str = "[]") -> str:
    return f"""
apiVersion: apps/v1
kind: StatefulSet
metadata: {{name: db}}
spec:
  {governed_by}
  replicas: {replicas}
  selector: {{matchLabels: {{app: {app}}}}}
  template:
    metadata: {{labels: {{app: {app}}}}}
    spec:
      hostname: mine
      subdomain: nowhere
      containers:
      - name: db
        image: db
        args: {args}
        ports: [{{name: sql, containerPort: 5432}}]
---
"""


def pod(spec: str, name: str = "db-0", app: str = "db") -> str:
    return f"""
apiVersion: v1
kind: Pod
metadata: {{name: {name}, labels: {{app: {app}}}}}
spec:
  {spec}
  containers: [{{name: db, image: db, ports: [{{name: sql, containerPort: 5432}}]}}]
---
"""


CALLER = """
apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {url: "tcp://HOST"}
---
"""


def test_named_target_port_is_compared_by_its_number() -> None:
    assert said(service(target="sql") + stateful_set(), "SVC401") == []


def test_target_port_without_a_number_or_a_pod_says_nothing_about_translation() -> None:
    assert said(service(target="sql"), "SVC401") == []


def test_translation_does_not_concern_services_with_a_virtual_ip() -> None:
    assert said(service(ip="type: ClusterIP", target="15432") + stateful_set(), "SVC401") == []


def test_caller_of_the_untranslated_port_makes_translation_an_error() -> None:
    text = service(target="6432") + stateful_set().replace("containerPort: 5432", "containerPort: 6432")

    called = said(text + CALLER.replace("HOST", "db.default.svc.cluster.local:5432"), "SVC401")

    message = "port sql (5432) of headless Service db is not translated: the pods listen on 6432, "
    assert called == [("error", 8, message + "and db.default.svc.cluster.local:5432 is used here", None)]


def test_caller_of_the_other_port_or_of_an_alternative_leaves_a_warning() -> None:
    text = service(target="6432") + stateful_set().replace("containerPort: 5432", "containerPort: 6432")
    alternative = service(ip="type: ClusterIP")

    assert [said(text + CALLER.replace("HOST", "db:6432"), "SVC401")[0][0]] == ["warning"]
    assert [said(text + alternative + CALLER.replace("HOST", "db:5432"), "SVC401")[0][0]] == ["warning"]


def test_stateful_set_without_service_name_is_left_alone() -> None:
    text = service() + stateful_set(governed_by="podManagementPolicy: Parallel")

    assert [said(text, rule) for rule in ("SVC402", "SVC403", "SVC404")] == [[], [], []]


def test_pod_name_in_use_makes_a_missing_governing_service_an_error() -> None:
    text = service("ledger") + stateful_set(governed_by="serviceName: ledgre", args='["--join=db-0.ledgre:5432"]')

    message = "no Service ledgre in namespace default gives the pods of StatefulSet db names of their own"
    hints = "the nearest is Service ledger; db-0.ledgre is used here"
    assert said(text, "SVC402") == [("error", 15, f"{message}; {hints}", None)]


def test_governing_service_may_lie_outside_the_files() -> None:
    severity, _, message, doubt = said(stateful_set(), "SVC402")[0]

    assert severity == "info"
    assert message == "no Service db in these files gives the pods of StatefulSet db names of their own"
    assert doubt is not None


def test_governing_service_without_selector_names_no_pods() -> None:
    text = "apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {clusterIP: None}\n---\n" + stateful_set()

    message = (
        "Service db does not select the pods of StatefulSet db, which get no names of their own; Service db selects no pods"
    )
    assert said(text, "SVC403") == [("info", 11, message, "whoever writes the endpoints of db may name pods")]


def test_governing_service_in_another_folder_is_only_a_warning() -> None:
    other = (
        stateful_set(app="other").replace("kind: StatefulSet", "kind: Deployment").replace("serviceName: db", "paused: false")
    )

    found = said({"a/service.yaml": service(app="other") + other, "b/set.yaml": stateful_set()}, "SVC403")

    assert [(severity, doubt) for severity, _, _, doubt in found] == [("warning", None)]


def test_label_set_at_run_time_leaves_the_governing_service_in_doubt() -> None:
    found = said(service().replace("{app: db}", "{app: db, role: primary}") + stateful_set(), "SVC403")

    assert [severity for severity, *_ in found] == ["info"]
    assert "the label role" in str(found[0][3])


def test_selector_that_takes_no_pod_at_all_is_another_rules_matter() -> None:
    text = service(app="dbb") + stateful_set()

    assert said(text, "SVC403") == []
    assert len(said(text, "SVC201")) == 1


def test_one_replica_may_be_governed_by_a_service_with_a_cluster_ip() -> None:
    assert said(service(ip="type: ClusterIP") + stateful_set(replicas=1), "SVC404") == []


def test_headless_sibling_is_what_should_govern() -> None:
    text = service(ip="type: ClusterIP") + service("db-peers") + stateful_set(replicas=3)

    message = "Service db governs 3 pods and has a cluster IP, so its name does not list them; "
    message += "name the headless Service db-peers instead"
    assert said(text, "SVC404") == [("warning", 24, message, None)]


def test_governing_service_that_is_missing_is_not_said_to_have_a_cluster_ip() -> None:
    assert said(stateful_set(), "SVC404") == []


def test_bare_pods_with_peers_behind_a_headless_service_lack_a_hostname() -> None:
    found = said(service() + pod("restartPolicy: Always") + pod("hostname: db-1\n  subdomain: db", name="db-1"), "SVC405")

    message = "Pod db-0 has no name below headless Service db: set hostname, and subdomain: db"
    assert found == [("warning", 14, message, None)]


def test_single_bare_pod_and_templates_need_no_hostname() -> None:
    deployment = stateful_set().replace("kind: StatefulSet", "kind: Deployment").replace("      hostname: mine\n", "")
    deployment = deployment.replace("      subdomain: nowhere\n", "")

    assert said(service() + pod("restartPolicy: Always"), "SVC405") == []
    assert said(service() + deployment, "SVC405") == []


def test_controllers_that_name_their_pods_are_left_alone() -> None:
    job = """
apiVersion: batch/v1
kind: Job
metadata: {name: shards}
spec:
  completionMode: Indexed
  completions: 3
  parallelism: 3
  template:
    metadata: {labels: {app: db}}
    spec: {restartPolicy: Never, hostname: shard, subdomain: db, containers: [{name: db, image: db}]}
"""
    unnamed = job.replace("hostname: shard, ", "")

    assert [said(service() + text, "SVC405") for text in (stateful_set(), unnamed)] == [[], []]
    assert said(service() + job, "SVC409") == []
    assert len(said(service() + job.replace("  completionMode: Indexed\n", ""), "SVC409")) == 1


def test_workload_without_a_template_is_left_alone() -> None:
    text = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: db}\nspec: {}\n"

    assert [said(text, rule) for rule in ("SVC405", "SVC406", "SVC407", "SVC408", "SVC409")] == [[]] * 5


def test_hostname_alone_is_fine_without_a_headless_service() -> None:
    assert said(service(ip="type: ClusterIP") + pod("hostname: db-0"), "SVC406") == []


def test_template_of_a_stateful_set_is_overwritten_and_not_looked_at() -> None:
    text = service() + stateful_set()

    assert [said(text, rule) for rule in ("SVC406", "SVC407", "SVC408", "SVC409")] == [[]] * 4


def test_subdomain_that_nothing_resembles_is_a_warning_in_a_closed_world() -> None:
    found = said(service() + pod("hostname: db-0\n  subdomain: elsewhere"), "SVC407")

    assert found == [("warning", 16, "subdomain elsewhere of Pod db-0 is no Service of namespace default", None)]


def test_subdomain_may_be_a_service_outside_the_files() -> None:
    found = said(pod("hostname: db-0\n  subdomain: db"), "SVC407")

    assert [(severity, message) for severity, _, message, _ in found] == [
        ("info", "subdomain db of Pod db-0 is no Service in these files")
    ]


def test_service_that_selects_the_pods_explains_a_subdomain_in_an_open_world() -> None:
    operator = "apiVersion: example.com/v1\nkind: Shop\nmetadata: {name: shop}\n---\n"

    found = said(operator + service("db-peers") + pod("hostname: db-0\n  subdomain: peers"), "SVC407")
    unlike = said(operator + service("db") + pod("hostname: db-0\n  subdomain: peers"), "SVC407")

    message = "subdomain peers of Pod db-0 is no Service of namespace default; Service db-peers selects these pods"
    assert found == [("error", 20, message, None)]
    assert [severity for severity, *_ in unlike] == ["info"]


def test_subdomain_service_in_doubt_or_in_another_folder() -> None:
    mine, other = pod("hostname: db-0\n  subdomain: db"), pod("restartPolicy: Always", name="web", app="web")
    apart = {"a/service.yaml": service(app="web") + other, "b/pod.yaml": mine}
    run_time = service().replace("{app: db}", "{app: db, role: primary}")

    assert [severity for severity, *_ in said(apart, "SVC408")] == ["warning"]
    assert [severity for severity, *_ in said(run_time + mine, "SVC408")] == ["info"]


def test_shared_hostname_of_a_daemon_set_counts_no_replicas() -> None:
    text = stateful_set().replace("kind: StatefulSet", "kind: DaemonSet").replace("subdomain: nowhere", "subdomain: db")

    message = "all pods of DaemonSet db answer as mine.db; a StatefulSet gives each a name of its own"
    assert said(service() + text, "SVC409") == [("warning", 21, message, None)]


def test_hostname_that_no_service_publishes_is_shared_by_nobody() -> None:
    deployment = stateful_set().replace("kind: StatefulSet", "kind: Deployment")

    assert said(service() + deployment, "SVC409") == []


def test_renaming_is_offered_only_where_one_name_is_near() -> None:
    text = service("ledger") + service("ledges") + stateful_set(governed_by="serviceName: ledgre")

    assert [each.fix for each in lint(text).findings if each.rule.id == "SVC402"] == [None]


def test_a_field_that_only_repeats_the_name_of_a_single_pods_set_is_a_note() -> None:
    other = service(name="other", app="db")

    def severity(governed_by: str, replicas: int) -> list[str]:
        return [each for each, *_ in said(other + stateful_set(governed_by, replicas=replicas), "SVC402")]

    assert [["info"], ["warning"], ["warning"]] == [
        severity("serviceName: db", 1),
        severity("serviceName: db", 2),
        severity("serviceName: database-nodes", 1),
    ]


def test_controllers_that_read_endpoints_get_the_pods_port_of_a_headless_service() -> None:
    headless = service(target="5433")
    route = """
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: db}
spec: {rules: [{backendRefs: [{name: db, port: 5432}]}]}
"""

    def severities(text: str) -> list[str]:
        return [severity for severity, *_ in said(text, "SVC401")]

    assert [["warning"], ["info"]] == [severities(headless), severities(headless + route)]


def test_one_pod_below_a_service_that_is_only_called_headless() -> None:
    text = service("db-headless", ip="type: ClusterIP") + stateful_set("serviceName: db-headless", replicas=1)
    message = "Service db-headless is called headless and has a cluster IP; write clusterIP: None there"

    assert [("warning", message)] == [(severity, told) for severity, _, told, _ in said(text, "SVC404")]
    assert said(service("db-headless") + stateful_set("serviceName: db-headless", replicas=1), "SVC404") == []
