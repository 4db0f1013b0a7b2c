"""Which objects the API server would reject, as the rules of category `api` see it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from svclint.catalogue.finding import Severity
from svclint.engine.locate import Locator
from svclint.engine.run import run_rules, subjects_in
from svclint.engine.selection import Choice, select_rules

if TYPE_CHECKING:
    from svclint.catalogue.loader import AnyRule
    from svclint.graph.graph import Graph
    from svclint.model.objects import Object

API = "api"


def rejected(graph: Graph, rules: Iterable[AnyRule]) -> dict[Object, str]:
    """The objects with a certain error, and what the first one is."""
    locator = Locator(graph.world)
    found: dict[Object, str] = {}
    for each in run_rules(select_rules(rules, Choice(select=(API,))), graph, subjects_in(graph)).raised:
        owner = locator.owner(each.finding.at)
        if owner is not None and each.severity is Severity.ERROR:
            found.setdefault(owner, each.finding.message)
    return found
