"""The pairs of a mapping: names, merge keys, keys that stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.syntax.document import DuplicateKey
from svclint.syntax.failures import StructureError
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence
from svclint.syntax.scalars import UndecodableError, key_name

if TYPE_CHECKING:
    from svclint.syntax.document import Document

MERGE_KEY = "<<"
_MERGE_TAGS = ("tag:yaml.org,2002:merge", "!")


def mapping_of(document: Document, start: int, end: int, children: list[Node]) -> tuple[Mapping, list[DuplicateKey]]:
    """The mapping whose keys and values alternate in `children`, and its repeated keys.

    Raises StructureError where the API server could make no JSON object of it.
    """
    entries: list[tuple[Scalar, Node]] = []
    merged: list[tuple[Scalar, Node]] = []
    values: dict[str, Node] = {}
    nodes = iter(children)
    for key in nodes:
        value = next(nodes)
        if type(key) is not Scalar:
            raise StructureError(key.start, key.end, "a mapping key must be a scalar, not a list or a mapping", "quote it")
        if key.text == MERGE_KEY and _is_merge(key):
            merged += _merge(value, values)
            continue
        try:
            values[key_name(key)] = value
        except UndecodableError as error:
            raise StructureError(key.start, key.end, str(error), "quote it") from error
        entries.append((key, value))
    mapping = Mapping(document, start, end, (*entries, *merged) if merged else tuple(entries), values)
    return mapping, _duplicates(mapping, entries) if len(values) < len(entries) + len(merged) else []


def _is_merge(key: Scalar) -> bool:
    return key.tag in _MERGE_TAGS or (key.tag is None and not key.style)


def _merge(value: Node, values: dict[str, Node]) -> list[tuple[Scalar, Node]]:
    """Add what a merge key brings in, and give its pairs.

    https://yaml.org/type/merge.html: of several mappings the earlier one wins. Against that page, the server's decoder lets
    the merged value win over a key that is written *before* the merge key (measured); only a later key overrides it.
    """
    mappings = value.items if isinstance(value, Sequence) else (value,)
    for mapping in reversed(mappings):
        if not isinstance(mapping, Mapping):
            raise StructureError(mapping.start, mapping.end, f"a merge key ({MERGE_KEY}) takes a mapping or a list of mappings")
        values.update(mapping.values)
    return [entry for mapping in mappings if isinstance(mapping, Mapping) for entry in mapping.entries]


def _duplicates(mapping: Mapping, written: list[tuple[Scalar, Node]]) -> list[DuplicateKey]:
    """Keys written twice; a merged key that is overridden is none."""
    first: dict[str, Scalar] = {}
    found: list[DuplicateKey] = []
    for key, _ in written:
        name = key_name(key)
        if name in first:
            found.append(DuplicateKey(mapping, first[name], key))
        first.setdefault(name, key)
    return found
