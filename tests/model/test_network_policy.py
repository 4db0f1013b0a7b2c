"""NetworkPolicy: whom it is for and whom it lets through."""

from __future__ import annotations

import pytest

from svclint.model.load import objects_of
from svclint.model.network_policy import NetworkPolicy
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import Node
from svclint.syntax.places import path_to, spell


def policy(spec: str, api: str = "networking.k8s.io/v1") -> NetworkPolicy:
    text = f"apiVersion: {api}\nkind: NetworkPolicy\nmetadata: {{name: web}}\nspec: {spec}\n"
    found = next(objects_of(compose(Source("p.yaml", text)).documents[0]))
    assert isinstance(found, NetworkPolicy)
    return found


def test_peers_and_ports_of_both_directions() -> None:
    found = policy(
        "{egress: [{to: [{ipBlock: {}}], ports: [{port: 53}, null]}], ingress: [{from: [null, {}], ports: [{}]}, null]}"
    )

    assert ["spec.ingress[0].from[0]", "spec.ingress[0].from[1]", "spec.egress[0].to[0]"] == [
        spell(path_to(found.node, each) or ()) for each in found.peers
    ]
    assert ["spec.ingress[0].ports[0]", "spec.egress[0].ports[0]"] == [
        spell(path_to(found.node, each) or ()) for each in found.ports
    ]


def test_odd_shapes_have_no_peers() -> None:
    assert () == policy("{ingress: 5, egress: [{to: {a: b}, ports: x}]}").peers
    assert () == policy("[a]").ports


@pytest.mark.parametrize(
    ("spec", "directions"),
    [
        ("{}", ("Ingress",)),
        ("{ingress: [{}]}", ("Ingress",)),
        ("{egress: []}", ("Ingress",)),
        ("{egress: [{}]}", ("Ingress", "Egress")),
        ("{policyTypes: [], egress: [{}]}", ("Ingress", "Egress")),
        ("{policyTypes: [Egress]}", ("Egress",)),
        ("{policyTypes: [Egress, Ingress, Egress]}", ("Ingress", "Egress")),
        ("{policyTypes: [egress]}", ()),
    ],
)
def test_policy_types_default_to_ingress_and_to_egress_with_egress_rules(spec: str, directions: tuple[str, ...]) -> None:
    assert directions == policy(spec).directions


def test_rules_count_only_in_the_directions_of_the_policy() -> None:
    found = policy("{policyTypes: [Ingress], ingress: [{}, null], egress: [{ports: [{port: 53}]}]}")

    assert [True, True, False] == [each.lets_everything_through for each in found.rules]
    assert 2 == len(found.rules_of("Ingress"))
    assert () == found.rules_of("Egress")
    egress = found.rules_place("Egress")
    assert egress is not None
    assert "egress" == egress.text
    assert policy("{}").rules_place("Egress") is None
    assert policy("[a]").rules_place("Egress") is None


@pytest.mark.parametrize(
    ("port", "held", "others"),
    [
        ("{port: 53}", {(53, "TCP")}, {(53, "UDP"), (54, "TCP")}),
        ("{port: 53, protocol: UDP}", {(53, "UDP")}, {(53, "TCP")}),
        ("{protocol: UDP}", {(1, "UDP"), (65535, "UDP")}, {(1, "TCP")}),
        ("null", {(1, "TCP")}, {(1, "UDP")}),
        ("{port: 8000, endPort: 8010}", {(8000, "TCP"), (8010, "TCP")}, {(7999, "TCP"), (8011, "TCP")}),
        ("{port: http}", set(), {(80, "TCP")}),
    ],
)
def test_numbers_that_a_port_holds(port: str, held: set[tuple[int, str]], others: set[tuple[int, str]]) -> None:
    ((found,),) = (rule.ports for rule in policy(f"{{ingress: [{{ports: [{port}]}}]}}").rules)

    assert held == {each for each in held | others if found.holds(*each)}


def test_peers_are_selectors_or_blocks() -> None:
    peers = "{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.7/32, 5]}}, {podSelector: {}}, {namespaceSelector: {}}"
    (rule,) = policy(f"{{egress: [{{to: [{peers}]}}]}}").rules

    block, pods, namespaces = rule.peers
    assert block.cidr is not None
    assert ("192.0.2.0/24", ("192.0.2.7/32", "5"), False) == (block.cidr.text, block.exceptions, block.selects)
    assert (True, False) == (pods.pod_selector is not None, pods.namespace_selector is not None)
    assert (True, True) == (pods.selects, namespaces.selects)
    assert "{port: 5}" == _text(policy("{ingress: [{ports: [{port: 5}]}]}").ports[0])


def _text(node: Node) -> str:
    return node.document.source.text[node.start : node.end]
