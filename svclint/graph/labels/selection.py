"""Whom a label selector of a monitor or a budget takes.

Unlike a Service, these are often written for what other manifests make: nothing but a near miss contradicts them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Slip, Unverifiable
from svclint.graph.labels.label_misses import SHOWN, Comparison, Near, Strength
from svclint.graph.labels.labelled import EVERYWHERE
from svclint.graph.labels.selector import Selector
from svclint.graph.likeness import Likeness, likeness, words_of
from svclint.model.objects import Object
from svclint.settings import DEFAULT_NAMESPACE

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.graph.labels.label_questions import LabelQuestion, Wanted
    from svclint.graph.labels.labelled import Labelled

ObjectT = TypeVar("ObjectT", bound=Object)
ELSEWHERE = "what it is for may be made by other manifests (pass them too)"


class PassedOver(NamedTuple):
    """An object of the asker's name, the condition that it fails, and what is selected in its place."""

    namesake: Object
    wanted: Wanted
    found: tuple[Object, ...]


class Selection(ABC, Generic[ObjectT]):
    """Answers about one kind of objects; those of a world are `objects`."""

    def __init__(self, graph: Graph, table: Labelled[ObjectT]) -> None:
        self.graph = graph
        self.table = table
        self._answers: dict[Object, Answer[ObjectT]] = {}
        self._has_own_namespace = graph.settings.namespace != DEFAULT_NAMESPACE

    def misplaced(self, _question: LabelQuestion, _selector: Selector) -> Iterable[Near]:
        """Objects that carry what is asked for, but not where it counts."""
        return ()

    @abstractmethod
    def doubt(self, question: LabelQuestion) -> str | None:
        """Why something that no file gives may be selected."""

    def decidable(self, selector: Selector) -> Selector:
        """The selector without what no file can decide."""
        return selector

    def is_outside(self, question: LabelQuestion, _selector: Selector) -> bool:
        """Whether the user has said that it is there without a manifest."""
        managed = self.graph.settings.external.namespaces
        return bool(managed.intersection(question.namespaces or ()))

    def of(self, question: LabelQuestion) -> Answer[ObjectT]:
        """What the selector takes, in the order of the input; remembered by who asks."""
        if question.asking not in self._answers:
            self._answers[question.asking] = self._answer(question)
        return self._answers[question.asking]

    def _answer(self, question: LabelQuestion) -> Answer[ObjectT]:
        written = question.selector
        if written is None or question.unread is not None:
            return Unverifiable("the API server does not take such a selector")
        selector = self.decidable(written)
        found = self._found(question, selector)
        if found or selector != written or self.is_outside(question, selector):
            return Matched(found)
        return self._refuted(question, selector)

    def local(self, scope: str, selector: Selector) -> tuple[ObjectT, ...]:
        """What a selector takes in one namespace, or `EVERYWHERE`."""
        return self.table.selected(scope, selector)

    def scopes(self, question: LabelQuestion) -> tuple[str, ...]:
        """Where to look."""
        return (EVERYWHERE,) if question.namespaces is None else question.namespaces

    def _found(self, question: LabelQuestion, selector: Selector) -> tuple[ObjectT, ...]:
        """Where the asker names other namespaces, what gives none may be in any of them."""
        found = tuple(each for scope in self.scopes(question) for each in self.local(scope, selector))
        if found or self._has_own_namespace or not question.namespace_nodes:
            return found
        return tuple(each for each in self.local(DEFAULT_NAMESPACE, selector) if each.written_namespace is None)

    def _refuted(self, question: LabelQuestion, selector: Selector) -> Answer[ObjectT]:
        near = self._nearest(question, selector)
        related = tuple(each.related for each in near)
        doubt = self.doubt(question)
        if not near or near[0].strength < (Strength.LIKELY if doubt else Strength.CLOSED):
            return Unverifiable(doubt or ELSEWHERE, related)
        return Contradicted(related, near[0].hint, near[0].slip, certain=near[0].strength is Strength.CERTAIN)

    def _nearest(self, question: LabelQuestion, selector: Selector) -> tuple[Near, ...]:
        """A slip of the pen explains more than labels that stand elsewhere."""
        near = _Compared(question, self.table).nearest(self.scopes(question))
        if (near and near[0].strength is Strength.CERTAIN) or not selector.requirements:
            return near
        elsewhere = () if question.namespaces is None else self._in_other_namespaces(question, selector)
        may_gain = self.graph.doubts.about_fields(question.asking) is not None
        others = (*(() if may_gain else self.misplaced(question, selector)), *elsewhere)
        best = max((each.strength for each in (*others, *near)), default=Strength.WEAK)
        return tuple(each for each in (*others, *near) if each.strength is best)[:SHOWN]

    def _in_other_namespaces(self, question: LabelQuestion, selector: Selector) -> Iterator[Near]:
        """The selector takes something, but not where it looks."""
        for each in self.local(EVERYWHERE, selector)[:SHOWN]:
            strength, slip = self._strength_of_namespace(question, each)
            hint = f"{each.title} carries these labels in namespace {each.namespace}"
            hint += "" if slip or question.fixed else ", which namespaceSelector has to name"
            related = Related(each.place("metadata", "namespace"), f"{each.title} is in namespace {each.namespace}")
            yield Near(strength, (0, 0), related, hint, slip)

    def _strength_of_namespace(self, question: LabelQuestion, each: Object) -> tuple[Strength, Slip | None]:
        """A misspelt namespace is a slip; who can name namespaces and names none may have been meant to look elsewhere."""
        asking = question.asking
        own = asking.scalar("metadata", "namespace")
        written = question.namespace_nodes or ((own,) if own is not None else ())
        slip = next((node for node in written if likeness(node.text, each.namespace) is Likeness.SLIP), None)
        if slip is not None:
            return Strength.CERTAIN, Slip(slip, each.namespace)
        if question.namespace_nodes or own is None:
            return Strength.WEAK, None
        if question.fixed:
            return Strength.CLOSED, None
        is_known = each.written_namespace is not None or self._has_own_namespace
        return (Strength.CERTAIN if is_known and question.named_after(each.name) else Strength.LIKELY), None

    def passed_over(self, question: LabelQuestion) -> PassedOver | None:
        """The namesake of the asker that its selector leaves out by one value, while it takes something else.

        None where it takes a namesake, and where the value asked for is a longer one: the exporter beside the database.
        """
        answer = self.of(question)
        found = answer.found if isinstance(answer, Matched) else ()
        if not found:
            return None
        named = (each for scope in self.scopes(question) for name in question.called for each in self.table.named(scope, name))
        ranks = {each: question.named_after(each.name) for each in named if question.is_namesake(each)}
        best = max(ranks.values(), default=0)
        if best <= max(question.named_after(each.name) for each in found):
            return None
        pairs = ((each, self._left_out_by(question, each)) for each, rank in ranks.items() if rank == best)
        return next((PassedOver(each, wanted, found) for each, wanted in pairs if wanted is not None), None)

    def _left_out_by(self, question: LabelQuestion, each: ObjectT) -> Wanted | None:
        wanted = question.missing(self.table.labels(each))
        there = self.table.labels(each).get(wanted.key, "") if wanted else ""
        if wanted is None or question.named_after(there) <= question.named_after(wanted.value):
            return None
        return None if Counter(words_of(there)) <= Counter(words_of(wanted.value)) else wanted


class _Compared(Comparison[ObjectT]):
    """Names tell which of two labels that are alike was meant: that in the name of the one who asks."""

    def __init__(self, question: LabelQuestion, table: Labelled[ObjectT]) -> None:
        super().__init__(question.wanted, table)
        self._question = question

    def missing(self, each: ObjectT) -> Wanted | None:
        return self._question.missing(self.table.labels(each))

    def namesakes(self, scope: str) -> Iterator[list[ObjectT]]:
        """Objects of the asker's name, or with a part of it for a label."""
        for name in self._question.called:
            yield from (self.table.carriers(scope, each.key, name) for each in self.wanted)
            yield self.table.named(scope, name)

    def strength_of_value(self, wanted: Wanted, there: str, degree: Likeness, each: ObjectT) -> Strength | None:
        question, others = self._question, len(self.wanted) > 1
        if not degree and not others and not question.is_namesake(each):
            return None
        own = question.named_after(wanted.value)
        named = max(question.named_after(there), question.named_after(each.name)) > own
        if degree is Likeness.SLIP:
            return Strength.CERTAIN if named or others or not own else Strength.LIKELY
        if degree is Likeness.KIN:
            return Strength.LIKELY if named else Strength.CLOSED if others else Strength.WEAK
        return Strength.CLOSED if named and (others or question.is_namesake(each)) else Strength.WEAK

    def strength_without(self, each: ObjectT, holder: str | None) -> Strength:
        named = self._question.named_after(each.name) > 0
        return Strength.CLOSED if named and (holder is not None or len(self.wanted) > 1) else Strength.WEAK
