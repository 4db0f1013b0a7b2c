"""Custom resources whose controllers make pods and Services, and those that are known not to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.model.producer_table import is_maker, is_pod_free
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.model.objects import Object

BUILT_IN_GROUPS = frozenset({"", "apps", "batch", "extensions"})


def may_make_pods(each: Object, named: frozenset[str]) -> bool:
    """Whether pods may come of an object that no template shows.

    `named` are the kinds that the user lists, as `Kind` or `Kind.group`. Any object of an unknown group may, until the user
    has listed those that do.
    """
    if isinstance(each, Workload) or each.group in BUILT_IN_GROUPS:
        return False
    if each.kind in named or f"{each.kind}.{each.group}" in named:
        return True
    if is_pod_free(each):
        return False
    return not named or is_maker(each)
