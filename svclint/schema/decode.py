"""Decoding an object the way a strict API server does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from svclint.schema.asked import asked_below
from svclint.schema.constraints import MARK
from svclint.schema.faults import Fault, Malformed, MissingField, OutOfRange, UnknownField, WrongType
from svclint.schema.plain import plain
from svclint.schema.release import Identity, Release, Schema, release
from svclint.schema.validator import Complaint, Validator
from svclint.schema.violations import repetitions, violations
from svclint.schema.whereabouts import fits, schema_at, whereabouts
from svclint.syntax.nodes import Mapping, Node, Scalar, is_null
from svclint.syntax.places import Path, node_at, path_to, string_at

if TYPE_CHECKING:
    from svclint.model.objects import Object

_EMPTY = frozenset({"not", "minLength", "minItems"})
"""Keywords that only required fields carry."""
_ABSENCE = _EMPTY | {"required"}


class Decoder:
    """Decodes for one Kubernetes version; a kind is compiled when the first object of it comes."""

    def __init__(self, version: tuple[int, int]) -> None:
        """For a version such as (1, 31)."""
        self._version = version
        self._validators: dict[Identity, Validator] = {}

    def decode(self, each: Object) -> tuple[Fault, ...]:
        """Every place where decoding fails, a required field is missing or a constraint broken; none for unknown kinds.

        https://kubernetes.io/docs/reference/using-api/api-concepts/#field-validation
        """
        if each.kind == "" or each.api_version == "":
            return tuple(_unreadable_identity(each))
        release_ = release(self._version)
        identity = (each.api_version, each.kind)
        if identity not in release_.roots:
            return ()
        if identity not in self._validators:
            self._validators[identity] = Validator(release_.bundle(release_.roots[identity]))
        validator = self._validators[identity]
        unspeakable: list[Scalar] = []
        instance = plain(each.node, unspeakable)
        if validator.accepts(instance) and not unspeakable:
            return ()
        structural, marked = _parted(validator.complaints(instance))
        faults = tuple(_explain(release_, each, structural, unspeakable))
        undecodable = {fault.path for fault in faults if isinstance(fault, (WrongType, OutOfRange, Malformed))}
        root = release_.definitions[release_.roots[identity]]
        broken = violations(each.node, marked, undecodable, lambda path: asked_below(release_, root, path))
        return (*faults, *broken, *repetitions(each.node, validator.repeats(instance)))


def _parted(complaints: Iterable[Complaint]) -> tuple[list[Complaint], list[Complaint]]:
    """Those about the structure and those about constraints."""
    structural: list[Complaint] = []
    marked: list[Complaint] = []
    for complaint in complaints:
        (marked if MARK in complaint.schema else structural).append(complaint)
    return structural, marked


def _unreadable_identity(each: Object) -> Iterator[Fault]:
    """An apiVersion or kind that is no string, in what otherwise has the shape of an object."""
    nodes = {name: each.node.get(name) for name in ("apiVersion", "kind")}
    if each.metadata is None or any(is_null(node) for node in nodes.values()):
        return
    for name, node in nodes.items():
        if node is not None and string_at(each.node, name) is None:
            yield WrongType(node, (name,), ("string",))


def _explain(release_: Release, each: Object, complaints: Iterable[Complaint], unspeakable: list[Scalar]) -> Iterator[Fault]:
    root = release_.definitions[release_.roots[each.api_version, each.kind]]
    for scalar in unspeakable:
        yield WrongType(scalar, path_to(each.node, scalar) or (), ())
    for complaint in complaints:
        if complaint.keyword in _ABSENCE and _is_dropped(complaint.path):
            continue
        node = node_at(each.node, *complaint.path)
        if isinstance(node, Mapping) and complaint.keyword == "additionalProperties":
            yield from _unknown_fields(release_, root, complaint, node)
        elif isinstance(node, Mapping) and complaint.keyword == "required":
            yield from _missing_fields(release_, root, complaint, node)
        elif is_null(node) or complaint.keyword in _EMPTY:
            yield from _empty_field(release_, root, complaint, each.node)
        elif node is not None and not any(node is scalar for scalar in unspeakable):
            yield _of_value(complaint, node)


def _is_dropped(path: Path) -> bool:
    """Whether the server decodes what stands there and then drops it: the status, and the owners in a template's metadata."""
    return path[:1] == ("status",) or ("ownerReferences" in path and path[0] != "metadata")


def _unknown_fields(release_: Release, root: Schema, complaint: Complaint, node: Mapping) -> Iterator[UnknownField]:
    allowed: dict[str, Schema] = complaint.schema.get("properties", {})
    for name, value in node.items():
        key = node.key(name)
        if name not in allowed and key is not None:
            fitting = tuple(each for each, schema in allowed.items() if fits(value, release_.resolve(schema)))
            paths = whereabouts(release_, root, complaint.path, name)
            elsewhere = tuple(path for path in paths if fits(value, schema_at(release_, root, path) or {}))
            yield UnknownField(key, node, complaint.path, tuple(allowed), fitting, elsewhere)


def _missing_fields(release_: Release, root: Schema, complaint: Complaint, node: Mapping) -> Iterator[MissingField]:
    for name in complaint.schema["required"]:
        if name not in node:
            yield MissingField(node, complaint.path, name, asked_below(release_, root, (*complaint.path, name)))


def _empty_field(release_: Release, root: Schema, complaint: Complaint, top: Mapping) -> Iterator[MissingField]:
    """A null or something empty counts as absent, which only a required field may not be; a null item of a list may."""
    *above, name = complaint.path
    parent = node_at(top, *above)
    if complaint.keyword in _EMPTY and isinstance(parent, Mapping):
        yield MissingField(parent, tuple(above), str(name), asked_below(release_, root, complaint.path))


def _of_value(complaint: Complaint, node: Node) -> Fault:
    schema = complaint.schema
    if complaint.keyword == "format" and isinstance(node, Scalar):
        return Malformed(node, complaint.path, schema["format"])
    if complaint.keyword in ("minimum", "maximum"):
        return OutOfRange(node, complaint.path, schema["minimum"], schema["maximum"])
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    unspoken = {"null", "array"} if schema.get("format") == "byte" else {"null"}
    return WrongType(node, complaint.path, tuple(each for each in types if each not in unspoken))
