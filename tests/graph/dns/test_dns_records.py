"""The records that manifests create; `~` is `.default.svc.cluster.local.`."""

from __future__ import annotations

import pytest

from svclint.settings import Settings
from tests.graph.scenarios import (
    DUAL_STACK,
    autoscaler,
    bare_service,
    document,
    endpoint_slice,
    endpoints,
    headless,
    pod,
    records,
    zone_of,
)
from tests.graph.worlds import service, workload

DB = workload("db", "app: db", kind="StatefulSet", spec="replicas: 2, serviceName: db")
JOB = {"kind": "Job", "api": "batch/v1"}


def own_names(text: str, settings: Settings | None = None) -> list[str]:
    return [each.name for each in zone_of(text, settings).records if each.type == "A" and each.name.count(".") > 5]


def test_a_cluster_ip_answers_whatever_is_behind_it() -> None:
    assert ["web~ A cluster IP", "_http._tcp.web~ SRV 80 web~"] == (
        records(service("web", "app: web", ports="{name: http, port: 80, targetPort: 8080}, {port: 81}, {name: none}"))
    )


def test_a_fixed_cluster_ip_is_told_and_leads_back() -> None:
    text = bare_service("web", "clusterIPs: [10.96.0.9, '2001:db8::9'], ports: [{port: 80}]")

    assert ["web~ A cluster IP 10.96.0.9", "web~ AAAA cluster IP 2001:db8::9", "9.0.96.10.in-addr.arpa. PTR web~"] == (
        records(text)[:3]
    )
    assert records(text)[3].startswith("9.0.0.0") and records(text)[3].endswith("8.b.d.0.1.0.0.2.ip6.arpa. PTR web~")  # noqa: PT018 - one name


def test_a_headless_service_lists_its_pods_and_their_own_numbers() -> None:
    assert [
        "db~ A StatefulSet default/db \N{MULTIPLICATION SIGN}2",
        "db-0.db~ A Pod default/db-0",
        "db-1.db~ A Pod default/db-1",
        "_sql._tcp.db~ SRV 8080 db-0.db~",
        "_sql._tcp.db~ SRV 8080 db-1.db~",
    ] == records(headless("db", ports="{name: sql, port: 80, targetPort: 8080}") + DB)


def test_pods_without_a_hostname_have_a_name_that_no_file_tells() -> None:
    assert ["db~ A Pod default/a", "_sql._tcp.db~ SRV 5432 <address>.db~"] == records(headless("db") + pod("a"))


@pytest.mark.parametrize("spec", ["hostname: busy", "subdomain: db", "hostname: busy, subdomain: other", "hostnameOverride: x"])
def test_a_pod_needs_hostname_and_subdomain_for_a_name(spec: str) -> None:
    assert [] == own_names(headless("db") + pod("a", spec=spec))


def test_a_service_with_a_cluster_ip_publishes_hostnames_too() -> None:
    text = service("db", "app: db", ports="{name: sql, port: 80, targetPort: 8080}")

    assert ["db~ A cluster IP", "busy.db~ A Pod default/a", "_sql._tcp.db~ SRV 80 db~"] == (
        records(text + pod("a", spec="hostname: busy, subdomain: db"))
    )


@pytest.mark.parametrize("governing", ["serviceName: other", "replicas: 2"])
def test_a_stateful_set_overwrites_hostname_and_subdomain(governing: str) -> None:
    db = workload("db", "app: db", kind="StatefulSet", spec=governing, pod="hostname: mine, subdomain: db")

    assert [] == own_names(headless("db") + db)


def test_replicas_share_a_fixed_hostname() -> None:
    text = headless("db") + workload("db", "app: db", spec="replicas: 3", pod="hostname: same, subdomain: db")
    text += pod("a", spec="hostname: same, subdomain: db")

    assert ["same.db~ A Deployment default/db \N{MULTIPLICATION SIGN}3", "same.db~ A Pod default/a"] == (
        [line for line in records(text) if line.startswith("same.db~")]
    )
    assert ["_sql._tcp.db~ SRV 5432 same.db~"] == [line for line in records(text) if "SRV" in line]


def test_pods_of_an_indexed_job_have_names() -> None:
    job = workload("seed", "app: db", spec="completionMode: Indexed, parallelism: 2", pod="subdomain: db", **JOB)

    assert ["seed-0.db~ A Job default/seed index 0", "seed-1.db~ A Job default/seed index 1"] == (
        [line for line in records(headless("db") + job) if line.startswith("seed-")]
    )


def test_names_of_an_autoscaled_set_are_those_it_starts_with() -> None:
    scaler = autoscaler("HorizontalPodAutoscaler", "db", ", minReplicas: 3")

    assert ["db~ A StatefulSet default/db"] == records(headless("db") + DB + scaler)[:1]
    assert [f"db-{number}.db.default.svc.cluster.local." for number in range(3)] == own_names(headless("db") + DB + scaler)


def test_numbers_are_sorted_as_numbers() -> None:
    twelve = DB.replace("replicas: 2", "replicas: 12")

    assert ["db-2", "db-3"] == [name.partition(".")[0] for name in own_names(headless("db") + twelve)][2:4]


def test_a_headless_service_without_pods_has_no_record() -> None:
    assert [] == records(headless("db") + DB.replace("replicas: 2", "replicas: 0"))
    assert [] == records(headless("db", "app: x") + DB)


def test_a_missing_named_port_takes_away_srv_alone() -> None:
    text = headless("db", ports="{name: sql, port: 80, targetPort: nope}") + pod("a")

    assert ["db~ A Pod default/a"] == records(text)
    assert ["db~ A Pod default/a"] == records(headless("db", ports="{port: 80}") + pod("a"))


def test_pods_answer_in_the_families_of_the_cluster() -> None:
    text = headless("db", more=", ipFamilyPolicy: RequireDualStack", ports="{port: 1}") + pod(
        "a", spec="hostname: h, subdomain: db"
    )

    assert ["db~ A Pod default/a", "h.db~ A Pod default/a"] == records(text)
    assert [
        "db~ A Pod default/a",
        "h.db~ A Pod default/a",
        "db~ AAAA Pod default/a",
        "h.db~ AAAA Pod default/a",
    ] == records(text, DUAL_STACK)


def test_an_alias_is_a_cname_and_nothing_else() -> None:
    ports = "ports: [{name: sql, port: 80}]"
    text = bare_service("ext", f"type: ExternalName, externalName: db.example.com., {ports}")
    none = bare_service("none", "type: ExternalName")
    address = bare_service("ip", "type: ExternalName, externalName: 192.0.2.7")
    itself = bare_service("me", "type: ExternalName, externalName: me.default.svc.cluster.local")

    assert ["ext~ CNAME db.example.com."] == records(text + none + address + itself)


def test_addresses_by_hand_answer_under_their_hostname_or_their_digits() -> None:
    text = headless("db", "", ports="{name: sql, port: 80}").replace("selector: {}, ", "")
    text += endpoints(
        "db",
        "{addresses: [{ip: 192.0.2.1, hostname: h1}, {ip: '2001:db8::5'}], notReadyAddresses: [{ip: 192.0.2.9}],"
        " ports: [{name: sql, port: 5432}]}",
    )

    assert [
        "db~ A 192.0.2.1",
        "h1.db~ A 192.0.2.1",
        "db~ AAAA 2001:db8::5",
        "_sql._tcp.db~ SRV 5432 2001-db8--5.db~",
        "_sql._tcp.db~ SRV 5432 h1.db~",
        "1.2.0.192.in-addr.arpa. PTR h1.db~",
    ] == records(text)[:-1]
    assert records(text)[-1].endswith("ip6.arpa. PTR 2001-db8--5.db~")


def test_the_numbers_of_a_subset_are_those_of_its_own_addresses() -> None:
    """Measured: a subset in which nothing is ready has no SRV record."""
    text = bare_service("db", "clusterIP: None, ports: [{name: sql, port: 80}, {name: admin, port: 81}]") + endpoints(
        "db",
        "{addresses: [{ip: 192.0.2.1, hostname: a}], ports: [{name: sql, port: 1}]},"
        " {notReadyAddresses: [{ip: 192.0.2.2, hostname: b}], ports: [{name: sql, port: 2}, {name: admin, port: 3}]},"
        " {addresses: [{ip: 192.0.2.3, hostname: c}], ports: [{name: sql, port: 4}]}",
    )

    assert ["_sql._tcp.db~ SRV 1 a.db~", "_sql._tcp.db~ SRV 4 c.db~"] == [each for each in records(text) if " SRV " in each]


def test_a_slice_of_names_is_an_alias_of_a_headless_service() -> None:
    """Measured: CoreDNS makes an alias of what is no address, and no SRV record."""
    names = endpoint_slice(
        "a",
        "db",
        "{addresses: [db.example.com.]}, {addresses: [off.example.com], conditions: {ready: false}}",
        "{name: sql, port: 1}",
        family="FQDN",
    )
    virtual = bare_service("db", "ports: [{name: sql, port: 80}]")

    assert ["db~ CNAME db.example.com."] == (
        records(bare_service("db", "clusterIP: None, ports: [{name: sql, port: 80}]") + names)
    )
    assert [] == [each for each in records(virtual + names) if "CNAME" in each]


def test_a_slice_of_names_and_one_without_ports() -> None:
    text = bare_service("db", "clusterIP: None, ports: [{name: sql, port: 80}]")
    names = endpoint_slice("a", "db", "{addresses: [db.example.com]}", "{name: sql, port: 1}", family="FQDN")
    bare = endpoint_slice("b", "db", "{addresses: [192.0.2.1]}", "")

    assert ["db~ CNAME db.example.com."] == records(text + names)
    assert ["db~ A 192.0.2.1", "1.2.0.192.in-addr.arpa. PTR 192-0-2-1.db~"] == records(text + bare)


def test_the_zone_is_the_clusters_and_services_of_one_name_count_once() -> None:
    text = bare_service("web", "clusterIP: None") + service("web", "app: web")
    nameless = document("v1", "Service", "''", "spec: {ports: [{port: 80}]}")

    assert ["web.default.svc.k8s.example. A cluster IP"] == records(text + nameless, Settings(cluster_domain="k8s.example"))
