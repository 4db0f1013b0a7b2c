"""Host names with a wildcard in front, as listeners, routes and meshes compare them.

https://gateway-api.sigs.k8s.io/reference/spec/#hostname: `*.example.com` takes every name below example.com, however many
labels it has, and not example.com itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from svclint.graph.likeness import Likeness, likeness

_WILDCARD = "*"


def overlap(one: str, other: str) -> bool:
    """Whether some host fits both; an empty name and a lone `*` fit every host."""
    first, second = one.lower(), other.lower()
    if first in ("", _WILDCARD) or second in ("", _WILDCARD) or first == second:
        return True
    return _covers(first, second) or _covers(second, first)


def _covers(pattern: str, name: str) -> bool:
    """Whether a wildcard takes a name, or all that another wildcard takes."""
    return pattern.startswith("*.") and name.endswith(pattern[1:])


def slip_of(host: str, patterns: Iterable[str]) -> str | None:
    """The host that was meant: one that a pattern takes and that differs by a slip; the pattern itself where it has no `*`."""
    for pattern in patterns:
        meant = _filled(pattern.lower(), host.lower())
        if meant and likeness(host.lower(), meant) is Likeness.SLIP:
            return meant
    return None


def _filled(pattern: str, host: str) -> str:
    """The pattern with the first label of the host in place of its wildcard."""
    if not pattern.startswith("*."):
        return pattern
    first, dot, _ = host.partition(".")
    return first + pattern[1:] if dot else ""
