"""Findings on values that break a constraint of the overlays on the schemas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from svclint.catalogue.finding import Finding, Fix
from svclint.catalogue.renaming import rewritten
from svclint.graph.answers import Related
from svclint.graph.graph import Graph
from svclint.model.objects import Object
from svclint.schema.faults import Violation
from svclint.syntax.nodes import Scalar
from svclint.syntax.places import Absent, spell

_LONGEST = 80
"""Characters of a value that a message repeats."""


def violation_findings(each: Object, graph: Graph, rule: str) -> Iterator[Finding]:
    """One finding for each constraint that an object breaks and that the rule of this name reports.

    A word in the wrong letter case or with outer white space has one reading, so its fix is safe. A field that is missing may
    come from a kustomization.
    """
    return _findings(each, graph, rule) if graph.decode(each) else iter(())


def _findings(each: Object, graph: Graph, rule: str) -> Iterator[Finding]:
    for violation in graph.violations(each, rule):
        missing = isinstance(violation.place, Absent)
        yield Finding(
            at=violation.place,
            message=_message(violation),
            related=() if violation.earlier is None else (Related(violation.earlier, "the earlier one"),),
            doubt=graph.doubts.about_fields(each) if missing else None,
            fix=_fix(violation),
            field=spell(violation.path),
        )


def _message(violation: Violation) -> str:
    if isinstance(violation.place, Absent):
        return violation.problem
    return f"{spell(violation.path)}{_cannot_be(violation.value)}: {violation.problem}"


def _cannot_be(value: object) -> str:
    """Lists, mappings and long texts are not repeated."""
    if isinstance(value, str):
        return f' cannot be "{value}"' if len(value) <= _LONGEST else " is not right"
    return " is not right" if value is None or isinstance(value, (list, dict)) else f" cannot be {value}"


def _fix(violation: Violation) -> Fix | None:
    right, place = violation.right, violation.place
    if right is None or not isinstance(place, Scalar):
        return None
    return replace(rewritten(place, right), safe=True)
