"""Variables that a render left behind, told from templates that still wait for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from svclint.graph.given.kustomize import kustomization_above
from svclint.model.placeholders import is_one_variable
from svclint.sources.filenames import folder_of
from svclint.sources.source import Source

_RARE = 10
"""Where at most one file in so many has a variable, the folder holds no templates."""


def left_behind(
    whole: Iterable[str],
    marked: Iterable[Source],
    templates: Iterable[str],
    kustomizations: Container[str],
) -> frozenset[str]:
    """The files, by path, that reach the API server as they are, variable and all.

    A template has company: further marks in its text, further templates in its folder, or a kustomization whose variables
    they are. A file with one variable among many files that have none (`whole`) was missed when the others were rendered.
    """
    sources = tuple(marked)
    waiting = Counter(map(folder_of, [*(each.path for each in sources), *templates]))
    files = Counter(map(folder_of, whole)) + waiting
    return frozenset(
        each.path
        for each in sources
        if waiting[folder_of(each.path)] * _RARE <= files[folder_of(each.path)]
        and is_one_variable(each.text)
        and kustomization_above(each.path, kustomizations) is None
    )
