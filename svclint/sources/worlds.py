"""Which files belong to the worlds that the user names."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from svclint.sources.patterns import patterns_of

if TYPE_CHECKING:
    from svclint.sources.source import Discovery


def files_of_worlds(discovery: Discovery, worlds: Mapping[str, Sequence[str]], root: str) -> dict[str, frozenset[str]]:
    """The paths, as users see them, of the sources of each world; patterns count from the folder `root`."""
    top = os.path.realpath(root).rstrip(os.sep) + os.sep
    inside = {
        each.path: each.file[len(top) :].replace(os.sep, "/")
        for each in discovery.sources
        if each.file is not None and each.file.startswith(top)
    }
    found = {}
    for name, lines in worlds.items():
        spec = patterns_of(lines)
        found[name] = frozenset(shown for shown, path in inside.items() if spec.match_file(path))
    return found
