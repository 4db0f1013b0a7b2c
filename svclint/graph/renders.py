"""Which files go into what a kustomization renders."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from svclint.graph.kustomize import Kustomization


class Renders:
    """The kustomizations of a world, and the files and folders that each of them takes."""

    def __init__(self, kustomizations: Iterable[Kustomization]) -> None:
        self._in_folder: dict[str, list[Kustomization]] = defaultdict(list)
        self._takers: dict[str, list[Kustomization]] = defaultdict(list)
        for each in kustomizations:
            self._in_folder[each.folder].append(each)
            for part in each.parts:
                self._takers[_folder(part)].append(each)

    def taking(self, path: str) -> tuple[Kustomization, ...]:
        """The kustomizations whose render has a file in it, the nearest first: those that list it, and those that list them."""
        found: dict[Kustomization, None] = dict.fromkeys(self._takers.get(path, ()))
        for each in (open_ends := list(found)):
            further = [other for other in self._takers.get(each.folder, ()) if other not in found]
            found.update(dict.fromkeys(further))
            open_ends.extend(further)
        return tuple(found)

    def files_of(self, kustomization: Kustomization) -> frozenset[str]:
        """The files in its render, by path; folders that hold no kustomization are among them."""
        seen, files = {kustomization}, set[str]()
        for each in (open_ends := [kustomization]):
            for part in map(_folder, each.parts):
                below = [other for other in self._in_folder.get(part, ()) if other not in seen]
                files.add(part)
                seen.update(below)
                open_ends.extend(below)
        return frozenset(files)


def _folder(path: str) -> str:
    """The top folder is the empty path elsewhere."""
    return "" if path == "." else path
