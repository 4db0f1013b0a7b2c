"""Runs rules over a graph. A rule that raises is a finding, not the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from svclint.catalogue.finding import Finding, Severity
from svclint.catalogue.outcome import Crash, Suppression
from svclint.engine.selection import SelectedRule
from svclint.graph.graph import Graph
from svclint.model.objects import Object
from svclint.model.placeholders import Placeholder
from svclint.sources.source import Source, Unreadable
from svclint.syntax.document import Document, SyntaxFault
from svclint.syntax.places import Place, Span


class Raised(NamedTuple):
    """A finding with the rule that made it and its severity."""

    by: SelectedRule
    severity: Severity
    finding: Finding


class Outcome(NamedTuple):
    """What a run of the rules gave."""

    raised: tuple[Raised, ...]
    crashes: tuple[Crash, ...]


def run_rules(rules: Iterable[SelectedRule], graph: Graph, subjects_of: Callable[[type[Any]], Iterable[Any]]) -> Outcome:
    """Call every rule with every subject of its type."""
    raised: list[Raised] = []
    crashes: list[Crash] = []
    for selected in rules:
        check = selected.rule.check if selected.options is None else _with_options(selected)
        for subject in subjects_of(selected.rule.on):
            try:
                for finding in check(subject, graph):
                    if finding.profile <= selected.profile:
                        raised.append(Raised(selected, _severity(selected, finding), finding))  # noqa: PERF401 - kept one by one: a crash may follow
            except Exception as error:  # noqa: BLE001 - whatever a rule raises must not end the run
                crashes.append(_crash(selected, subject, error))
    return Outcome(tuple(raised), tuple(crashes))


def _with_options(selected: SelectedRule) -> Callable[[Any, Graph], Iterator[Finding]]:
    return lambda subject, graph: selected.rule.check(subject, graph, selected.options)


def subjects_in(graph: Graph) -> Callable[[type[Any]], Iterable[Any]]:
    """What there is to look at before anything was found, by the type that a rule asks for."""
    tables: dict[type[Any], Iterable[Any]] = {
        Graph: (graph,),
        Document: graph.world.documents,
        SyntaxFault: graph.world.faults,
        Unreadable: graph.world.unreadable,
        Placeholder: graph.world.placeholders,
    }

    def subjects(on: type[Any]) -> Iterable[Any]:
        return graph.of(on) if issubclass(on, Object) else tables.get(on, ())

    return subjects


def _severity(selected: SelectedRule, finding: Finding) -> Severity:
    """A doubt is info. A finding's own severity counts unless the user set the rule's."""
    if finding.doubt is not None:
        return Severity.INFO
    if finding.severity is not None and selected.severity is selected.rule.severity:
        return finding.severity
    return selected.severity


def _crash(selected: SelectedRule, subject: object, error: Exception) -> Crash:
    looked_at = subject if isinstance(subject, Object) else None
    return Crash(selected.rule.id, selected.rule.name, looked_at, _place_of(subject), f"{type(error).__name__}: {error}")


def _place_of(subject: object) -> Place:
    match subject:
        case Object():
            return subject.name_place
        case Graph():
            places = (each.name_place for each in subject.world.objects)
            return next(places, Span(Source("<run>", ""), 0, 0))
        case SyntaxFault() | Unreadable():
            return Span(subject.source, subject.offset, subject.offset)
        case Document():
            return Span(subject.source, subject.start, subject.start)
        case Placeholder() | Suppression():
            return subject.at
    return Span(Source("<run>", ""), 0, 0)
