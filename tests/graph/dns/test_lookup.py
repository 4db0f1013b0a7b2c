"""What a name answers, and why not."""

from __future__ import annotations

import pytest

from svclint.graph.dns.lookup import candidates
from svclint.settings import External, Settings
from tests.graph.scenarios import asked, bare_service, document, endpoint_slice, endpoints, headless, pod
from tests.graph.worlds import service, workload

ZONE = "cluster.local"
DB = headless("db") + workload("db", "app: db", kind="StatefulSet", spec="replicas: 3, serviceName: db")
WEB = service("web", "app: web", ports="{name: http, port: 80}") + workload("web", "app: web")
SHOP = DB + WEB
FLEET = "---\napiVersion: example.com/v1\nkind: Fleet\nmetadata: {name: fleet}\n"


def because(text: str, name: str, namespace: str = "default", settings: Settings | None = None) -> str:
    """Why the first reading of a name does not answer."""
    found = asked(text, name, namespace, settings)
    return f"{found.outcome}: {found.steps[0].because}"


def near(text: str, name: str, namespace: str = "default") -> list[str]:
    return [each.removesuffix(f".svc.{ZONE}.") for each in asked(text, name, namespace).near]


def test_the_search_list_comes_first_for_names_with_few_dots() -> None:
    searched = ["default.svc.cluster.local.", "svc.cluster.local.", "cluster.local."]

    assert [*(f"db.{each}" for each in searched), "db."] == [*candidates("db", "default", ZONE)]
    assert ["a.b.c.d.e.f.", *(f"a.b.c.d.e.f.{each}" for each in searched)] == [*candidates("a.b.c.d.e.f", "default", ZONE)]
    assert ["db."] == [*candidates("db.", "default", ZONE)]


@pytest.mark.parametrize(
    ("name", "namespace", "steps"),
    [
        ("db", "default", 1),
        ("db.default", "default", 2),
        ("db.default", "other", 2),
        ("db.default.svc", "other", 3),
        ("db.default.svc.cluster.local", "other", 4),
        ("DB.Default.svc.cluster.LOCAL.", "other", 1),
        ("db-0.db", "default", 1),
        ("_sql._tcp.db", "default", 1),
    ],
)
def test_a_name_is_found_along_the_search_list(name: str, namespace: str, steps: int) -> None:
    found = asked(SHOP, name, namespace)

    assert ("answers", steps, ()) == (found.outcome, len(found.steps), found.near)
    assert found.steps[-1].records


def test_a_reading_that_answers_counts_before_one_that_does_not() -> None:
    text = SHOP + service("default", "app: web")

    assert ["absent", "answers"] == [each.outcome for each in asked(text, "db.default").steps]
    assert "answers" == asked(text, "db.default").outcome


def test_the_name_of_a_pod_is_below_svc() -> None:
    found = asked(SHOP, "db-0.db.default.pod.cluster.local")

    assert ("absent", ("db-0.db.default.svc.cluster.local.",)) == (found.outcome, found.near)
    assert (
        "names below pod are made of addresses, as 10-1-2-3.default.pod.cluster.local;"
        " a pod's own name is below svc: db-0.db.default.svc.cluster.local"
    ) == found.steps[0].because
    assert because(SHOP, "db-9.db.default.pod.cluster.local").endswith(
        "which does not exist either: StatefulSet db has the pods db-0 to db-2"
    )


def test_addresses_below_pod_answer_with_themselves() -> None:
    assert "answers" == asked(SHOP, "10-244-1-5.default.pod.cluster.local").outcome
    assert "answers" == asked(SHOP, "2001-db8--5.default.pod.cluster.local.").outcome
    assert because(SHOP, "db-0.default.pod.cluster.local.").startswith("absent: names below pod are made of addresses")
    assert "empty: names of addresses are below it" == because(SHOP, "default.pod.cluster.local.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cluster.local.", "empty: it is the zone itself; Services are below svc.cluster.local"),
        ("svc.cluster.local.", "empty: it holds the namespaces"),
        ("default.svc.cluster.local.", "empty: it is a namespace"),
        (
            "x.svc.cluster.local.",
            "absent: only a namespace could have this name, and nothing of x is among the files",
        ),
        ("db.default.cluster.local.", "absent: directly below cluster.local there are only svc and pod"),
        ("a.b.c.d.default.svc.cluster.local.", "absent: no name below svc has so many labels"),
        ("*.db", "absent: cluster DNS has no wildcards"),
        ("db.default.svc.k8s.example.", "absent: it is not below cluster.local, the zone of this cluster"),
        ("db.", "absent: a single word means something along the search list only"),
        (
            "example.com.",
            "unverifiable: it is outside cluster.local, so the resolver of the node answers, or nobody",
        ),
    ],
)
def test_forms_that_no_service_has(name: str, expected: str) -> None:
    assert expected == because(SHOP, name)


@pytest.mark.parametrize(
    "name", ["db.default.cluster.local", "db.default.svc.k8s.example.", "db.default.x.y.svc.cluster.local.", "db.nope", "dbb"]
)
def test_the_service_that_was_meant_is_shown(name: str) -> None:
    assert ["db.default"] == near(SHOP, name)


def test_a_foreign_zone_of_another_cluster_local() -> None:
    found = asked(SHOP, "db.default.cluster.local.", settings=Settings(cluster_domain="k8s.example"))

    assert ("absent", ("db.default.svc.k8s.example.",)) == (found.outcome, found.near)


@pytest.mark.parametrize(
    ("name", "namespace", "expected"),
    [
        ("dbb", "default", "absent: there is no Service dbb in namespace default; the nearest is db"),
        ("db", "other", "unverifiable: nothing of namespace other is among the files; db is in default"),
        ("queue", "default", "absent: there is no Service queue in namespace default"),
    ],
)
def test_a_service_that_is_not_there(name: str, namespace: str, expected: str) -> None:
    assert expected == because(SHOP, name, namespace)


@pytest.mark.parametrize("name", ["dbb", "w", "db.other"])
def test_a_service_without_records_is_named_in_the_reason_only(name: str) -> None:
    """Headless with nothing ready behind it, it has no name to show."""
    text = headless("db", "app: nobody") + headless("front", "app: web") + workload("w", "app: web", spec="replicas: 0")
    found = asked(text, name)

    assert ("absent" if name != "db.other" else "unverifiable", ()) == (found.outcome, found.near)
    assert {"dbb": "the nearest is db", "w": "behind Service front", "db.other": "db is in default"}[name] in " ".join(
        each.because for each in found.steps
    )


def test_a_service_without_a_name_is_nobody_s_target() -> None:
    text = bare_service("''", "selector: {app: web}, ports: [{port: 80}]") + workload("web", "app: web")

    assert ([], "absent: there is no Service web in namespace default") == (near(text, "web"), because(text, "web"))


def test_a_service_of_another_namespace_is_named() -> None:
    text = SHOP + service("front", "app: front", namespace="edge")

    assert "absent: there is no Service db in namespace edge; db is in default" == because(text, "db", "edge")
    assert ["db.default"] == near(text, "db", "edge")


def test_the_name_of_a_pod_without_its_service_is_recognised() -> None:
    assert ["db-1.db.default"] == near(SHOP, "db-1.default.svc.cluster.local.")
    assert "absent: there is no Service db-1 in namespace default; db-1 is the hostname of a pod" == (
        because(SHOP, "db-1.default.svc.cluster.local.")
    )


def test_what_may_make_services_leaves_it_open() -> None:
    assert because(SHOP + FLEET, "queue").startswith(
        "unverifiable: there is no Service queue in namespace default among the files; Fleet fleet may make pods and Services"
    )
    assert because(SHOP + FLEET, "dbb").startswith("absent: ")


def test_services_outside_the_files() -> None:
    external = Settings(external=External(services=frozenset({("infra", "queue")}), namespaces=frozenset({"managed"})))

    assert "answers" == asked(SHOP, "queue.infra", settings=external).outcome
    assert "answers" == asked(SHOP, "kubernetes.default", "other").outcome
    assert because(SHOP, "queue", "managed", external).startswith(
        "unverifiable: there is no Service queue in namespace managed"
    )


def test_a_headless_service_without_pods_says_why() -> None:
    zero = headless("db") + workload("db", "app: db", kind="StatefulSet", spec="replicas: 0, serviceName: db")
    silent = "absent: Service db is headless, and nothing"

    assert f"{silent} is ready behind it: StatefulSet db has 0 replicas" == because(zero, "db")
    assert f"{silent} ready behind it serves sql: StatefulSet db has 0 replicas" == because(zero, "_sql._tcp.db")
    assert "absent: StatefulSet db has 0 replicas" == because(zero, "db-0.db")
    unready = (
        headless("db", "app: db")
        + workload("x", "a: b")
        + endpoint_slice("s", "db", "{addresses: [192.0.2.1], conditions: {ready: false}}", "{name: sql, port: 1}")
    )
    assert "192.0.2.1 of EndpointSlice s is written as not ready" in because(unready, "db")
    quiet = headless("db", ports="{port: 1}") + pod("a")
    assert because(headless("db"), "db").startswith("unverifiable: Service db is headless")
    assert "answers" == asked(quiet, "db").outcome


def test_aliases_are_followed_inside_the_cluster() -> None:
    alias = "type: ExternalName, externalName: "
    text = SHOP + bare_service("ext", f"{alias}db.example.com") + bare_service("int", f"{alias}web.default.svc.cluster.local")
    text += bare_service("lost", f"{alias}wbe.default.svc.cluster.local") + bare_service("ip", f"{alias}192.0.2.7")
    text += bare_service("a", f"{alias}b.default.svc.cluster.local") + bare_service("b", f"{alias}a.default.svc.cluster.local")
    text += bare_service("me", f"{alias}me.default.svc.cluster.local") + bare_service("none", "type: ExternalName")
    text += bare_service("zone", f"{alias}cluster.local")
    text += bare_service("api", f"{alias}kubernetes.default.svc.cluster.local")

    assert ["CNAME"] == [each.type for each in asked(text, "ext").steps[-1].records]
    assert ["CNAME", "A"] == [each.type for each in asked(text, "int").steps[-1].records]
    assert "answers: the API server makes this Service itself, in every cluster" == because(text, "api")
    assert because(text, "lost").startswith(
        "empty: its target wbe.default.svc.cluster.local. has no address; there is no Service wbe in namespace default"
    )
    assert "empty: the aliases lead in a circle" == because(text, "a")
    assert "empty: its target cluster.local. has no address; it is the zone itself; Services are below svc.cluster.local" == (
        because(text, "zone")
    )
    assert "empty: Service me is an alias for itself" == because(text, "me")
    assert "absent: Service ip is an alias for 192.0.2.7, an address, and takes only names" == because(text, "ip")
    assert "absent: Service none is an alias for nothing" == because(text, "none")
    assert "absent: Service ext is an alias, and nothing is below it" == because(text, "x.ext")
    assert "absent: Service ext is an alias, and has no SRV records" == because(text, "_http._tcp.ext")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("_sqll._tcp.db", "the ports of Service db with a name are sql; there is no sqll"),
        ("_sql._udp.db", "port sql (5432) of Service db is TCP"),
        ("sqll.tcp.db", "the labels of a port begin with underscores: _sqll._tcp"),
        ("_tcp.db", "a port takes two labels, as _http._tcp.db.default.svc.cluster.local."),
    ],
)
def test_ports_that_are_not_there(name: str, expected: str) -> None:
    assert f"absent: {expected}" == because(SHOP, name)
    assert ["_sql._tcp.db.default"] == near(SHOP, name)


def test_ports_answer_without_their_underscores_too() -> None:
    """Measured: CoreDNS strips them before it looks."""
    found = "answers: CoreDNS takes it for _sql._tcp.db.default.svc.cluster.local.; other servers ask for the underscores"

    assert found == because(SHOP, "sql.tcp.db")
    assert found == because(SHOP, "_sql.tcp.db")


def test_ports_without_a_name_have_no_record() -> None:
    text = service("web", "app: web") + workload("web", "app: web")

    assert "absent: no port of Service web has a name; there is no http" == because(text, "_http._tcp.web")
    assert because(text, "_http._tcp.wbe").startswith("absent: there is no Service wbe")


def test_addresses_below_a_service() -> None:
    text = bare_service("db", "ports: [{name: sql, port: 1}]")
    text += endpoints("db", "{addresses: [{ip: 192.0.2.1}, {ip: '2001:db8::1'}, {ip: 192.0.2.2, hostname: h}], ports: []}")
    [step] = asked(text, "192-0-2-1.db").steps

    assert [("A", ("192.0.2.1",))] == [(each.type, each.targets) for each in step.records]
    assert ["AAAA"] == [each.type for each in asked(text, "2001-db8--1.db").steps[0].records]
    assert because(text, "192-0-2-2.db").endswith(
        "nothing ready behind Service db has this label; there are 192-0-2-1, 2001-db8--1 and h"
    )
    assert because(WEB, "10-1-2-3.web").startswith("unverifiable: it answers if a pod behind Service web has that address")
    assert because(DB, "10-1-2-3.db").startswith("absent: every pod behind Service db has a hostname below it")
    assert because(WEB, "10-1-2-3.wbe").startswith("absent: there is no Service wbe")


@pytest.mark.parametrize(
    ("objects", "name", "expected"),
    [
        (pod("p1"), "p1.db", "Pod p1 sets no hostname, and its own name makes no DNS name"),
        (pod("p1", spec="hostname: busy"), "busy.db", "Pod p1 sets no subdomain, so it has no name below a Service"),
        (
            pod("p1", spec="hostname: busy, subdomain: db"),
            "p1.db",
            "the hostname of Pod p1 is busy, and names are made of hostnames",
        ),
        (pod("p1", spec="hostnameOverride: ov"), "ov.db", "hostnameOverride of Pod p1 makes no DNS name"),
        (
            pod("p1", "app: x", spec="hostname: busy, subdomain: db"),
            "busy.db",
            "Service db does not select Pod p1 (it selects app: db)",
        ),
        (
            pod("p1", spec="hostname: busy, subdomain: all"),
            "busy.db",
            "Pod p1 has subdomain: all, so its name is below Service all only",
        ),
        (
            workload("db", "app: x", kind="StatefulSet", spec="serviceName: db"),
            "db-0.db",
            "Service db does not select the pods of StatefulSet db (it selects app: db)",
        ),
        (
            workload("db", "app: db", kind="StatefulSet"),
            "db-0.db",
            "StatefulSet db sets no serviceName, so its pods have no names below a Service",
        ),
        (
            workload("db", "app: db"),
            "db-5d4c-x.db",
            "the pods of Deployment db set no hostname, so they have no names; those of a StatefulSet have",
        ),
        (
            document("apps/v1", "StatefulSet", "other", "spec: {template: x}"),
            "nope.db",
            "nothing behind Service db has the hostname nope",
        ),
        (document("batch/v1", "CronJob", "nope"), "nope.db", "nothing behind Service db has the hostname nope"),
    ],
)
def test_why_a_pod_has_no_name(objects: str, name: str, expected: str) -> None:
    assert expected in because(headless("db") + objects, name)


def test_a_name_below_another_service_is_shown() -> None:
    text = SHOP + headless("all")

    assert "absent: StatefulSet db has serviceName: db, so the names of its pods are below Service db only" == because(
        text, "db-0.all"
    )
    assert ["db-0.db.default"] == near(text, "db-0.all")


def test_hostnames_that_are_published_are_named() -> None:
    text = bare_service("db", "ports: [{port: 1}]") + endpoints("db", "{addresses: [{ip: 192.0.2.1, hostname: primary}]}")

    assert "absent: nothing behind Service db has the hostname primry; there are primary" == because(text, "primry.db")
    assert ["primary.db.default"] == near(text, "primry.db")
    assert "absent: nothing behind Service web has the hostname x; nothing behind it publishes a hostname" == because(
        WEB, "x.web"
    )


def test_pods_of_no_service_are_told_by_the_selector() -> None:
    text = bare_service("db", "ports: [{port: 1}]") + endpoints("db", "{addresses: [{ip: 192.0.2.1}]}")

    assert "absent: Service db does not select Pod p1 (it selects none)" == (
        because(text + pod("p1", spec="hostname: busy, subdomain: db"), "busy.db")
    )


def test_a_workload_is_found_by_its_services_only() -> None:
    text = service("web-svc", "app: web") + service("web-internal", "app: web") + workload("web", "app: web")

    assert because(text, "web").endswith("web is a workload, and its pods are behind Service web-svc and Service web-internal")
    assert ["web-svc.default", "web-internal.default"] == near(text, "web")


def test_a_pod_is_shown_below_its_service_in_the_other_namespace() -> None:
    text = DB.replace("metadata: {name: db", "metadata: {namespace: data, name: db")

    assert ["db-1.db.data"] == near(text + WEB, "db-1.db")
    assert ["db.data"] == near(text + WEB, "db-7.db")


def test_a_number_that_no_pod_has_is_answered_with_the_first_that_one_has() -> None:
    assert ["db-0.db.default"] == near(DB, "db-7.db")


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1"])
def test_an_address_is_no_name(address: str) -> None:
    [step] = asked(WEB, address).steps

    assert ("absent", "it is an address, which needs no name", ()) == (step.outcome, step.because, step.near)


def test_the_way_back_from_an_address_is_shown() -> None:
    text = bare_service("db", "ports: [{name: sql, port: 1}]") + endpoints("db", "{addresses: [{ip: 192.0.2.1}], ports: []}")

    assert ["1.2.0.192.in-addr.arpa."] == near(text, "192.0.2.1")


def test_an_address_below_pod_has_dashes() -> None:
    assert because(WEB, "10.1.2.3.default.pod.cluster.local.") == (
        "absent: the label of an address has dashes: 10-1-2-3.default.pod.cluster.local"
    )


def test_an_address_that_is_not_ready_has_no_label() -> None:
    text = bare_service("db", "ports: [{name: sql, port: 1}]") + endpoints(
        "db", "{notReadyAddresses: [{ip: 192.0.2.1}], ports: []}"
    )

    assert because(text, "192-0-2-1.db").endswith("has this label; none of its addresses is ready")
