"""Constraints that objects break, asked for by the rule that reports them."""

from __future__ import annotations

import pytest

from svclint.model.objects import Object
from svclint.schema.decode import Decoder
from svclint.schema.faults import Fault
from svclint.syntax.places import spell
from tests.graph.worlds import graph_of

POD = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: c, image: web}], %s}\n"


def test_a_rule_gets_its_own_and_no_other() -> None:
    graph = graph_of(POD % "hostname: a.b, dnsPolicy: none, unknown: 1")
    (pod,) = graph.of(Object)

    assert ["spec.hostname"] == [spell(each.path) for each in graph.violations(pod, "invalid-hostname")]
    assert ["spec.dnsPolicy"] == [spell(each.path) for each in graph.violations(pod, "unknown-value")]
    assert () == graph.violations(pod, "invalid-port-name")
    assert 3 == len(graph.decode(pod))


@pytest.mark.parametrize("spec", ["hostname: a", "hostname: a.b"])
def test_an_object_is_looked_at_once_however_many_rules_ask(monkeypatch: pytest.MonkeyPatch, spec: str) -> None:
    decoded: list[Object] = []
    decode = Decoder.decode

    def counted(self: Decoder, each: Object) -> tuple[Fault, ...]:
        decoded.append(each)
        return decode(self, each)

    monkeypatch.setattr(Decoder, "decode", counted)
    graph = graph_of(POD % spec)
    (pod,) = graph.of(Object)

    for number in range(40):
        graph.violations(pod, f"rule-{number}")

    assert [pod] == decoded
