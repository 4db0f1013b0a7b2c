"""Which kinds a version of Kubernetes serves under which apiVersion, and what became of those that it does not."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from svclint.schema.release import pool
from svclint.settings import NEWEST, OLDEST
from svclint.shipped import shipped_folder

if TYPE_CHECKING:
    from svclint.schema.release import Identity


@dataclass(frozen=True)
class Unserved:
    """An apiVersion and kind that the chosen version does not serve.

    `removed` and `added` are the versions (`1.22`) in which it went or will come; `since` is the one from which the first of
    `instead` is served, where that is known. `instead` are the apiVersions that serve the kind now, stable ones first.
    `siblings` are the kinds that the apiVersion does serve; none for one that Kubernetes does not know. `own_group`: the group
    is one of Kubernetes itself, in this or another version; what stands in any other is a custom resource.
    """

    removed: str | None
    added: str | None
    instead: tuple[str, ...]
    since: str | None
    siblings: tuple[str, ...]
    own_group: bool


@cache
def _retired() -> dict[Identity, tuple[str, str | None, str | None]]:
    """When an apiVersion and kind went (before the oldest release with schemas), what to use, and since when."""
    rows = json.loads((shipped_folder("schemas") / "retired.json").read_text(encoding="utf-8"))["retired"]
    return {(api_version, kind): (removed, instead, since) for api_version, kind, removed, instead, since in rows}


def unserved(api_version: str, kind: str, version: tuple[int, int] = NEWEST) -> Unserved | None:
    """What there is to say of an apiVersion and kind; None where the version serves it.

    https://kubernetes.io/docs/reference/using-api/deprecation-guide/
    """
    minor = min(max(version, OLDEST), NEWEST)[1]
    spans = pool()["served"]
    first, last = spans.get(api_version, {}).get(kind, (0, 0))
    if first <= minor <= last:
        return None
    removed, instead, since = _retired().get((api_version, kind), (None, None, None))
    found = _serving(kind, minor)
    return Unserved(
        removed=f"1.{last + 1}" if 0 < last < minor else removed,
        added=f"1.{first}" if first > minor else None,
        instead=tuple(sorted(found, key=lambda each: (each != instead, *_unstable(each), each))),
        since=since if instead in found else None,
        own_group=_group(api_version) in _own_groups(),
        siblings=tuple(name for name, (start, end) in spans.get(api_version, {}).items() if start <= minor <= end),
    )


@cache
def _serving(kind: str, minor: int) -> tuple[str, ...]:
    spans = pool()["served"]
    return tuple(name for name, kinds in spans.items() if kind in kinds and kinds[kind][0] <= minor <= kinds[kind][1])


@cache
def _own_groups() -> frozenset[str]:
    return frozenset(_group(api_version) for api_version in (*pool()["served"], *(name for name, _ in _retired())))


def _group(api_version: str) -> str:
    """Empty for the core group."""
    return api_version.rpartition("/")[0]


def _unstable(api_version: str) -> tuple[bool, bool]:
    return "alpha" in api_version, "beta" in api_version
