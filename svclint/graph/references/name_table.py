"""Objects by kind, namespace and name, and what comes nearest to a name that none of them has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeAlias

from svclint.graph.answers import Related
from svclint.graph.likeness import Likeness, Vocabulary
from svclint.model.objects import Object

Kind: TypeAlias = tuple[str, str]
"""A group and a kind, see `kind_of`."""
SERVICE: Kind = ("", "Service")
GROUP_OF_KIND = {
    "CronJob": "batch",
    "DaemonSet": "apps",
    "Deployment": "apps",
    "Job": "batch",
    "ReplicaSet": "apps",
    "ReplicationController": "",
    "StatefulSet": "apps",
}
"""The workloads of Kubernetes itself."""
SERVED_GROUPS = frozenset({"", "apps", "autoscaling", "batch", "extensions"})
"""Groups of Kubernetes itself, `extensions` among them, which has had no workloads since 1.16."""


def kind_of(group: str, kind: str) -> Kind:
    """Under what an object is filed: Kubernetes' own workloads without regard to the group, which is told elsewhere."""
    return "" if kind in GROUP_OF_KIND and group in SERVED_GROUPS else group, kind


class NameTable:
    """All objects that have a name."""

    def __init__(self, objects: Iterable[Object]) -> None:
        self._here: dict[tuple[Kind, str], dict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
        self._anywhere: dict[tuple[Kind, str], list[Object]] = defaultdict(list)
        self._vocabularies: dict[tuple[Kind, str], Vocabulary] = {}
        for each in objects:
            if each.name:
                kind = kind_of(each.group, each.kind)
                self._here[kind, each.namespace][each.name].append(each)
                self._anywhere[kind, each.name].append(each)
        self.kinds = frozenset(kind for kind, _ in self._here)

    def named(self, kind: Kind, namespace: str, name: str) -> Sequence[Object]:
        """The objects of a name, several where alternatives stand side by side."""
        return self._here.get((kind, namespace), {}).get(name, ())

    def anywhere(self, kind: Kind, name: str) -> Sequence[Object]:
        """The same of all namespaces."""
        return self._anywhere.get((kind, name), ())

    def names(self, kind: Kind, namespace: str) -> tuple[str, ...]:
        """The names of a kind in a namespace; none where nothing of it is there."""
        return tuple(self._here.get((kind, namespace), ()))

    def slips(self, kind: Kind, namespace: str, name: str) -> tuple[str, ...]:
        """The names that differ from another by a slip."""
        return self._vocabulary(kind, namespace).slips(name) if (kind, namespace) in self._here else ()

    def nearest(self, kind: Kind, namespace: str, name: str) -> tuple[Object, Likeness] | None:
        """The object whose name is most like another, and how alike they are."""
        alike = self._vocabulary(kind, namespace).nearest(name) if (kind, namespace) in self._here else None
        return (self._here[kind, namespace][alike[0]][0], alike[1]) if alike else None

    def _vocabulary(self, kind: Kind, namespace: str) -> Vocabulary:
        place = kind, namespace
        if place not in self._vocabularies:
            self._vocabularies[place] = Vocabulary(self._here[place])
        return self._vocabularies[place]


def as_nearest(found: Object) -> Related:
    """What to say of the nearest name."""
    return Related(found.name_place, f"the nearest is {found.title}")


def as_elsewhere(found: Object, namespace: str) -> Related:
    """What to say of an object that is not in the namespace where it is looked for."""
    return Related(found.name_place, f"{found.title} is in namespace {found.namespace}, not in {namespace}")
