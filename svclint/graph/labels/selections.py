"""Which Services, pods and Ingresses monitors and budgets select."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Unverifiable
from svclint.graph.labels.controller_labels import is_controller_label
from svclint.graph.labels.label_misses import SHOWN, Near, Strength
from svclint.graph.labels.label_questions import LabelQuestion
from svclint.graph.labels.labelled import OwnLabels
from svclint.graph.labels.selection import ELSEWHERE, PassedOver, Selection
from svclint.graph.labels.selector import Selector
from svclint.model.ingress import Ingress
from svclint.model.monitors import Monitor
from svclint.model.produced import Produced
from svclint.model.service import Service
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.disruption_budget import DisruptionBudget
    from svclint.model.objects import Object
    from svclint.syntax.places import Place

OwnT = TypeVar("OwnT", Service, Ingress)


class Selections:
    """Answers for one world."""

    def __init__(self, graph: Graph) -> None:
        self._pods = _Pods(graph, graph.index.pods)
        self._services = _Services(graph, self._pods)
        self._ingresses = _ByOwnLabels(graph, OwnLabels(graph.of(Ingress)))

    def services_of(self, monitor: Monitor) -> Answer[Service]:
        """The Services whose own labels a monitor of Services selects; none, and no fault, without a selector."""
        question = _question(monitor)
        return self._services.of(question) if question else Matched(())

    def pods_of(self, asking: Monitor | DisruptionBudget) -> Answer[Workload]:
        """The workloads whose pods a monitor of pods or a budget selects; none, and no fault, without a selector."""
        question = _question(asking)
        return self._pods.of(question) if question else Matched(())

    def refutation_of(self, monitor: Monitor) -> Contradicted | Unverifiable | None:
        """Why a monitor selects none of what it is for: Services, pods, or the Ingresses of a probe. None where it does."""
        if monitor.target != "Ingress":
            answer = self.services_of(monitor) if monitor.target == "Service" else self.pods_of(monitor)
            return None if isinstance(answer, Matched) else answer
        question = _question(monitor)
        ingresses = self._ingresses.of(question) if question else Matched(())
        return None if isinstance(ingresses, Matched) else ingresses

    def passed_over(self, asking: Monitor | DisruptionBudget) -> PassedOver | None:
        """The Service, workload or Ingress after which a monitor or a budget is called, where it selects another."""
        question = _question(asking)
        target = asking.target if isinstance(asking, Monitor) else "Pod"
        kinds: dict[str, _Services | _Pods | _ByOwnLabels[Ingress]]
        kinds = {"Service": self._services, "Pod": self._pods, "Ingress": self._ingresses}
        return kinds[target].passed_over(question) if question else None


def _question(asking: Monitor | DisruptionBudget) -> LabelQuestion | None:
    node = asking.selector_node
    if node is None:
        return None
    if isinstance(asking, Monitor):
        return LabelQuestion(asking, node, asking.namespaces, asking.namespace_nodes)
    return LabelQuestion(asking, node, (asking.namespace,), fixed=True)


class _ByOwnLabels(Selection[OwnT]):
    """Services or Ingresses, by the labels in their metadata."""

    def doubt(self, question: LabelQuestion) -> str | None:
        namespace = question.namespaces[0] if question.namespaces else question.asking.namespace
        return self.graph.doubts.about_service(namespace, question.asking)


class _Pods(Selection[Workload]):
    """Workloads, by the labels in their templates."""

    def decidable(self, selector: Selector) -> Selector:
        """Controllers put labels on pods that no template shows."""
        return Selector(tuple(each for each in selector.requirements if not is_controller_label(each.key)))

    def misplaced(self, question: LabelQuestion, selector: Selector) -> Iterator[Near]:
        """Labels of the workload itself are not on its pods. What a custom resource passes on is its controller's business."""
        scopes, table = self.scopes(question), self.graph.index.own_labels
        found = (each for scope in scopes for each in table.selected(scope, selector)[:SHOWN])
        chosen = (each for each in found if not isinstance(each, Produced))
        for each in chosen:
            hint = f"{each.title} itself carries these labels, its pods do not"
            yield _misplaced(question, each, hint, self.table.place(each))

    def doubt(self, question: LabelQuestion) -> str | None:
        if question.namespaces != (question.asking.namespace,):
            return ELSEWHERE
        return self.graph.doubts.about_labelled_pods(question.asking, {each.key: each.value for each in question.wanted})

    def is_outside(self, question: LabelQuestion, selector: Selector) -> bool:
        listed = self.graph.settings.external.workloads
        return super().is_outside(question, selector) or any(
            selector.accepts(dict(each.labels)) and each.namespace in (question.namespaces or (each.namespace,))
            for each in listed
        )


class _Services(_ByOwnLabels[Service]):
    """Services: what they select by, and the labels of their pods, do not count."""

    def __init__(self, graph: Graph, pods: _Pods) -> None:
        super().__init__(graph, OwnLabels(graph.of(Service)))
        self._pods = pods

    def misplaced(self, question: LabelQuestion, selector: Selector) -> Iterator[Near]:
        """Their selector, or their pods, carry what is asked for."""
        for scope in self.scopes(question):
            selecting = self._by_selector.selected(scope, selector)[:SHOWN]
            yield from (self._misplaced(question, each, f"{each.title} selects by these labels") for each in selecting)
            for workload in self._pods.local(scope, selector)[:SHOWN] if not selecting else ():
                for each in self.graph.services_selecting(workload)[:SHOWN]:
                    yield self._misplaced(question, each, f"the pods of {each.title} carry these labels")

    def _misplaced(self, question: LabelQuestion, each: Service, there: str) -> Near:
        own = ", ".join(f"{key}: {value}" for key, value in each.labels.items())
        return _misplaced(question, each, f"{there}, its own labels are {own or 'none'}", self.table.place(each))

    @cached_property
    def _by_selector(self) -> _Selectors:
        return _Selectors(self.graph.of(Service))


class _Selectors(OwnLabels[Service]):
    """Services by the labels that they select by, as if they were their own."""

    def labels(self, each: Service) -> dict[str, str]:
        return each.selector


def _misplaced(question: LabelQuestion, each: Object, hint: str, place: Place) -> Near:
    strength = Strength.CERTAIN if question.named_after(each.name) else Strength.CLOSED
    return Near(strength, (0, 0), Related(place, hint), hint)
