"""The shipped table is what its schema asks for, and is read only where it is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it ships no types

from svclint.model import producer_table
from svclint.model.load import objects_of
from svclint.model.objects import Object
from svclint.model.producer_table import ProducerTable, shipped_rows
from svclint.producers import POD_KEYS, PORT_KEYS, ROW_KEYS, SERVICE_KEYS, Producer
from svclint.sources.source import Source
from svclint.syntax.compose import compose

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
TABLE: dict[str, Any] = json.loads((SCHEMAS / "pod-producers.json").read_text(encoding="utf-8"))
SCHEMA: dict[str, Any] = json.loads((SCHEMAS / "pod-producers.schema.json").read_text(encoding="utf-8"))


def _object(api: str, kind: str) -> Object:
    text = f"{{apiVersion: {api}, kind: {kind}, metadata: {{name: a}}}}"
    return next(objects_of(compose(Source("a.yaml", text)).documents[0]))


def test_the_table_is_what_its_schema_asks_for() -> None:
    Draft202012Validator.check_schema(SCHEMA)

    assert [] == [error.message for error in Draft202012Validator(SCHEMA).iter_errors(TABLE)]


def test_a_kind_has_one_row() -> None:
    kinds = [row["kind"] for row in TABLE["producers"]]

    assert len(kinds) == len(set(kinds)) == len(shipped_rows())


def test_the_schema_and_the_reader_know_the_same_fields() -> None:
    definitions = SCHEMA["$defs"]

    assert sorted(ROW_KEYS) == sorted(definitions["producer"]["properties"])
    assert sorted(POD_KEYS) == sorted(definitions["pods"]["properties"])
    assert sorted(PORT_KEYS) == sorted(definitions["pods"]["properties"]["ports"]["items"]["properties"])
    assert sorted(SERVICE_KEYS) == sorted(definitions["service"]["properties"])


@pytest.mark.parametrize("key", ["pod-free-groups", "pod-free-kinds", "makers"])
def test_the_lists_are_in_order(key: str) -> None:
    assert sorted(TABLE[key]) == TABLE[key]


def test_the_users_rows_come_first_and_may_leave_out_the_group() -> None:
    own = Producer("Cluster", "postgresql.cnpg.io")
    anywhere = Producer("Fleet")
    table = ProducerTable((own, anywhere))

    assert table.row(_object("postgresql.cnpg.io/v1", "Cluster")) is own
    assert table.row(_object("example.com/v1", "Fleet")) is anywhere
    assert table.row(_object("kafka.strimzi.io/v1", "Kafka")) is not None
    assert table.row(_object("example.com/v1", "Kafka")) is None
    assert ("Cluster.postgresql.cnpg.io", "Fleet") == (own.title, anywhere.title)


@pytest.mark.parametrize("api", ["v1", "apps/v1", "autoscaling/v2", "networking.k8s.io/v1"])
def test_the_groups_of_kubernetes_need_no_table(api: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(producer_table, "_by_kind", lambda: pytest.fail("the table was read"))

    assert ProducerTable().row(_object(api, "Thing")) is None
