"""What the API server refuses in Endpoints and EndpointSlices, field by field."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from svclint.catalogue.finding import Severity
from svclint.engine.selection import Choice
from svclint.settings import Settings
from tests.linting import lint
from tests.rules.api_findings import API, RULES, cases, fields, messages

PARITY = Path(__file__).parents[3] / "shared" / "parity"


def endpoints(subsets: str) -> str:
    """Endpoints from a flow sequence."""
    return f"apiVersion: v1\nkind: Endpoints\nmetadata: {{name: web}}\nsubsets: {subsets}\n"


def slice_of(body: str, kind: str = "IPv4") -> str:
    """A slice from lines of its top level."""
    head = "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: web-1}\n"
    return f"{head}addressType: {kind}\n{body}\n"


def addresses(kind: str, *texts: str) -> str:
    """A slice of a type whose only endpoint has these addresses."""
    return slice_of(f"endpoints: [{{addresses: {json.dumps(texts)}}}]", kind)


SUBSETS = """
invalid-endpoint-address | [{addresses: [{ip: a}, {ip: 127.0.0.1}, {ip: 1.2.3.4}]}] | [0].addresses[0].ip [0].addresses[1].ip
invalid-endpoint-address | [{notReadyAddresses: [{ip: 169.254.1.1}, null, 5, {ip: 5}]}]
    | [0].notReadyAddresses[0].ip
missing-field | [{notReadyAddresses: [null], ports: [null]}] | [0].notReadyAddresses[0].ip [0].ports[0].port
invalid-endpoint-address | [{addresses: [{ip: ''}, {}]}] | -
missing-field | [{addresses: [{ip: ''}, {}]}] | [0].addresses[0].ip [0].addresses[1].ip
missing-alternative | [{}, null, {addresses: []}, {ports: [{port: 1}]}] | [0] [1] [2] [3]
missing-alternative | [{notReadyAddresses: [{ip: 192.0.2.1}]}, {addresses: 5}, 5] | -
invalid-hostname | [{addresses: [{ip: 192.0.2.1, hostname: A}, {ip: 192.0.2.2, hostname: ''}]}] | [0].addresses[0].hostname
invalid-reference | [{addresses: [{ip: 192.0.2.1, nodeName: Node}, {ip: 192.0.2.2, nodeName: ''}]}]
    | [0].addresses[0].nodeName [0].addresses[1].nodeName
unnamed-port | [{ports: [{port: 1}, {port: 2, name: a}]}, {ports: [{port: 1}]}] | [0].ports[0].name
duplicate-port-name | [{ports: [{port: 1, name: a}, {port: 2, name: a}]}] | -
invalid-port-name | [{ports: [{port: 1, name: a_b}, {port: 2, name: '80'}]}] | [0].ports[0].name
invalid-port-number | [{ports: [{port: 0}, {port: 65536}, null, {port: 65535}]}]
    | [0].ports[0].port [0].ports[1].port
unknown-protocol | [{ports: [{port: 1, protocol: tcp}, {port: 2, protocol: ''}]}] | [0].ports[0].protocol
invalid-app-protocol | [{ports: [{port: 1, appProtocol: ''}, {port: 2, appProtocol: a.b/C}, {port: 3, appProtocol:
    null}]}]
    | [0].ports[0].appProtocol
non-canonical-address | [{addresses: [{ip: '2001:DB8::1'}, {ip: '2001:db8::1'}]}] | [0].addresses[0].ip
"""
"""Rule, subsets, and what the rule blames below `subsets`."""


@pytest.mark.parametrize(("rule", "subsets", "blamed"), cases(SUBSETS))
def test_subsets(rule: str, subsets: str, blamed: set[str]) -> None:
    assert {f"subsets{field}" for field in blamed} == set(fields(rule, endpoints(subsets)))


SLICES = """
invalid-hostname | endpoints: [{addresses: [192.0.2.1], hostname: ''}, {addresses: [192.0.2.2], hostname: null}]
    | endpoints[0].hostname
invalid-reference | endpoints: [{addresses: [192.0.2.1], nodeName: a_b}] | endpoints[0].nodeName
missing-field | endpoints: [{}, {addresses: []}, {addresses: null}]
    | endpoints[0].addresses endpoints[1].addresses endpoints[2].addresses
missing-field | endpoints: [{addresses: [192.0.2.1], hints: {forZones: [{name: ''}, {}]}}] | -
missing-field | endpoints: [{addresses: [192.0.2.1], hints: {forNodes: [{}]}}] | endpoints[0].hints.forNodes[0].name
invalid-topology-hint | endpoints: [{addresses: [192.0.2.1], hints: {forZones: [{name: a b}, {name: c}, {name: c}]}}]
    | endpoints[0].hints.forZones[0].name endpoints[0].hints.forZones[2].name
invalid-topology-hint | endpoints: [{addresses: [192.0.2.1], hints: {forNodes: [{name: Node}]}}]
    | endpoints[0].hints.forNodes[0].name
too-many-items | endpoints: [{addresses: [192.0.2.1], hints: {forZones: [{name: a}, {name: b}, {name: c}, {name: d},
    {name: e}, {name: f}, {name: g}, {name: h}, {name: i}]}}]
    | endpoints[0].hints.forZones
invalid-port-number | ports: [{port: 0}] | -
invalid-port-number | ports: [{port: 65536}] | -
invalid-port-name | ports: [{name: a_b}] | ports[0].name
duplicate-port-name | ports: [{name: a}, {name: b}, {name: a}] | ports[2].name
duplicate-port-name | ports: [{name: ''}, {}] | ports[1].name
duplicate-port-name | ports: [{}] | -
unknown-protocol | ports: [{protocol: ''}] | ports[0].protocol
unknown-protocol | ports: [{protocol: null}] | -
"""
"""Rule, lines of a slice, and what the rule blames."""


@pytest.mark.parametrize(("rule", "body", "blamed"), cases(SLICES))
def test_slices(rule: str, body: str, blamed: set[str]) -> None:
    assert blamed == set(fields(rule, slice_of(body)))


@pytest.mark.parametrize(
    ("kind", "text", "version", "blamed"),
    [
        ("IPv4", "192.0.2.1", (1, 37), []),
        ("IPv4", "127.0.0.1", (1, 37), ["[0]"]),
        ("IPv4", "010.0.0.1", (1, 35), []),
        ("IPv4", "010.0.0.1", (1, 36), ["[0]"]),
        ("IPv4", "::ffff:192.0.2.1", (1, 35), []),
        ("IPv4", "2001:db8::1", (1, 37), [""]),
        ("IPv4", "2001:DB8::1", (1, 37), [""]),
        ("IPv4", "host.example.com", (1, 37), ["[0]"]),
        ("IPv6", "2001:db8::1", (1, 37), []),
        ("IPv6", "2001:DB8::1", (1, 37), ["[0]"]),
        ("IPv6", "2001:DB8::1", (1, 33), ["[0]"]),
        ("IPv6", "2001:DB8::1", (1, 32), []),
        ("IPv6", "::ffff:192.0.2.1", (1, 33), ["[0]", ""]),
        ("IPv6", "::ffff:192.0.2.1", (1, 32), [""]),
        ("IPv6", "192.0.2.1", (1, 37), [""]),
        ("IPv6", "127.0.0.1", (1, 37), ["[0]", ""]),
        ("FQDN", "a.example.com.", (1, 37), []),
        ("FQDN", "256.1.1.1", (1, 37), []),
        ("FQDN", "localhost", (1, 37), ["[0]"]),
        ("FQDN", "", (1, 37), ["[0]"]),
        ("ipv4", "nothing", (1, 37), []),
    ],
)
def test_a_slice_takes_addresses_of_its_type(kind: str, text: str, version: tuple[int, int], blamed: list[str]) -> None:
    found = fields("invalid-endpoint-address", addresses(kind, text), Settings(kubernetes_version=version))

    assert sorted(f"endpoints[0].addresses{each}" for each in blamed) == sorted(found)


def test_other_versions_of_slices_are_not_looked_at() -> None:
    text = addresses("IPv4", "x").replace("discovery.k8s.io/v1", "discovery.k8s.io/v1beta1")

    assert [] == fields("invalid-endpoint-address", text)


def test_null_and_wrong_types_among_addresses() -> None:
    text = slice_of("endpoints: [{addresses: [null, 5]}, null]")

    assert ["endpoints[0].addresses[0]"] == fields("invalid-endpoint-address", text)


def test_what_is_wrong_with_an_address_is_said() -> None:
    assert ['"127.0.0.1" cannot be the address of an endpoint: loopback addresses never leave their own host'] == messages(
        "invalid-endpoint-address", addresses("IPv4", "127.0.0.1")
    )
    assert ["2001:db8::1 is an IPv6 address in a slice of type IPv4; give it a slice of its own"] == messages(
        "invalid-endpoint-address", addresses("IPv4", "2001:db8::1")
    )
    assert ['"localhost" is no full domain name: it must have at least two labels, as in example.com'] == messages(
        "invalid-endpoint-address", addresses("FQDN", "localhost")
    )


def test_an_unusual_spelling_in_a_slice_of_type_ipv6_has_a_safe_fix() -> None:
    choice = Choice(select=("invalid-endpoint-address",))
    finding = lint(addresses("IPv6", "2001:DB8::1"), choice=choice, rules=RULES).findings[0]

    assert '"2001:DB8::1" must be written as 2001:db8::1' == finding.message
    assert finding.fix is not None
    assert (True, ['"2001:db8::1"']) == (finding.fix.safe, [edit.text for edit in finding.fix.edits])


def test_leading_zeros_in_a_slice_are_a_warning_where_they_are_taken() -> None:
    text = addresses("IPv4", "010.0.0.1")

    assert ["endpoints[0].addresses[0]"] == fields("non-canonical-address", text, Settings(kubernetes_version=(1, 35)))
    assert [] == fields("non-canonical-address", text)


def test_lists_have_their_limits() -> None:
    many = slice_of(f"endpoints: [{', '.join(['{addresses: [192.0.2.1]}'] * 1001)}]")
    wide = slice_of(f"endpoints: [{{addresses: [{', '.join(['192.0.2.1'] * 101)}]}}]")

    assert ["endpoints"] == fields("too-many-items", many)
    assert ["endpoints[0].addresses"] == fields("too-many-items", wide)


@pytest.mark.parametrize(("kind", "blamed"), [("ipv6", ["addressType"]), ("IPv6 ", ["addressType"]), ("FQDN", [])])
def test_address_types_are_spelt_exactly(kind: str, blamed: list[str]) -> None:
    assert blamed == fields("unknown-value", slice_of("endpoints: []", f'"{kind}"'))


@pytest.mark.parametrize("body", ["endpoints: 5", "endpoints: [5, [a]]", "ports: [5, {name: [a]}]", "endpoints: [{hints: 5}]"])
def test_odd_shapes_crash_no_rule(body: str) -> None:
    assert not lint(slice_of(body), choice=API, rules=RULES).crashed
    assert not lint(endpoints("[5, [a], {addresses: [5, [a]], ports: {a: b}}]"), choice=API, rules=RULES).crashed


@pytest.mark.skipif(not PARITY.exists(), reason="the verdicts of a real API server are not at hand")
@pytest.mark.parametrize("kind", ["endpoints", "endpointslice"])
def test_what_the_api_server_takes_has_no_error(kind: str) -> None:
    lines = (PARITY / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    taken = [case for case in map(json.loads, lines) if case["verdict"] == "accept"]
    report = lint({case["id"]: case["text"] for case in taken}, choice=API, rules=RULES)

    assert [] == [(each.position.path, each.message) for each in report.findings if each.severity is Severity.ERROR]
