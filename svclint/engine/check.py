"""From what was discovered to a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from svclint.catalogue.outcome import Crash, Suppression
from svclint.engine.locate import Locator
from svclint.engine.report import Report, ReportedFinding
from svclint.engine.run import Raised, run_rules
from svclint.engine.selection import Choice, select_rules
from svclint.engine.suppressions import Policy, Suppressions
from svclint.engine.worlds import run_in_worlds
from svclint.graph.given.load import WorldLoader
from svclint.graph.graph import Graph

if TYPE_CHECKING:
    from svclint.catalogue.loader import AnyRule
    from svclint.graph.given.world import World
    from svclint.settings import Settings
    from svclint.sources.source import Discovery

DEFAULT_POLICY = Policy()


def load_world(discovery: Discovery, settings: Settings) -> World:
    """Parse everything that was discovered, by path: of two objects of one name the last counts, whatever was found first."""
    loader = WorldLoader(settings)
    for source in sorted(discovery.sources, key=lambda each: each.path):
        loader.add(source)
    for source in discovery.definitions:
        loader.define(source)
    return loader.world(discovery.skipped, discovery.unreadable, discovery.kustomizations, discovery.worlds)


def check(
    discovery: Discovery,
    settings: Settings,
    rules: Iterable[AnyRule],
    choice: Choice,
    policy: Policy = DEFAULT_POLICY,
) -> Report:
    """Lint what was discovered."""
    known = tuple(rules)
    selected = select_rules(known, choice)
    world = load_world(discovery, settings)
    graph = Graph(world)
    first = run_in_worlds(selected, graph)
    locator = Locator(world)
    suppressions = Suppressions(world, known, policy)
    found = [_located(locator, each) for each in first.raised]
    shown = [each for each in found if not suppressions.hide(each.rule, each.position.source, each.position.offset)]
    ran = frozenset(each.rule.id for each in selected) - {crash.rule_id for crash in first.crashes}
    second = run_rules(selected, graph, lambda on: suppressions.report(ran) if on is Suppression else ())
    crashes = (*first.crashes, *second.crashes)
    third = run_rules(selected, graph, lambda on: crashes if on is Crash else ())
    suppressed = len(found) - len(shown)
    shown += [_located(locator, each) for each in (*second.raised, *third.raised)]
    return Report(
        findings=tuple(sorted(shown, key=lambda each: each.sort_key)),
        rules=known,
        kubernetes_version=settings.kubernetes_version,
        files=len(discovery.sources),
        passed_over=discovery.passed_over,
        documents=len(world.documents),
        objects=len(world.objects),
        kinds=dict(sorted(Counter(each.kind for each in world.objects).items())),
        skipped=world.skipped,
        suppressed=suppressed,
        crashed=bool(crashes or third.crashes),
    )


def _located(locator: Locator, raised: Raised) -> ReportedFinding:
    return locator.report(raised.by.rule, raised.severity, raised.finding)
