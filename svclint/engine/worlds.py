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
    from svclint.graph.given.divisions import Division
    from svclint.syntax.places import Place

_ALONE = ("api", "tool")
"""The categories of rules that look at one object, document or file and nothing around it."""
_MOST_VARIANTS = 3
"""So many findings of one rule at one place, each of other worlds, are worth reading."""
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
    """What the rules say of all worlds.

    `settled` is what holds whatever the world, being found without any. What is found of shared files only together with the
    worlds is left for each of them to say: it is in `_open`, by rule and place, with the files around it.
    """

    def __init__(self, graph: Graph, rules: list[SelectedRule]) -> None:
        self._divisions = graph.divisions
        self._found: dict[_Key, list[tuple[Division, Raised]]] = defaultdict(list)
        self._open: set[tuple[str, Place]] = set()
        self._open_files: set[str] = set()
        self.settled: list[Raised] = []
        self.crashes: list[Crash] = []
        self._run_common(graph, rules)
        asked_again = [each for each in rules if each.rule.on is not Graph and each.rule.id in {rule for rule, _ in self._open}]
        for division in graph.divisions.all:
            part = graph.within(division, self._open_files)
            self._run_world(division, part, rules)
            for each in run_rules(asked_again, part, _those(part, self._open_files.__contains__)).raised:
                self._note(division, each, settled=False)

    def merged(self) -> Iterator[Raised]:
        """What was found in worlds, each once. Where it does not hold in all worlds of its place, it says in which.

        Of many that differ, as by the nearest name in each world, a few are enough.
        """
        places: dict[_Key, list[list[tuple[Division, Raised]]]] = defaultdict(list)
        for found in self._found.values():
            _, first = found[0]
            places[first.by.rule.id, first.finding.at].append(found)
        for variants in places.values():
            variants.sort(key=lambda each: -each[0][1].severity)
            untold = {division for found in variants[_MOST_VARIANTS:] for division, _ in found}
            for found in variants[:_MOST_VARIANTS]:
                yield self._joined(found, len(untold))

    def _joined(self, found: list[tuple[Division, Raised]], untold: int) -> Raised:
        """`untold` is in how many more worlds something else is found at the place."""
        _, first = found[0]
        finding, worlds = first.finding, {division.name for division, _ in found}
        if any(each.finding.fix != finding.fix for _, each in found) or not self._mends(first, worlds):
            finding = replace(finding, fix=None)
        if not worlds >= self._homes(source_of(finding.at).path):
            others = f", and otherwise in {untold} more" if untold else ""
            finding = replace(finding, message=f"{finding.message} ({_told(sorted(worlds))}{others})")
        return first._replace(finding=finding)

    def _run_common(self, graph: Graph, rules: list[SelectedRule]) -> None:
        alone = {_key(each) for each in run_rules(rules, graph.common, subjects_in(graph.common)).raised}
        outcome = run_rules(rules, graph, _those(graph, lambda path: not self._divisions.of(path)))
        self.crashes += outcome.crashes
        for each in outcome.raised:
            paths = [source_of(place).path for place in (each.finding.at, *(other.at for other in each.finding.related))]
            if _key(each) in alone:
                self.settled.append(each)
            elif each.by.rule.on is not Graph or not self._divisions.of(paths[0]):
                self._open.add((each.by.rule.id, each.finding.at))
                self._open_files.update(path for path in paths if not self._divisions.of(path))

    def _run_world(self, division: Division, graph: Graph, rules: list[SelectedRule]) -> None:
        outcome = run_rules(rules, graph, _those(graph, division.files.__contains__))
        self.crashes += outcome.crashes
        for each in outcome.raised:
            at_home = source_of(each.finding.at).path in division.files
            self._note(division, each, settled=at_home or each.by.rule.on is not Graph)

    def _note(self, division: Division, raised: Raised, *, settled: bool) -> None:
        if settled or (raised.by.rule.id, raised.finding.at) in self._open:
            self._found[_key(raised)].append((division, raised))

    def _homes(self, path: str) -> set[str]:
        return {each.name for each in self._divisions.of(path) or self._divisions.seeing(path)}

    def _mends(self, raised: Raised, worlds: set[str]) -> bool:
        """Whether a fix changes only files of the worlds that need it: what mends one world may break another."""
        edits = raised.finding.fix.edits if raised.finding.fix else ()
        return all(self._homes(each.at.source.path) <= worlds for each in edits)


def _key(raised: Raised) -> _Key:
    """What makes findings of several worlds the same."""
    return raised.by.rule.id, raised.finding.at, raised.finding.message, raised.severity, raised.finding.doubt


def _those(graph: Graph, wanted: Callable[[str], bool]) -> Callable[[type[Any]], Iterable[Any]]:
    """The graph, and the objects in those files that are wanted."""
    everything = subjects_in(graph)

    known: dict[type[Any], Iterable[Any]] = {Graph: (graph,)}

    def subjects(on: type[Any]) -> Iterable[Any]:
        if on not in known:
            known[on] = [each for each in everything(on) if wanted(each.document.source.path)]
        return known[on]

    return subjects


def _told(worlds: list[str]) -> str:
    return f"in world {worlds[0]}" if len(worlds) == 1 else f"in the worlds {listed(worlds)}"


def _distinct(crashes: Iterable[Crash]) -> Iterator[Crash]:
    """A rule that raises in several worlds is told of once."""
    yield from {(each.rule_id, each.at, each.error): each for each in crashes}.values()
