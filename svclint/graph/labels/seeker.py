"""Who looks for pods by their labels, and where those labels are written."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.labels.label_questions import Wanted, wanted_by, wanted_of
from svclint.model.service import Service

if TYPE_CHECKING:
    from svclint.model.objects import Object
    from svclint.syntax.nodes import Mapping


@dataclass(frozen=True, eq=False)
class Seeker:
    """An object that wants pods of a namespace with certain labels: a Service, or one that has a LabelSelector."""

    asking: Object
    namespace: str
    wanted: tuple[Wanted, ...]

    @classmethod
    def of_service(cls, service: Service) -> Seeker:
        """A Service, which wants all pairs of its selector."""
        return cls(service, service.namespace, tuple(wanted_of(service.selector_node)))

    @classmethod
    def of_labels(cls, asking: Object, namespace: str, selector: Mapping) -> Seeker:
        """A LabelSelector."""
        return cls(asking, namespace, tuple(wanted_by(selector)))

    @cached_property
    def pairs(self) -> dict[str, str]:
        """The labels that must be there."""
        return {each.key: each.value for each in self.wanted}

    def speaks_of(self, word: str) -> bool:
        """Whether the object is named after something, to the letter: a Service bears its name, others have it in theirs."""
        if isinstance(self.asking, Service):
            return self.asking.name == word
        return f"-{word}-" in f"-{self.asking.name}-"
