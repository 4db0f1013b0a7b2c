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
    """What the rules say of all worlds.

    `settled` is what holds whatever the world. Findings about shared files that mix rivals up are left for each world to say:
    by rule and place in `_open`, with the files around them.
    """

    def __init__(self, graph: Graph, rules: list[SelectedRule]) -> None:
        self._divisions = graph.divisions
        self._found: dict[_Key, list[tuple[Division, Raised]]] = defaultdict(list)
        self._open: set[tuple[str, Place]] = set()
        self._open_files: set[str] = set()
        self.settled: list[Raised] = []
        self.crashes: list[Crash] = []
        self._run_shared(graph, rules)
        asked_again = [each for each in rules if each.rule.on is not Graph and each.rule.id in {rule for rule, _ in self._open}]
        for division in graph.divisions.all:
            part = graph.within(division, whole=False)
            self._run_world(division, part, rules)
            for each in run_rules(asked_again, part, _those(part, self._open_files.__contains__)).raised:
                self._note(division, each, settled=False)

    def merged(self) -> Iterator[Raised]:
        """What was found in worlds, each once. Where it does not hold in all worlds of its place, it says in which."""
        for found in self._found.values():
            _, first = found[0]
            worlds = {division.name for division, _ in found}
            if any(each.finding.fix != first.finding.fix for _, each in found) or not self._mends(first, worlds):
                first = first._replace(finding=replace(first.finding, fix=None))
            yield first if worlds >= self._homes(source_of(first.finding.at).path) else _only_in(first, sorted(worlds))

    def _run_shared(self, graph: Graph, rules: list[SelectedRule]) -> None:
        outcome = run_rules(rules, graph, _those(graph, lambda path: not self._divisions.of(path)))
        self.crashes += outcome.crashes
        for each in outcome.raised:
            paths = [source_of(place).path for place in (each.finding.at, *(other.at for other in each.finding.related))]
            if each.by.rule.on is Graph and self._divisions.of(paths[0]):
                continue
            if self._divisions.seeing(paths):
                self.settled.append(each)
            else:
                self._open.add((each.by.rule.id, each.finding.at))
                self._open_files.update(path for path in paths if not self._divisions.of(path))

    def _run_world(self, division: Division, graph: Graph, rules: list[SelectedRule]) -> None:
        outcome = run_rules(rules, graph, _those(graph, division.files.__contains__))
        self.crashes += outcome.crashes
        for each in outcome.raised:
            at_home = source_of(each.finding.at).path in division.files
            self._note(division, each, settled=at_home or each.by.rule.on is not Graph)

    def _note(self, division: Division, raised: Raised, *, settled: bool) -> None:
        finding = raised.finding
        if settled or (raised.by.rule.id, finding.at) in self._open:
            key = (raised.by.rule.id, finding.at, finding.message, raised.severity, finding.doubt)
            self._found[key].append((division, raised))

    def _homes(self, path: str) -> set[str]:
        return {each.name for each in self._divisions.of(path) or self._divisions.seeing([path])}

    def _mends(self, raised: Raised, worlds: set[str]) -> bool:
        """Whether a fix changes only files of the worlds that need it: what mends one world may break another."""
        edits = raised.finding.fix.edits if raised.finding.fix else ()
        return all(self._homes(each.at.source.path) <= worlds for each in edits)


def _those(graph: Graph, wanted: Callable[[str], bool]) -> Callable[[type[Any]], Iterable[Any]]:
    """The graph, and the objects in those files that are wanted."""
    everything = subjects_in(graph)

    known: dict[type[Any], Iterable[Any]] = {Graph: (graph,)}

    def subjects(on: type[Any]) -> Iterable[Any]:
        if on not in known:
            known[on] = [each for each in everything(on) if wanted(each.document.source.path)]
        return known[on]

    return subjects


def _only_in(raised: Raised, worlds: list[str]) -> Raised:
    where = f"in world {worlds[0]}" if len(worlds) == 1 else f"in the worlds {listed(worlds)}"
    return raised._replace(finding=replace(raised.finding, message=f"{raised.finding.message} ({where})"))


def _distinct(crashes: Iterable[Crash]) -> Iterator[Crash]:
    """A rule that raises in several worlds is told of once."""
    yield from {(each.rule_id, each.at, each.error): each for each in crashes}.values()
