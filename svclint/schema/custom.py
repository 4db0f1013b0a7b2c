"""Which custom resources there are, and by which schema each version of them goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from svclint.schema.plain import Json, plain
from svclint.schema.served import Unserved
from svclint.schema.structural import structural_faults
from svclint.schema.written_schemas import known_kinds, written_schema
from svclint.syntax.places import string_at

if TYPE_CHECKING:
    from svclint.model.objects import Object
    from svclint.schema.faults import Fault
    from svclint.schema.release import Schema

_DEFINITIONS = ("apiextensions.k8s.io/v1", "CustomResourceDefinition")
_Kind: TypeAlias = tuple[str, str]
"""An API group and a kind in it."""


def is_definition(each: Object) -> bool:
    """Whether an object defines custom resources; what came before v1 had no structural schemas."""
    return (each.api_version, each.kind) == _DEFINITIONS


@dataclass(frozen=True)
class _Resource:
    """The schemas of the versions of a kind that are served."""

    group: str
    versions: dict[str, Schema]


class CustomResources:
    """The definitions that are known. Where two of one kind differ nobody can tell which one counts, so none does."""

    def __init__(self, found: Iterable[Object], given: Iterable[Object]) -> None:
        """Both are definitions that the server takes: `given` are named by the user and go before those of the input."""
        self._by_kind: dict[_Kind, list[Object]] = {}
        self._resources: dict[_Kind, _Resource | None] = {}
        for each in given:
            self._by_kind.setdefault(_kind(each), []).append(each)
        asked = frozenset(self._by_kind)
        for each in found:
            if _kind(each) not in asked:
                self._by_kind.setdefault(_kind(each), []).append(each)

    def faults(self, each: Object) -> Iterator[Fault]:
        """What the API server refuses in a custom resource; nothing where more than one definition is known.

        A kind without a definition goes by the schema that comes with svclint, if there is one.
        """
        resource = self._resource((each.group, each.kind))
        if (each.group, each.kind) not in self._by_kind:
            schema = written_schema(each.group, each.kind, each.version)
        else:
            schema = resource.versions.get(each.version) if resource is not None else None
        if schema is not None:
            yield from structural_faults(schema, each.node)

    def unserved(self, each: Object) -> Unserved | None:
        """What to say where a definition is known that does not serve this version of the kind, or no such kind is known."""
        resource = self._resource((each.group, each.kind))
        kinds = known_kinds(each.group)
        if kinds and each.kind not in kinds and (each.group, each.kind) not in self._by_kind:
            return Unserved(removed=None, added=None, instead=(), since=None, siblings=kinds, own_group=False)
        if resource is None or each.version in resource.versions:
            return None
        instead = tuple(f"{resource.group}/{version}" for version in resource.versions)
        return Unserved(removed=None, added=None, instead=instead, since=None, siblings=(), own_group=True)

    def _resource(self, kind: _Kind) -> _Resource | None:
        if kind not in self._by_kind:
            return None
        if kind not in self._resources:
            first, *others = (_read(each, kind) for each in self._by_kind[kind])
            self._resources[kind] = first if first is not None and all(first == other for other in others) else None
        return self._resources[kind]


def _kind(each: Object) -> _Kind:
    """Group and kind of what it defines."""
    group, kind = string_at(each.node, "spec", "group"), string_at(each.node, "spec", "names", "kind")
    return group or "", kind or ""


def _read(definition: Object, kind: _Kind) -> _Resource | None:
    """None where the server would not take it after all, or does not go by its schemas."""
    spec: Json = plain(definition.node, [])["spec"]
    served = {each["name"]: each.get("schema") or {} for each in spec["versions"] if each.get("served")}
    schemas = {name: each["openAPIV3Schema"] for name, each in served.items() if each.get("openAPIV3Schema")}
    return _Resource(kind[0], schemas) if schemas and not spec.get("preserveUnknownFields") else None
