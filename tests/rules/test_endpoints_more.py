"""Addresses of hand-written backends: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.fixer.fix import fix
from svclint.settings import Settings
from svclint.sources.source import Discovery, Source
from svclint.syntax.compose import compose
from tests.graph.worlds import workload
from tests.linting import lint, said

RANGES = Settings(service_ranges=("10.96.0.0/12",), pod_ranges=("10.244.0.0/16",))


def service(name: str = "db", spec: str = "") -> str:
    fields = f"{spec}, " if spec else ""
    head = f"---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\n"
    return f"{head}spec: {{{fields}ports: [{{name: sql, port: 5432}}]}}\n"


def endpoints(*addresses: str) -> str:
    items = "".join(f"\n  - ip: {each}" for each in addresses)
    return f"""---
apiVersion: v1
kind: Endpoints
metadata:
  name: db
subsets:
- addresses:{items}
  ports:
  - name: sql
    port: 5432
"""


def endpoint_slice(*addresses: str, family: str = "IPv4", label: str = "", name: str = "db-a") -> str:
    more = f", {label}" if label else ""
    items = "".join(f"\n- addresses: ['{each}']" for each in addresses)
    return f"""---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {{name: {name}, labels: {{kubernetes.io/service-name: db{more}}}}}
addressType: {family}
endpoints:{items}
ports: [{{name: sql, port: 5432}}]
"""


def severities(texts: dict[str, str] | str, rule: str, settings: Settings | None = None) -> list[str]:
    return [severity for severity, _, _, _ in said(texts, rule, settings)]


def messages(text: str, rule: str, settings: Settings | None = None) -> list[str]:
    return [message for _, _, message, _ in said(text, rule, settings)]


def fixed(text: str) -> str:
    """The text after the fix of SVC509 alone."""
    discovery = Discovery((Source("a.yaml", text),))
    result = fix(discovery, lambda given: lint({given.sources[0].path: given.sources[0].text}), unsafe=True)
    return result.changes[0][1] if result.changes else text


VIRTUAL = service("postgres", "clusterIP: 10.0.0.9, selector: {app: postgres}")


def test_a_virtual_ip_among_others_is_told_with_its_owner() -> None:
    expected = ["10.0.0.9 is the cluster IP of Service postgres; kube-proxy does not follow one virtual IP to another"]

    assert expected == messages(service() + endpoints("192.0.2.1", "10.0.0.9") + VIRTUAL, "SVC507")


def test_the_service_itself_may_be_the_owner() -> None:
    assert ["error"] == severities(service(spec="clusterIPs: [10.0.0.9]") + endpoint_slice("10.0.0.9"), "SVC507")


def test_an_address_in_the_range_of_virtual_ips_needs_no_owner() -> None:
    expected = ["10.97.0.1 lies in the cluster's range of virtual IPs; kube-proxy does not follow one virtual IP to another"]

    assert expected == messages(service() + endpoint_slice("10.97.0.1", "192.0.2.1"), "SVC507", RANGES)
    assert [] == messages(service() + endpoint_slice("10.97.0.1"), "SVC507")


def test_a_virtual_ip_of_another_folder_may_be_of_another_cluster() -> None:
    files = {"a/db.yaml": service() + endpoint_slice("10.0.0.9"), "b/postgres.yaml": VIRTUAL}

    assert ["warning"] == severities(files, "SVC507")


@pytest.mark.parametrize(
    "text",
    [
        service(spec="clusterIP: None") + endpoint_slice("10.0.0.9") + VIRTUAL,
        service(spec="selector: {app: db}") + endpoint_slice("10.0.0.9") + VIRTUAL,
        service(spec="type: ExternalName, externalName: a.example.com") + endpoint_slice("10.0.0.9") + VIRTUAL,
        service() + service(spec="selector: {app: db}") + endpoint_slice("10.0.0.9") + VIRTUAL,
        service() + endpoint_slice("db.example.com", family="FQDN") + VIRTUAL,
        endpoint_slice("10.0.0.9") + VIRTUAL,
    ],
)
def test_virtual_ips_that_kube_proxy_need_not_follow(text: str) -> None:
    assert [] == severities(text, "SVC507", RANGES)


def test_of_two_services_of_one_name_the_first_speaks_for_both() -> None:
    assert ["error"] == severities(service() + service() + endpoint_slice("10.0.0.9") + VIRTUAL, "SVC507")


def test_addresses_of_the_wrong_family_are_told_at_the_first_of_them() -> None:
    found = said(service(spec="clusterIP: 10.96.0.7") + endpoints("2001:db8::1", "2001:db8::2"), "SVC508")

    assert [("error", 13, "Endpoints db has IPv6 addresses, Service db is IPv4 only", None)] == found


def test_wrong_addresses_beside_right_ones_or_in_another_folder_are_a_warning() -> None:
    text = service(spec="ipFamilies: [IPv4]")
    wrong = endpoint_slice("2001:db8::1", family="IPv6")

    assert ["warning"] == severities(text + wrong + endpoint_slice("192.0.2.1", name="db-b"), "SVC508")
    assert ["warning"] == severities({"a/db.yaml": text, "b/slice.yaml": wrong}, "SVC508")


@pytest.mark.parametrize(
    ("spec", "settings", "expected"),
    [
        ("", Settings(), []),
        ("", RANGES, ["error"]),
        ("ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4]", Settings(), []),
        ("ipFamilyPolicy: PreferDualStack, ipFamilies: [IPv4]", RANGES, ["error"]),
        ("ipFamilyPolicy: RequireDualStack", RANGES, []),
        ("ipFamilies: [IPv4, IPv6]", Settings(), []),
        ("ipFamilies: [IPv4], clusterIP: None", Settings(), []),
        ("ipFamilies: [IPv4], selector: {app: db}", Settings(), []),
    ],
)
def test_families_that_are_known(spec: str, settings: Settings, expected: list[str]) -> None:
    assert expected == severities(service(spec=spec) + endpoint_slice("2001:db8::1", family="IPv6"), "SVC508", settings)


def test_host_names_and_mixed_addresses_are_of_no_single_family() -> None:
    text = service(spec="ipFamilies: [IPv4]")

    assert [] == severities(text + endpoint_slice("db.example.com", family="FQDN"), "SVC508")
    assert [] == severities(text + endpoints("2001:db8::1", "192.0.2.1"), "SVC508")
    assert [] == severities(text + endpoints("no address"), "SVC508")


def test_a_slice_of_several_host_names_has_no_single_target() -> None:
    expected = (
        "kube-proxy ignores EndpointSlice db-a because its type is FQDN; "
        "send clients with a Service of type ExternalName, or list IP addresses"
    )

    assert [expected] == messages(service() + endpoint_slice("a.example.com", "b.example.com", family="FQDN"), "SVC510")
    assert [] == messages(service() + endpoint_slice("192.0.2.1"), "SVC510")


def test_each_shared_address_is_told_once_for_the_endpoints() -> None:
    text = service() + endpoints("192.0.2.1", "192.0.2.2", "192.0.2.3") + endpoint_slice("192.0.2.3", "192.0.2.2")

    expected = (
        "192.0.2.2 is in Endpoints db, which are mirrored into a slice, and in EndpointSlice db-a too; "
        "write it in the slice only"
    )
    assert [("warning", 14, expected, None)] == said(text, "SVC511")


@pytest.mark.parametrize(
    "texts",
    [
        service() + endpoints("192.0.2.1") + endpoint_slice("192.0.2.2"),
        service() + endpoint_slice("192.0.2.1") + endpoint_slice("192.0.2.1", name="db-b"),
        service()
        + endpoints("192.0.2.1")
        + endpoint_slice("192.0.2.1", label="endpointslice.kubernetes.io/managed-by: endpointslicemirroring-controller.k8s.io"),
        {"a/db.yaml": service() + endpoints("192.0.2.1"), "b/db.yaml": endpoint_slice("192.0.2.1")},
        service(spec="selector: {app: db}") + endpoints("192.0.2.1") + endpoint_slice("192.0.2.1"),
    ],
)
def test_addresses_that_do_not_count_twice(texts: dict[str, str] | str) -> None:
    assert [] == severities(texts, "SVC511")


def test_pods_by_address_need_the_range_of_pods() -> None:
    text = service() + endpoints("10.244.1.7", "192.0.2.1", "no address")
    expected = (
        "10.244.1.7 lies in the range of pod addresses, and pods get new ones when they are replaced; "
        "give Service db a selector"
    )

    assert [expected] == messages(text, "SVC512", RANGES)
    assert [] == messages(text, "SVC512")


def test_endpoints_are_deprecated_since_1_33() -> None:
    text = service() + endpoints("192.0.2.1")

    assert ["info"] == severities(text, "SVC509")
    assert [] == severities(text, "SVC509", Settings(kubernetes_version=(1, 32)))


def test_endpoints_that_a_controller_overwrites_or_ignores_are_no_slices() -> None:
    exempt = endpoints("192.0.2.1").replace(
        "  name: db\n", "  name: db\n  labels: {endpointslice.kubernetes.io/skip-mirror: 'true'}\n"
    )

    assert [] == severities(service(spec="selector: {app: db}") + workload("db", "app: db") + endpoints("192.0.2.1"), "SVC509")
    assert [] == severities(service() + exempt, "SVC509")


BEFORE = (
    service()
    + """---
apiVersion: v1
kind: Endpoints
metadata:
    name: db # the old one
    namespace: default
subsets:
  - addresses: [{ip: "2001:db8::1", nodeName: a}, {ip: '2001:db8::2'}]
    ports:
      - port: 5432
        protocol: TCP
        name: sql
# the end
"""
)
AFTER = (
    service()
    + """---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
    labels:
      kubernetes.io/service-name: db
    name: db-1 # the old one
    namespace: default
addressType: IPv6
endpoints:
- addresses:
  - "2001:db8::1"
  nodeName: a
- addresses:
  - '2001:db8::2'
ports:
- port: 5432
  protocol: TCP
  name: sql
# the end
"""
)


def test_the_fix_keeps_quotes_comments_and_margins() -> None:
    assert AFTER == fixed(BEFORE)
    assert not compose(Source("a.yaml", AFTER)).faults


FLOW = """---
{apiVersion: v1, kind: Endpoints, metadata: {name: db}, subsets: [{addresses: [{ip: 192.0.2.1}], ports: [{port: 1}]}]}
"""
PLAIN = service() + endpoints("192.0.2.1")


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace(service(), ""),
        PLAIN.replace("- addresses:\n  - ip: 192.0.2.1", "- notReadyAddresses:\n  - ip: 192.0.2.1"),
        PLAIN.replace("  - ip: 192.0.2.1\n", "  - ip: 192.0.2.1  # the new one\n"),
        PLAIN.replace("  - ip: 192.0.2.1\n", "  - ip: 192.0.2.1\n    targetRef: {kind: Pod, name: a}\n"),
        PLAIN.replace("  - ip: 192.0.2.1\n", "  - ip: 192.0.2.1\n    hostname:\n      {}\n"),
        PLAIN.replace("  - ip: 192.0.2.1\n", "  - ip: 192.0.2.1\n  - ip: 2001:db8::1\n"),
        PLAIN.replace("  - ip: 192.0.2.1\n", "  - ip: 192.0.2.1\n  - ip: 192.0.2\n"),
        PLAIN.replace("  - ip: 192.0.2.1\n", "  - ip: 192.0.2.1\n  - {}\n"),
        PLAIN.replace("  - ip: 192.0.2.1\n", "  - ip: 192.0.2.1\n    hostname: >-\n      a\n"),
        PLAIN.replace("metadata:\n  name: db\n", "metadata: {name: db}\n"),
        PLAIN.replace("  name: db\n", "  name: db\n  labels: {app: db}\n"),
        PLAIN + "- addresses: [{ip: 192.0.2.9}]\n  ports: [{name: sql, port: 5432}]\n",
        PLAIN.replace("    port: 5432\n", "    port: 5432\n    other: 1\n"),
        PLAIN.replace("    port: 5432\n", "    port: 5432\n  - {}\n"),
        PLAIN.replace("  - name: sql\n    port: 5432\n", "    []\n"),
        PLAIN + endpoint_slice("192.0.2.8", name="db-1"),
        service() + FLOW,
        "apiVersion: v1\nkind: List\nitems:\n"
        + "".join(f"- {item.strip().replace(chr(10), chr(10) + '  ')}\n" for item in PLAIN.split("---\n")[1:]),
    ],
)
def test_what_a_slice_would_lose_is_left_alone(text: str) -> None:
    found = [each.fix for each in lint(text).findings if each.rule.id == "SVC509"]

    assert [None] == found
