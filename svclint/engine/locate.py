"""From a finding's nodes to lines, columns, objects and field paths."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from svclint.engine.report import ObjectName, Position, RelatedPosition, ReportedFinding
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence
from svclint.syntax.places import Absent, Path, Place, Span, node_at, path_to, source_of, spell, string_at

if TYPE_CHECKING:
    from svclint.catalogue.finding import Finding, Severity
    from svclint.catalogue.loader import AnyRule
    from svclint.graph.given.world import World
    from svclint.model.objects import Object
    from svclint.sources.source import Source
    from svclint.syntax.document import Document

_LIST_KEYS = ("name", "containerPort", "port", "ip", "key", "host", "path", "type")


class Locator:
    """Makes the places of one world concrete."""

    def __init__(self, world: World) -> None:
        self._objects: dict[Document, list[Object]] = defaultdict(list)
        self._documents: dict[Source, list[Document]] = defaultdict(list)
        for document in world.documents:
            self._documents[document.source].append(document)
        for each in (*world.objects, *(placeholder.object for placeholder in world.placeholders)):
            self._objects[each.document].append(each)

    def report(self, rule: AnyRule, severity: Severity, finding: Finding) -> ReportedFinding:
        """The finding with everything a reporter needs."""
        document = self._document_of(finding.at)
        owner = self.owner(finding.at)
        path = self._path(owner, finding.at)
        name = _name_of(owner)
        return ReportedFinding(
            rule=rule,
            severity=severity,
            message=finding.message,
            position=self.position(finding.at),
            document=document.index if document else 0,
            object=name,
            field=finding.field or spell(path),
            doubt=finding.doubt,
            related=tuple(RelatedPosition(related.message, self.position(related.at)) for related in finding.related),
            fix=finding.fix,
            fingerprint=_fingerprint(rule.id, name, _keyed(owner, path), self.position(finding.at)),
        )

    def owner(self, place: Place) -> Object | None:
        """The object in which a place lies."""
        document = self._document_of(place)
        start, end = _extent(place)
        if document is None:
            return None
        return next((each for each in self._objects[document] if each.node.start <= start and end <= each.node.end), None)

    def position(self, place: Place) -> Position:
        """Lines and columns of a place."""
        source = source_of(place)
        start, end = _extent(self._shown(place))
        return Position(source, *source.position(start), *source.position(max(start, end)))

    def _shown(self, place: Place) -> Place:
        """A missing field shows at the key that opens its parent; at the parent's first key where it is an item of a list."""
        if not isinstance(place, Absent):
            return place
        root = place.parent.document.root
        path = path_to(root, place.parent) if root else None
        if path and isinstance(path[-1], str):
            above = node_at(root, *path[:-1])
            key = above.key(path[-1]) if isinstance(above, Mapping) else None
            return key or place.parent
        return place.parent.entries[0][0] if place.parent.entries else place.parent

    def _document_of(self, place: Place) -> Document | None:
        if not isinstance(place, Span):
            return _node_of(place).document
        documents = self._documents.get(place.source, [])
        return next((each for each in documents if each.start <= place.start <= each.end), None)

    def _path(self, owner: Object | None, place: Place) -> Path:
        if owner is None:
            return ()
        if isinstance(place, Absent):
            return (*(path_to(owner.node, place.parent) or ()), place.name)
        if isinstance(place, Span):
            return _path_around(owner.node, place.start, place.end)
        return path_to(owner.node, place) or ()


def _node_of(place: Node | Absent) -> Node:
    return place.parent if isinstance(place, Absent) else place


def _extent(place: Place) -> tuple[int, int]:
    if isinstance(place, Absent):
        place = place.parent
    return place.start, place.end


def _path_around(node: Node, start: int, end: int) -> Path:
    children: Iterable[tuple[str | int, Node]] = ()
    if isinstance(node, Mapping):
        children = node.items()
    elif isinstance(node, Sequence):
        children = enumerate(node.items)
    for step, child in children:
        if child.start <= start and end <= child.end:
            return (step, *_path_around(child, start, end))
    return ()


def _name_of(owner: Object | None) -> ObjectName | None:
    if owner is None:
        return None
    return ObjectName(owner.api_version, owner.kind, owner.written_namespace, owner.name)


def _keyed(owner: Object | None, path: Path) -> str:
    """The path with the items of lists by their key, so that a new item above does not change it."""
    text = ""
    node: Node | None = owner.node if owner else None
    for step in path:
        node = node_at(node, step)
        key = next((key for key in _LIST_KEYS if isinstance(node_at(node, key), Scalar)), None)
        text += f"[{key}={_text(node, key)}]" if isinstance(step, int) and key else f".{step}"
    return text


def _text(node: Node | None, key: str) -> str:
    scalar = node_at(node, key)
    return scalar.text if isinstance(scalar, Scalar) else string_at(node, key) or ""


def _fingerprint(rule_id: str, name: ObjectName | None, path: str, position: Position) -> str:
    identity = f"{rule_id}\n{name}\n{path}" if name else f"{rule_id}\n{position.path}"
    return "svclint/v1:" + hashlib.sha256(identity.encode()).hexdigest()[:20]
