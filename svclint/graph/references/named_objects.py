"""Whether an object that something names by kind, namespace and name is there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Unverifiable
from svclint.graph.likeness import Likeness, likeness
from svclint.graph.references.name_table import Kind, as_elsewhere, as_nearest, kind_of

if TYPE_CHECKING:
    from svclint.graph.doubts import Doubts
    from svclint.graph.index import Index
    from svclint.model.objects import Object, ObjectName
    from svclint.settings import Settings


class NamedObjects:
    """Answers for one world, for kinds of which each is a namespace's own."""

    def __init__(self, index: Index, doubts: Doubts, settings: Settings) -> None:
        self._index = index
        self._doubts = doubts
        self._external = settings.external

    def find(self, wanted: ObjectName, asking: Object) -> Answer[Object]:
        """The objects of that name, several where alternatives stand side by side."""
        namespace = wanted.namespace or asking.namespace
        found = tuple(self._index.by_name.get((wanted.group, wanted.kind, namespace, wanted.name), ()))
        if found or namespace in self._external.namespaces:
            return Matched(found)
        near, strong = self._nearest(wanted, namespace, asking)
        related, hint = ((near,), near.message) if near else ((), "")
        doubt = None if strong else self._doubt(wanted, namespace, asking)
        return Unverifiable(doubt, related) if doubt else Contradicted(related, hint)

    def names(self, group: str, kind: str, namespace: str) -> tuple[str, ...]:
        """The names of the objects of a kind in a namespace."""
        return self._index.names.names(kind_of(group, kind), namespace)

    def _nearest(self, wanted: ObjectName, namespace: str, asking: Object) -> tuple[Related | None, bool]:
        """The nearest object, and whether the difference explains itself."""
        alike = self._index.names.nearest(_kind(wanted), namespace, wanted.name)
        if alike:
            return as_nearest(alike[0]), alike[1] is Likeness.SLIP
        for each in self._elsewhere(wanted)[:1]:
            strong = self._forgotten(wanted, each, asking) or self.meant_namespace(wanted) is not None
            return as_elsewhere(each, namespace), strong
        for each in self._namesakes.get((wanted.kind, namespace, wanted.name), ())[:1]:
            return Related(each.place("apiVersion"), f"{each.title} is one of {each.group}, not of {wanted.group}"), False
        return None, False

    def meant_namespace(self, wanted: ObjectName) -> str | None:
        """The namespace that has the object, where the one written is a slip of it and has nothing in it at all."""
        there = {each.namespace for each in self._elsewhere(wanted)}
        if wanted.namespace is None or len(there) != 1 or wanted.namespace in self._index.namespaces:
            return None
        namespace = there.pop()
        return namespace if likeness(wanted.namespace, namespace) is Likeness.SLIP else None

    def _forgotten(self, wanted: ObjectName, there: Object, asking: Object) -> bool:
        """Whether the reference only lacks the namespace: written side by side, and no other object may be meant."""
        if wanted.namespace is not None or asking.written_namespace is None or there.written_namespace is None:
            return False
        return there.folder == asking.folder and len(self._elsewhere(wanted)) == 1

    def _doubt(self, wanted: ObjectName, namespace: str, asking: Object) -> str | None:
        what = f"{wanted.kind} of {wanted.group}" if wanted.group else wanted.kind
        if _kind(wanted) not in self._index.names.kinds:
            return f"no {what} is among the files given (pass its manifest too)"
        unwritten = self._doubts.about_written_namespace(namespace, self._elsewhere(wanted), asking)
        if unwritten:
            return unwritten
        if not self._index.names.names(_kind(wanted), namespace):
            return f"no {what} of namespace {namespace} is given (pass its manifest too)"
        if asking.folder not in self._folders[wanted.group, wanted.kind, namespace]:
            return f"each {what} of namespace {namespace} is in another folder, for another step or cluster perhaps"
        return self._doubts.about_world(asking)

    def _elsewhere(self, wanted: ObjectName) -> Sequence[Object]:
        return self._index.names.anywhere(_kind(wanted), wanted.name)

    @cached_property
    def _folders(self) -> dict[tuple[str, str, str], set[str]]:
        table: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for (group, kind, namespace, _), objects in self._index.by_name.items():
            table[group, kind, namespace].update(each.folder for each in objects)
        return table

    @cached_property
    def _namesakes(self) -> dict[tuple[str, str, str], list[Object]]:
        """By kind, namespace and name, whatever the group: kinds of two projects may share a name."""
        table: dict[tuple[str, str, str], list[Object]] = defaultdict(list)
        for (_, kind, namespace, name), objects in self._index.by_name.items():
            table[kind, namespace, name] += objects
        return table


def _kind(wanted: ObjectName) -> Kind:
    return kind_of(wanted.group, wanted.kind)
