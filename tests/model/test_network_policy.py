"""NetworkPolicy: whom it is for and whom it lets through."""

from __future__ import annotations

from svclint.model.load import objects_of
from svclint.model.network_policy import NetworkPolicy
from svclint.sources.source import Source
from svclint.syntax.compose import compose
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
