"""Rollout of Argo Rollouts (https://argo-rollouts.readthedocs.io/en/stable/features/specification/)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svclint.model.objects import Object
from svclint.syntax.nodes import Scalar

ROLLOUT_SERVICES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("canary",), "stableService", "canaryService"),
    (("canary", "pingPong"), "pingService", "pongService"),
    (("blueGreen",), "activeService", "previewService"),
)
"""Below `spec.strategy`: the steps to a pair of fields, and the fields for the Services of the two versions."""


def is_rollout(each: Object) -> bool:
    """Whether it is a Rollout of Argo."""
    return each.kind == "Rollout" and each.group == "argoproj.io"


class RolloutService(NamedTuple):
    """A field of a Rollout that names a Service of its own, and the name."""

    field: str
    name: Scalar


def services_of_rollout(each: Object) -> Iterator[RolloutService]:
    """Those that are written, in order."""
    for steps, *fields in ROLLOUT_SERVICES:
        for field in fields:
            name = each.scalar("spec", "strategy", *steps, field)
            if name is not None and name.text:
                yield RolloutService(field, name)
