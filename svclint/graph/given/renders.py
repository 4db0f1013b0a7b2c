"""Which files go into what a kustomization renders."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from svclint.graph.given.kustomize import Kustomization


class Renders:
    """The kustomizations of a world, and the files and folders that each of them takes."""

    def __init__(self, kustomizations: Iterable[Kustomization]) -> None:
        self._in_folder: dict[str, list[Kustomization]] = defaultdict(list)
        self._takers: dict[str, list[Kustomization]] = defaultdict(list)
        self._parts: dict[Kustomization, frozenset[str]] = {}
        for each in kustomizations:
            self._in_folder[each.folder].append(each)
            self._parts[each] = frozenset(map(_folder, each.parts))
            for part in self._parts[each]:
                self._takers[part].append(each)

    @property
    def roots(self) -> tuple[Kustomization, ...]:
        """Those that no other takes, which people build and apply. A component is made to be taken."""
        return tuple(each for each in self._parts if not (self._takers.get(each.folder) or each.is_component))

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
        return frozenset(part for each in self.below(kustomization) for part in self._parts[each])

    def below(self, kustomization: Kustomization) -> tuple[Kustomization, ...]:
        """The kustomization and those that it takes, directly or not."""
        seen = {kustomization: None}
        for each in (open_ends := [kustomization]):
            for part in self._parts[each]:
                further = [other for other in self._in_folder.get(part, ()) if other not in seen]
                seen.update(dict.fromkeys(further))
                open_ends.extend(further)
        return tuple(seen)


def _folder(path: str) -> str:
    """The top folder is the empty path elsewhere."""
    return "" if path == "." else path
