"""Selectors that are too volatile, too wide or too narrow: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.catalogue.finding import Profile
from svclint.engine.selection import Choice
from tests.graph.worlds import service, workload
from tests.linting import lint, said

HTTP = "{name: http, containerPort: 8080}"
NAMED = "{port: 80, targetPort: http}"
READY = "readinessProbe: {tcpSocket: {port: 8080}}"


def messages(texts: dict[str, str] | str, rule: str) -> list[str]:
    return [message for _, _, message, _ in said(texts, rule)]


def severities(texts: dict[str, str] | str, rule: str) -> list[str]:
    return [severity for severity, _, _, _ in said(texts, rule)]


def by_default(text: str, rule: str) -> list[str]:
    """The severities of what a rule says in the default profile."""
    report = lint(text, choice=Choice(profile=Profile.DEFAULT))
    return [str(each.severity) for each in report.findings if each.rule.id == rule]


@pytest.mark.parametrize(
    ("label", "nature"),
    [
        ("version: 2.14.0", "which changes with every release"),
        ("app-version: v2.14.0-rc.1", "which changes with every release"),
        ("commit: 4f2a9c1", "which changes with every release"),
        ("helm.sh/chart: shop-1.2.3", "which changes with every version of the chart"),
        ("pod-template-hash: 5d59d67564", "which changes whenever the template of the pods does"),
        ("release: v7", "which is the tag of the image and changes with it"),
    ],
)
def test_labels_that_change(label: str, nature: str) -> None:
    labels = f"app: shop, {label}"
    text = service("shop", labels) + workload("shop", labels, image="registry.example.com:5000/shop:v7@sha256")

    assert [f"Service shop selects by {label}, {nature}; select by labels that stay"] == messages(text, "SVC204")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("shop", "version: v2"),
        ("shop", "version: blue"),
        ("shop", "track: stable"),
        ("shop", "tier: '2.0'"),
        ("shop", "chart: shop"),
        ("shop", "release: v8"),
        ("shop-v2-14-0", "version: 2.14.0"),
        ("shop-2-14-0", "version: v2.14.0"),
    ],
)
def test_labels_that_stay_or_are_asked_for_by_name(name: str, label: str) -> None:
    labels = f"app: shop, {label}"

    assert [] == messages(service(name, labels) + workload("shop", labels, image="shop:v7@sha256"), "SVC204")


def test_versions_side_by_side_are_told_apart_on_purpose() -> None:
    blue, green = (f"app: shop, version: {version}" for version in ("1.2.0", "1.3.0"))

    assert [] == messages(service("shop", blue) + workload("shop-a", blue) + workload("shop-b", green), "SVC204")
    assert ["warning"] == severities(service("shop", blue) + workload("shop-a", blue) + workload("x", "app: shop"), "SVC204")
    assert ["warning"] == severities(
        service("shop", "version: 1.2.0") + workload("shop-a", blue) + workload("shop-b", green), "SVC204"
    )


def test_a_rollout_moves_its_services_itself() -> None:
    labels = "app: shop, pod-template-hash: 5d59d67564"

    text = service("shop", labels) + workload("shop", labels, kind="Rollout", api="argoproj.io/v1alpha1")

    assert [] == messages(text, "SVC204")


def test_pods_outside_of_the_files_change_their_version_too() -> None:
    assert ["warning"] == severities(service("shop", "app: shop, version: 2.14.0"), "SVC204")
    assert [] == severities(service("shop", "version: 2.14.0").replace("spec: {", "spec: {type: ExternalName, "), "SVC204")


def test_a_pod_maker_without_a_template_is_shown_itself() -> None:
    stateful_set = "---\napiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec: {template: none}\n"
    text = service("shop", "statefulset.kubernetes.io/pod-name: a-0, controller-revision-hash: a-1") + stateful_set

    report = lint(text, choice=Choice(select=("SVC204",)))

    assert [("StatefulSet a carries it now", 7)] == [
        (related.message, related.position.line) for each in report.findings for related in each.related
    ]


TWICE = service("shop", "app: shop") + service("store", "app: shop")


def test_the_second_of_two_equal_services_is_listed_by_an_audit() -> None:
    expected = (
        "Service store selects app: shop and serves the same ports as Service shop; remove one of them, or mend the selector"
    )

    assert [("info", 10, expected, None)] == said(TWICE + workload("shop", "app: shop"), "SVC207")
    assert [] == by_default(TWICE + workload("shop", "app: shop"), "SVC207")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("spec: {", "spec: {clusterIP: None, "),
        ("spec: {", "spec: {type: NodePort, "),
        ("spec: {", "spec: {sessionAffinity: ClientIP, "),
        ("spec: {", "spec: {type: ExternalName, externalName: a.example.com, "),
        ("port: 80", "port: 81"),
        ("name: store", "name: shop"),
        ("name: store", "name: store, namespace: other"),
        ("{name: store}", "{name: store, annotations: {example.com/weight: '1'}}"),
    ],
)
def test_services_that_differ_in_one_respect(old: str, new: str) -> None:
    first, second = service("shop", "app: shop"), service("store", "app: shop")

    assert old in second
    assert [] == messages(first + second.replace(old, new), "SVC207")


def test_equal_services_of_other_folders_or_of_a_rollout_have_a_purpose() -> None:
    rollout = workload("shop", "app: shop", kind="Rollout", api="argoproj.io/v1alpha1")
    halves = {"a/shop.yaml": service("shop", "app: shop"), "b/store.yaml": service("store", "app: shop")}

    assert [] == messages(TWICE + rollout, "SVC207")
    assert [] == messages(halves, "SVC207")


def test_a_service_without_a_mapping_for_spec_is_nothing_to_compare() -> None:
    assert [] == messages("apiVersion: v1\nkind: Service\nmetadata: {name: a}\n", "SVC207")


STABLE = service("shop", "app: shop, tier: front", ports=NAMED) + workload("shop", "app: shop, tier: front", ports=HTTP)


@pytest.mark.parametrize(
    ("labels", "there"),
    [("app: shop, tier: fornt", "they have tier: fornt"), ("app: shop", "they lack tier")],
)
def test_a_canary_that_misses_by_one_label(labels: str, there: str) -> None:
    text = STABLE + workload("canary", labels, ports=HTTP, image="registry.example.com/shop")

    expected = (
        f"Service shop does not take the pods of Deployment canary, which run the same program: it selects tier: front, {there}"
    )
    assert [expected] == messages(text, "SVC208")
    assert ["warning"] == by_default(text, "SVC208")


@pytest.mark.parametrize(
    "text",
    [
        STABLE + workload("canary", "app: shop, tier: back", ports=HTTP, image="shop"),
        STABLE + workload("canary", "app: shop, tier: fornt", ports=HTTP, image="other"),
        STABLE + workload("canary", "app: shop, tier: fornt", ports="{containerPort: 9090}", image="shop"),
        STABLE + workload("canary", "app: shop, tier: fornt", ports="", image="shop"),
        STABLE + workload("canary", "app: shop, tier: fornt", ports=HTTP, image="shop", kind="Job", api="batch/v1"),
        STABLE + workload("canary", "tier: fornt", ports=HTTP, image="shop"),
        STABLE + service("more", "app: shop, tier: rear") + workload("x", "app: shop, tier: rear", image="shop")
        + workload("canary", "app: shop", ports=HTTP, image="shop"),
        service("shop", "app: shop") + workload("shop", "app: shop") + workload("other", "x: y", image="shop"),
        service("shop", "app: shop, role: primary", ports=NAMED) + workload("shop", "app: shop, role: primary", ports=HTTP)
        + workload("replica", "app: shop", ports=HTTP, image="shop"),
        service("shop", "app: shop, pod-template-hash: abc", ports=NAMED) + workload("shop", "app: shop", ports=HTTP)
        + workload("other", "app: other", ports=HTTP, image="shop"),
    ],
)  # fmt: skip
def test_workloads_that_are_apart_on_purpose(text: str) -> None:
    assert [] == by_default(text, "SVC208")


def test_a_version_with_an_image_of_its_own_is_known_by_its_name() -> None:
    slip = workload("shop-v2", "app: shpo", ports=HTTP, image="shop-v2")
    text = service("shop", "app: shop", ports=NAMED) + workload("shop-v1", "app: shop", ports=HTTP, image="shop-v1")

    expected = (
        "Service shop does not take the pods of Deployment shop-v2, which are named for shop: "
        "it selects app: shop, they have app: shpo"
    )
    assert [expected] == messages(text + slip, "SVC208")
    assert [] == by_default(text + slip.replace("{name: shop-v2", "{name: shpo-v2"), "SVC208")


ORDERS = workload("orders", "app: orders", ports=HTTP)
USERS = service("users", "app: users", ports=NAMED) + workload("users", "app: users", ports=HTTP)


@pytest.mark.parametrize("name", ["orders", "orders-svc", "orders-service"])
def test_a_copied_service_that_still_selects_the_pods_of_the_first(name: str) -> None:
    text = USERS + service(name, "app: users", ports=NAMED) + ORDERS

    expected = (
        f"Service {name} does not take the pods of Deployment orders, whose name it has, but those of Deployment users: "
        "it selects app: users, they have app: orders"
    )
    assert [expected] == messages(text, "SVC208")
    assert ["warning"] == by_default(text, "SVC208")


@pytest.mark.parametrize(
    "text",
    [
        service("orders", "app: users", ports=NAMED) + workload("users", "app: users", ports=HTTP) + ORDERS,
        USERS + service("orders-read", "app: users", ports=NAMED) + ORDERS,
        USERS + service("orders", "app: users", ports=NAMED) + ORDERS + service("more", "app: orders", ports=NAMED),
        USERS + service("orders", "app: users", ports=NAMED) + workload("orders", "name: orders", ports=HTTP),
    ],
)
def test_a_second_service_of_the_same_pods_may_be_meant(text: str) -> None:
    assert [] == by_default(text, "SVC208")


def test_a_number_is_looked_for_as_well_as_a_name() -> None:
    text = STABLE.replace("targetPort: http", "targetPort: 8080")

    assert ["warning"] == by_default(text + workload("canary", "app: shop, tier: fornt", ports=HTTP, image="shop"), "SVC208")


def test_a_canary_in_another_folder_is_for_another_step() -> None:
    files = {"a/shop.yaml": STABLE, "b/canary.yaml": workload("canary", "app: shop, tier: fornt", ports=HTTP, image="shop")}

    assert [] == severities(files, "SVC208")


def test_a_kustomization_may_add_the_label() -> None:
    files = {"shop.yaml": STABLE + workload("canary", "app: shop", ports=HTTP, image="shop")}

    [(severity, _, _, doubt)] = said(files, "SVC208", kustomizations=frozenset({""}))

    assert "info" == severity
    assert doubt is not None


def ready(name: str, labels: str, *, ports: str = HTTP, **fields: str) -> str:
    """A workload that says when it is ready for clients."""
    text = workload(name, labels, ports=ports, kind=fields.get("kind", "Deployment"), spec=fields.get("spec", ""))
    return text.replace("ports: [{name: http", f"{READY}, ports: [{{name: http")


OTHER = service("other", "app: other") + workload("other", "app: other")


def test_a_workload_that_waits_for_nobody_is_listed_by_an_audit() -> None:
    text = OTHER + ready("api", "app: api")

    expected = "no Service selects the pods of Deployment api, which declare port 8080 and readiness"
    assert [("info", 14, expected, None)] == said(text, "SVC208")
    assert [] == by_default(text, "SVC208")


@pytest.mark.parametrize(
    "text",
    [
        service("api", "app: apl") + ready("api", "app: api"),
        service("api", "app: api") + ready("api", "app: x").replace("{name: api}", "{name: api, labels: {app: api}}"),
        service("api", "app: api")
        + ready("api", "").replace("{name: api}", "{name: api, labels: {app: api}}").replace("metadata: {labels: {}}, ", ""),
    ],
)
def test_the_workload_that_an_empty_service_means_is_shown_there(text: str) -> None:
    assert ["error"] == severities(OTHER + text, "SVC201")
    assert [] == severities(OTHER + text, "SVC208")


def test_where_no_service_is_given_the_audit_is_in_doubt() -> None:
    assert [False] == [doubt is None for _, _, _, doubt in said(ready("api", "app: api"), "SVC208")]


def picker(kind: str, api: str, spec: str) -> str:
    return f"---\napiVersion: {api}\nkind: {kind}\nmetadata: {{name: picker}}\nspec: {{{spec}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        workload("api", "app: api", ports=HTTP),
        ready("api", "app: api").replace("spec: {containers", "spec: {hostNetwork: true, containers"),
        ready("api", "app: api", ports="{name: http, containerPort: 8080, hostPort: 80}"),
        ready("api", "app: api", kind="StatefulSet", spec="serviceName: api"),
        ready("api", "app: api").replace("metadata: {labels", "metadata: {annotations: {prometheus.io/scrape: 'true'}, labels"),
        ready("api", "app: api") + picker("PodMonitor", "monitoring.coreos.com/v1", "selector: {matchLabels: {app: api}}"),
        ready("api", "app: api") + picker("Gateway", "networking.istio.io/v1", "selector: {app: api}"),
        ready("api", "app: api")
        + picker("NetworkPolicy", "networking.k8s.io/v1", "podSelector: {matchLabels: {app: other}}")
        + picker("NetworkPolicy", "networking.k8s.io/v1", "podSelector: {matchLabels: {app: api}}")
        + picker("NetworkPolicy", "networking.k8s.io/v1", "podSelector: {matchLabels: {app: api}}"),
        ready("api", "app: api") + service("api", "app: api"),
    ],
)
def test_workloads_that_somebody_reaches(text: str) -> None:
    assert [] == severities(OTHER + text, "SVC208")


@pytest.mark.parametrize(
    "spec",
    [
        "podSelector: {}",
        "podSelector: {matchExpressions: [{key: app, operator: Exists}]}",
        "podSelector: {matchLabels: {app: api}, matchExpressions: [{key: app, operator: NotIn, values: [api]}]}",
        "podSelector: {matchLabels: {app: api}, matchExpressions: [{key: app, operator: Like}]}",
    ],
)
def test_policies_that_name_nobody(spec: str) -> None:
    text = OTHER + ready("api", "app: api") + picker("NetworkPolicy", "networking.k8s.io/v1", spec)

    assert ["info"] == severities(text, "SVC208")


def test_a_workload_is_reached_where_one_of_its_alternatives_is() -> None:
    files = {"a.yaml": service("api", "app: api") + workload("api", "app: api", ports=HTTP), "b.yaml": ready("api", "app: v2")}

    assert [] == severities(files, "SVC208")


def parts(selector: str, ports: str = "{port: 80, targetPort: 8080}", cache: str = "{containerPort: 6379}") -> str:
    whole = "app.kubernetes.io/instance: shop"
    return (
        service("shop", selector, ports=ports)
        + workload("web", f"{whole}, app: shop, tier: web", ports=HTTP)
        + workload("cache", f"{whole}, app: shop, tier: cache", ports=cache)
    )


WHOLE = "app.kubernetes.io/instance: shop"


def test_a_selector_of_a_whole_release_is_told_by_one_rule_alone() -> None:
    expected = (
        "Service shop takes every pod with app.kubernetes.io/instance: shop, also those of Deployment cache, "
        "which listen on other ports than 8080; add a label that only the right pods have"
    )

    assert [expected] == messages(parts(WHOLE), "SVC209")
    assert [] == messages(parts(WHOLE), "SVC203")


def test_what_every_workload_of_a_namespace_carries_tells_nothing_apart() -> None:
    text = parts("app: shop") + workload("mail", "app: shop", ports="{containerPort: 25}")

    assert ["warning"] == severities(text, "SVC209")
    assert [] == severities(text + workload("other", "app: other"), "SVC209")
    assert [] == severities(parts("app: shop"), "SVC209")
    assert ["warning"] == severities(parts("app: shop"), "SVC203")


@pytest.mark.parametrize(
    "text",
    [
        parts(WHOLE, ports="{port: 80, targetPort: http}"),
        parts(WHOLE, ports=""),
        parts(WHOLE, ports="{port: 81, targetPort: 9999}"),
        parts(WHOLE, cache=HTTP),
        parts(WHOLE, cache=""),
        parts(WHOLE).replace("image: 'cache:1'", "image: 'web:2'"),
        service("shop", WHOLE) + workload("web", WHOLE, ports=HTTP),
    ],
)
def test_a_broad_selector_that_does_no_harm(text: str) -> None:
    assert [] == severities(text, "SVC209")


BARE = service("ldap", "", ports="{name: ldaps, port: 636}")
BACKED = BARE + (
    "---\napiVersion: v1\nkind: Endpoints\nmetadata: {name: ldap}\n"
    "subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{name: ldaps, port: 636}]}]\n"
)
ALIAS = "apiVersion: v1\nkind: Service\nmetadata: {name: mail}\nspec: {type: ExternalName, externalName: a.example.com}\n"
SELECTING = "labels:\n- pairs: {a: b}\n- pairs: {c: d}\n  includeSelectors: true\n"
COMMON = "commonLabels: {team: a}\n"


def test_labels_for_selectors_in_any_kustomization_above() -> None:
    files = {
        "base/kustomization.yaml": "resources: [ldap.yaml]\n",
        "base/ldap.yaml": BACKED,
        "overlays/kustomization.yaml": f"resources: [../base]\n{SELECTING}",
        "kustomization.yaml": f"resources: [overlays]\n{COMMON}",
        "other/kustomization.yaml": COMMON,
    }

    message = (
        "these labels become the selector of Service ldap, which has none of its own; "
        "give them under labels, without includeSelectors"
    )
    assert [("warning", 2, message, None), ("warning", 5, message, None)] == said(files, "SVC210")


def test_kustomizations_that_list_each_other_come_to_an_end() -> None:
    files = {
        "kustomization.yaml": f"resources: [a]\n{COMMON}",
        "a/kustomization.yaml": "resources: [.., ldap.yaml, ../a]\ncomponents: [../b]\n",
        "b/kustomization.yaml": "kind: Component\nresources: [../a]\n",
        "a/ldap.yaml": BACKED,
    }

    assert ["warning"] == severities(files, "SVC210")


def test_an_alias_is_only_noted() -> None:
    files = {"kustomization.yaml": f"resources: [mail.yaml]\n{COMMON}", "mail.yaml": ALIAS}

    expected = (
        "these labels become the selector of Service mail, which has none of its own and is an alias; "
        "give them under labels, without includeSelectors"
    )
    assert [("info", 2, expected, None)] == said(files, "SVC210")


@pytest.mark.parametrize(
    ("labels", "workloads", "expected"),
    [
        (COMMON, workload("ldap", "a: b", ports="{containerPort: 636}") + workload("x", "a: c"), ["warning"]),
        (COMMON, workload("ldap", "a: b", ports="{containerPort: 636}") + workload("x", "a: c", ports=""), []),
        (COMMON, workload("ldap", "a: b", ports="{containerPort: 636}"), []),
        (COMMON, workload("ldap", "a: b", ports="{containerPort: 636}") + workload("x", "", kind="Job", api="batch/v1"), []),
        ("commonLabels: {}\n", workload("ldap", "a: b", ports="{containerPort: 636}") + workload("x", "a: c"), []),
        ("labels: [{pairs: {a: b}, includeSelectors: false}, {pairs: {c: d}}]\n", workload("x", "a: c"), []),
    ],
)
def test_a_service_may_get_its_selector_from_a_kustomization(labels: str, workloads: str, expected: list[str]) -> None:
    files = {"kustomization.yaml": f"resources: [ldap.yaml]\n{labels}", "ldap.yaml": BARE + workloads}

    assert expected == severities(files, "SVC210")


def test_services_with_a_selector_and_those_that_no_kustomization_takes() -> None:
    files = {"kustomization.yaml": f"resources: [web.yaml]\n{COMMON}", "web.yaml": service("web", "app: web"), "b.yaml": BACKED}

    assert [] == severities(files, "SVC210")
