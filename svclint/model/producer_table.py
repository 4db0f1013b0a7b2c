"""The table of pod producers: the user's rows, then the shipped ones (`schemas/pod-producers.json`)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from svclint.producers import Producer, producer_of
from svclint.shipped import shipped_folder

if TYPE_CHECKING:
    from svclint.model.objects import Object


class ProducerTable:
    """Rows by group and kind. The file is read when the first object of a group that is not of Kubernetes itself is met."""

    def __init__(self, own: Iterable[Producer] = ()) -> None:
        self._own = {(each.group, each.kind): each for each in own}

    def row(self, each: Object) -> Producer | None:
        """What is known of the pods and Services of an object."""
        group, kind = each.group, each.kind
        if not _is_custom(group):
            return None
        found = self._own.get((group, kind)) or self._own.get(("", kind))
        return found or _shipped_row(kind, group)


def is_pod_free(each: Object) -> bool:
    """Whether no pods come of its group or kind."""
    return each.group in _names("pod-free-groups") or each.kind in _names("pod-free-kinds")


def is_maker(each: Object) -> bool:
    """Whether pods come of its kind, although nothing more is known of them."""
    return each.kind in _names("makers")


def shipped_rows() -> tuple[Producer, ...]:
    """All rows of the shipped table, in its order."""
    return tuple(map(producer_of, _shipped()["producers"]))


def _is_custom(group: str) -> bool:
    """Kubernetes' own groups have no dot or end in `.k8s.io`; those of its projects end in `.x-k8s.io`."""
    return "." in group and not group.endswith(".k8s.io")


@cache
def _shipped() -> dict[str, Any]:
    data: dict[str, Any] = json.loads((shipped_folder("schemas") / "pod-producers.json").read_text(encoding="utf-8"))
    return data


@cache
def _by_kind() -> dict[str, dict[str, Any]]:
    return {row["kind"]: row for row in _shipped()["producers"]}


@cache
def _shipped_row(kind: str, group: str) -> Producer | None:
    row = _by_kind().get(f"{kind}.{group}")
    return producer_of(row) if row else None


@cache
def _names(key: str) -> frozenset[str]:
    return frozenset(_shipped()[key])
