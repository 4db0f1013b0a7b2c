"""What the controllers of custom resources make in a world: their pods, and the Services that no file gives."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.labels.controller_labels import setter_of
from svclint.graph.likeness import Vocabulary
from svclint.model.patterns import fits, is_plain, parts_of
from svclint.model.produced import Produced, produced_by
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from svclint.graph.likeness import Likeness
    from svclint.model.objects import Object
    from svclint.model.producer_table import ProducerTable
    from svclint.producers import MadeService, Producer

_COMMON = "app.kubernetes.io"


class Made(NamedTuple):
    """A Service that a controller makes of an object."""

    name: str
    owner: Object
    row: MadeService


class Makers:
    """The objects with a row in the table, and what comes of them."""

    def __init__(self, table: ProducerTable) -> None:
        self._table = table
        self.rows: dict[Object, Producer] = {}
        self._open: dict[str, Object] = {}

    def pods_of(self, each: Object) -> Iterator[Workload]:
        """The sets of pods of an object, itself where it is one; none where the table does not know it."""
        row = self._table.row(each)
        if row:
            self.rows[each] = row
        if row and row.open:
            self._open.setdefault(each.namespace, each)
        if isinstance(each, Workload):
            yield each
        elif row:
            yield from produced_by(each, row)

    def open_maker(self, namespace: str) -> Object | None:
        """An object of a namespace whose controller may make Services that the table does not list."""
        return self._open.get(namespace)

    def services_named(self, namespace: str, name: str) -> tuple[Made, ...]:
        """The Services of a name that controllers make."""
        if not self.rows:
            return ()
        found = self._services.get((namespace, name), ())
        return (*found, *(each for each in self._patterns.get(namespace, ()) if fits(name, each.name)))

    def nearest_service(self, namespace: str, name: str) -> tuple[Made, Likeness] | None:
        """The Service with the most similar name, and how similar it is."""
        words = self._vocabularies.get(namespace) if self.rows else None
        alike = words.nearest(name) if words else None
        return (self._services[namespace, alike[0]][0], alike[1]) if alike else None

    @cached_property
    def _all(self) -> tuple[Made, ...]:
        services = ((each, made) for each, row in self.rows.items() for made in row.services)
        found = ((ground.text(made.name), each, made) for each, made in services for ground in parts_of(each, made.part))
        return tuple(Made(name, each, made) for name, each, made in found if name)

    @cached_property
    def _services(self) -> dict[tuple[str, str], list[Made]]:
        table: dict[tuple[str, str], list[Made]] = defaultdict(list)
        for each in self._all:
            table[each.owner.namespace, each.name].append(each)
        return table

    @cached_property
    def _patterns(self) -> dict[str, list[Made]]:
        table: dict[str, list[Made]] = defaultdict(list)
        for each in self._all:
            if not is_plain(each.name):
                table[each.owner.namespace].append(each)
        return table

    @cached_property
    def _vocabularies(self) -> dict[str, Vocabulary]:
        names: dict[str, list[str]] = defaultdict(list)
        for each in self._all:
            if is_plain(each.name):
                names[each.owner.namespace].append(each.name)
        return {namespace: Vocabulary(words) for namespace, words in names.items()}


class ProducedPods:
    """The sets of pods whose labels are not all of one known value, by the keys of these labels.

    `templates` are all sets of pods whose template is written inside an object that is no workload itself.
    """

    def __init__(self) -> None:
        self.templates: list[Produced] = []
        self._varying: dict[tuple[str, str], list[Produced]] = defaultdict(list)
        self._open: dict[str, dict[tuple[str, str], Produced]] = defaultdict(dict)
        self._own_keys: dict[str, set[str]] = defaultdict(set)

    def add_template(self, each: Produced) -> None:
        """Take one whose template is written inside another object; two sets of pods may share one template."""
        if all(other.template_node is not each.template_node for other in self.templates[-1:]):
            self.templates.append(each)

    def add(self, each: Produced) -> None:
        """Take one; of several open ones of a kind the first stands for all, since they set the same keys."""
        self._own_keys[each.namespace].update(filter(_is_own, each.label_values))
        for key in each.label_values.keys() - each.pod_labels.keys():
            self._varying[each.namespace, key].append(each)
        if each.is_open:
            self._open[each.namespace].setdefault((each.kind, each.pods.name), each)

    def varying(self, namespace: str, key: str) -> list[Produced]:
        """The pods that carry one of several values under a key."""
        return self._varying.get((namespace, key), [])

    def may_carry(self, namespace: str, labels: dict[str, str], likely: Iterable[Workload]) -> Produced | None:
        """Pods whose controller may set more labels than is known, or make further pods with all of these.

        `likely` are workloads that carry one of the labels.
        """
        first = self._open.get(namespace)
        if not first:
            return None
        theirs = [key for key in labels if key in self._own_keys[namespace]]
        open_ones = (each for each in (*first.values(), *likely) if isinstance(each, Produced) and each.is_open)
        return next((each for each in open_ones if _may_carry(each, labels, theirs)), None)


def _is_own(key: str) -> bool:
    """Whether a label is in a domain of its controller, so that no other one sets it."""
    prefix, slash, _ = key.partition("/")
    return bool(slash) and prefix != _COMMON and setter_of(key) is None


def _may_carry(each: Produced, labels: dict[str, str], theirs: list[str]) -> bool:
    """`theirs` are labels in the domain of some controller: who does not set them has none."""
    known = each.label_values.keys() | each.pod_labels.keys()
    return known.issuperset(theirs) and each.may_have(labels)
