"""Runs rules over input that falls into several worlds, and says each thing once.

A rule about one object alone runs once. What a world shares with others is checked against everything: a reference is
satisfied if any world satisfies it. What belongs to a world is checked there, without its rivals.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from svclint.engine.run import Outcome, Raised, run_rules, subjects_in
from svclint.graph.answers import listed
from svclint.graph.graph import Graph
from svclint.model.objects import Object
from svclint.syntax.places import source_of

if TYPE_CHECKING:
    from svclint.catalogue.outcome import Crash
    from svclint.engine.selection import SelectedRule
    from svclint.graph.divisions import Division
    from svclint.syntax.places import Place

_ALONE = ("api", "tool")
"""The categories of rules that look at one object, document or file and nothing around it."""
_Key: TypeAlias = tuple[object, ...]


def run_in_worlds(rules: tuple[SelectedRule, ...], graph: Graph) -> Outcome:
    """Call every rule with every subject of its type, in each world in which it may find something else."""
    if not graph.divisions.all:
        return run_rules(rules, graph, subjects_in(graph))
    alone = [each for each in rules if each.rule.category in _ALONE or not issubclass(each.rule.on, Object | Graph)]
    together = [each for each in rules if each not in alone]
    once = run_rules(alone, graph, subjects_in(graph))
    run = _Run(graph, together)
    raised = (*once.raised, *run.settled, *run.merged())
    return Outcome(raised, (*once.crashes, *_distinct(run.crashes)))


class _Run:
    """What the rules say of all worlds."""

    def __init__(self, graph: Graph, rules: list[SelectedRule]) -> None:
        self._divisions = graph.divisions
        self._found: dict[_Key, list[tuple[Division, Raised]]] = defaultdict(list)
        self._mixed: dict[tuple[str, Place], None] = {}
        self.settled: list[Raised] = []
        self.crashes: list[Crash] = []
        self._run_shared(graph, rules)
        for division in graph.divisions.all:
            self._run_world(division, graph.within(division, whole=False), rules)

    def merged(self) -> Iterator[Raised]:
        """What was found in worlds, each once. Where it does not hold in all worlds of its place, it says in which."""
        for found in self._found.values():
            _, first = found[0]
            path = source_of(first.finding.at).path
            homes = self._divisions.of(path) or self._divisions.seeing([path])
            worlds = {division.name for division, _ in found}
            yield first if len(worlds) == len(homes) else _only_in(first, sorted(worlds))

    def _run_shared(self, graph: Graph, rules: list[SelectedRule]) -> None:
        """Everything as one world, for what no world has to itself. What mixes rivals up is left for each world to say."""
        outcome = run_rules(rules, graph, _those(graph, lambda path: not self._divisions.of(path)))
        self.crashes += outcome.crashes
        for each in outcome.raised:
            if each.by.rule.on is Graph and self._divisions.of(source_of(each.finding.at).path):
                continue
            if self._divisions.seeing(_paths_of(each)):
                self.settled.append(each)
            else:
                self._mixed[each.by.rule.id, each.finding.at] = None

    def _run_world(self, division: Division, graph: Graph, rules: list[SelectedRule]) -> None:
        outcome = run_rules(rules, graph, _those(graph, division.files.__contains__))
        self.crashes += outcome.crashes
        for each in outcome.raised:
            at = each.finding.at
            own = each.by.rule.on is not Graph or source_of(at).path in division.files
            if own or (each.by.rule.id, at) in self._mixed:
                self._note(division, each)
        ids = {rule for rule, _ in self._mixed}
        paths = {source_of(at).path for _, at in self._mixed} - division.files
        again = [each for each in rules if each.rule.id in ids and each.rule.on is not Graph]
        outcome = run_rules(again, graph, _those(graph, paths.__contains__))
        for each in outcome.raised:
            if (each.by.rule.id, each.finding.at) in self._mixed:
                self._note(division, each)

    def _note(self, division: Division, raised: Raised) -> None:
        finding = raised.finding
        key = (raised.by.rule.id, finding.at, finding.message, raised.severity, finding.doubt)
        self._found[key].append((division, raised))


def _those(graph: Graph, wanted: Callable[[str], bool]) -> Callable[[type[Any]], Iterable[Any]]:
    """The graph, and the objects in those files that are wanted."""
    everything = subjects_in(graph)

    def subjects(on: type[Any]) -> Iterable[Any]:
        found = everything(on)
        return found if on is Graph else [each for each in found if wanted(each.document.source.path)]

    return subjects


def _only_in(raised: Raised, worlds: list[str]) -> Raised:
    """The same with its worlds. What would mend it there may break the others, so that there is no fix."""
    where = f"in world {worlds[0]}" if len(worlds) == 1 else f"in the worlds {listed(worlds)}"
    return raised._replace(finding=replace(raised.finding, message=f"{raised.finding.message} ({where})", fix=None))


def _distinct(crashes: Iterable[Crash]) -> Iterator[Crash]:
    """A rule that raises in several worlds is told of once."""
    yield from {(each.rule_id, each.at, each.error): each for each in crashes}.values()


def _paths_of(raised: Raised) -> list[str]:
    finding = raised.finding
    return [source_of(place).path for place in (finding.at, *(each.at for each in finding.related))]
