"""Random documents out of the shipped schemas and their constraints that the API server accepts."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from svclint.schema.constraints import constraints_of, demanded
from svclint.schema.formats import FAULTS
from svclint.schema.release import Identity, Schema, release
from svclint.schema.required import required_fields
from svclint.settings import NEWEST
from tests.schema.fields import FIELDS, OWN
from tests.schema.together import TOGETHER
from tests.schema.words import FORMATS, TEXT, Strategy

RELEASE = release(NEWEST)
KINDS: tuple[Identity, ...] = (
    ("v1", "Service"),
    ("v1", "Endpoints"),
    ("discovery.k8s.io/v1", "EndpointSlice"),
    ("networking.k8s.io/v1", "NetworkPolicy"),
    ("networking.k8s.io/v1", "Ingress"),
    ("networking.k8s.io/v1", "IngressClass"),
    ("v1", "Pod"),
    ("v1", "ReplicationController"),
    ("apps/v1", "Deployment"),
    ("apps/v1", "ReplicaSet"),
    ("apps/v1", "StatefulSet"),
    ("apps/v1", "DaemonSet"),
    ("batch/v1", "Job"),
    ("batch/v1", "CronJob"),
    ("admissionregistration.k8s.io/v1", "ValidatingWebhookConfiguration"),
    ("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration"),
    ("apiregistration.k8s.io/v1", "APIService"),
)
_ALWAYS = frozenset({"metadata", "spec", "containers", "template", "name", "version", "group", "labels"})
"""Written where they may be, so that most documents have something in them."""


@cache
def documents(kind: Identity) -> Strategy:
    """Objects of a kind."""
    api_version, name = kind
    return mappings(RELEASE.roots[kind]).map(lambda each: {"apiVersion": api_version, "kind": name} | each)


@cache
def mappings(name: str) -> Strategy:
    """Objects of a definition."""
    written, needed = written_fields(name), needed_fields(name)
    always = {field: values(name, field) for field in written if field in needed or field in _ALWAYS}
    optional = {field: values(name, field) for field in written if field not in always}
    some = st.fixed_dictionaries(always, optional=optional)
    return some.map(TOGETHER[name]) if name in TOGETHER else some


def written_fields(name: str) -> list[str]:
    """The fields of a definition that documents have; those of whole objects get their apiVersion and kind elsewhere."""
    properties = RELEASE.definitions[name].get("properties", {})
    without = ("status", "apiVersion", "kind") if name in RELEASE.roots.values() else ()
    return FIELDS[name].split() if name in FIELDS else [each for each in properties if each not in without]


def needed_fields(name: str) -> set[str]:
    """Those without which the server refuses an object."""
    schema, fields = RELEASE.definitions[name], constraints_of(name, NEWEST)
    return {*required_fields(name, schema), *demanded(fields)} & set(schema.get("properties", {}))


def asked_of(owner: str, field: str) -> dict[str, Any]:
    """All constraints on a field as one, those that hang on other fields left out; `formats` holds all of its formats."""
    several = [each for each in constraints_of(owner, NEWEST).get(field, ()) if "when" not in each]
    merged = {key: value for each in several for key, value in each.items()}
    return merged | {"formats": tuple(each["format"] for each in several if "format" in each)}


@cache
def values(owner: str, field: str) -> Strategy:
    """Values of one field of a definition."""
    if (owner, field) in OWN:
        return OWN[owner, field].right
    asked = asked_of(owner, field)
    return _of(RELEASE.definitions[owner]["properties"][field], asked, needed=field in needed_fields(owner))


def _of(schema: Schema, asked: dict[str, Any], *, needed: bool = True) -> Strategy:
    reference = schema.get("$ref", "").rpartition("/")[2]
    target = RELEASE.resolve(schema)
    if "properties" in target:
        return mappings(reference)
    types = target["type"] if isinstance(target["type"], list) else [target["type"]]
    if "array" in types:
        items = _of(schema["items"], asked.get("items", {}))
        return st.lists(items, min_size=int(needed), max_size=min(2, asked.get("maxItems", 2)), unique_by=repr)
    if "object" in types:
        inside = _of(schema["additionalProperties"], asked.get("values", {}))
        return st.dictionaries(_string({}, asked.get("keys", {})), inside, min_size=int(needed), max_size=2)
    if "boolean" in types:
        return st.booleans()
    if "integer" in types and "string" not in types:
        return st.integers(asked.get("minimum", 0), min(asked.get("maximum", 99), asked.get("minimum", 0) + 99))
    return _string(target, asked)


def _string(schema: Schema, asked: dict[str, Any]) -> Strategy:
    if "enum" in asked:
        return st.sampled_from(asked["enum"])
    one = (asked["format"],) if "format" in asked else ()
    formats = asked.get("formats") or one or ((schema["format"],) if "format" in schema else ())
    if not formats:
        return TEXT
    return FORMATS[formats[0]].right.filter(
        lambda text: all(name not in FAULTS or FAULTS[name](text) is None for name in formats)
    )
