"""Which workloads' pods a label selector takes in a namespace."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.labels.controller_labels import carries, is_controller_label
from svclint.model.produced import Produced

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.graph.labels.selector import Requirement, Selector
    from svclint.model.workload import Workload


class Picked(NamedTuple):
    """The workloads that a selector takes, and those of which no file can tell: a label that a controller sets decides."""

    sure: tuple[Workload, ...] = ()
    unsure: tuple[Workload, ...] = ()

    @property
    def all(self) -> tuple[Workload, ...]:
        """Both."""
        return (*self.sure, *self.unsure) if self.unsure else self.sure


class PodSelection:
    """Answers for one world. The same question is answered once, and only workloads with the rarest label are looked at."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._picked: dict[tuple[str, Selector], Picked] = {}

    def of(self, namespace: str, selector: Selector) -> Picked:
        """The workloads of a namespace, in the order of the input; all of them for an empty selector."""
        question = namespace, selector
        if question not in self._picked:
            answers = [(each, self.takes(selector, each)) for each in self._candidates(namespace, selector)]
            sure, unsure = (tuple(each for each, taken in answers if taken is wanted) for wanted in (True, None))
            self._picked[question] = Picked(sure, unsure)
        return self._picked[question]

    def takes(self, selector: Selector, workload: Workload) -> bool | None:
        """Whether the pods of one workload are taken; None where no file can tell."""
        answers = {self._meets(each, workload) for each in selector.requirements}
        return False if False in answers else None if None in answers else True

    def _meets(self, requirement: Requirement, workload: Workload) -> bool | None:
        key = requirement.key
        if key in workload.pod_labels:
            return requirement.accepts(workload.pod_labels)
        if isinstance(workload, Produced) and (workload.is_open or key in workload.label_values):
            return None
        if not is_controller_label(key):
            return requirement.accepts(workload.pod_labels)
        scaled = (workload.namespace, workload.kind, workload.name) in self._index.autoscaled
        if requirement.operator != "In":
            return None
        answers = {carries(workload, key, value, autoscaled=scaled) for value in requirement.values}
        return True if True in answers else None if None in answers else False

    def _candidates(self, namespace: str, selector: Selector) -> list[Workload]:
        """Workloads that have one of the values of the requirement that leaves the fewest; all where none narrows them down."""
        narrow = [each for each in selector.requirements if each.operator == "In" and not is_controller_label(each.key)]
        lists = [self._with_any(namespace, each) for each in narrow]
        return min(lists, key=len) if lists else self._index.workloads.get(namespace, [])

    def _with_any(self, namespace: str, requirement: Requirement) -> list[Workload]:
        lists = (self._index.pods.carriers(namespace, requirement.key, value) for value in sorted(requirement.values))
        return [each for carriers in lists for each in carriers]
