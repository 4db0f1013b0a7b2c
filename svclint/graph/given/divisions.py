"""The worlds into which the input falls, where it holds alternatives of which a cluster gets one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.given.context import Context
from svclint.graph.given.rivals import Rivals, Side, owners_of, sides_of

if TYPE_CHECKING:
    from svclint.graph.given.kustomize import Kustomization
    from svclint.graph.given.world import World
    from svclint.model.objects import Object

WHOLE_CONTEXT = 8
"""Up to so many worlds see all files that belong to none; more see those which their own files reach, lest cost multiply."""


@dataclass(frozen=True, eq=False)
class Division:
    """One world: its members, and who cannot be there."""

    name: str
    members: frozenset[Side]
    rivals: frozenset[Side]

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of the files of its members."""
        return frozenset(path for each in self.members for path in each.files)


class Divisions:
    """All of them, by name; none where everything is one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        sides = sides_of(world)
        self._owners = owners_of(sides) if len(sides) > 1 else {}
        self.all = tuple(_divisions(Rivals(world, sides, self._owners))) if self._owners else ()

    def of(self, path: str) -> tuple[Division, ...]:
        """The worlds to which a file belongs; none for one that they share."""
        return self._divided.get(path, ())

    def sees(self, division: Division, path: str) -> bool:
        """Whether a file is there in a world: its own, and what is in none of its rivals alone."""
        owners = self._owners.get(path)
        return not owners or path in division.files or not division.rivals.issuperset(owners)

    def seeing(self, path: str) -> tuple[Division, ...]:
        """The worlds in which a file is there."""
        return tuple(each for each in self.all if self.sees(each, path)) if path in self._divided else self.all

    @property
    def common(self) -> World:
        """What no world has to itself."""
        objects = tuple(each for each in self._world.objects if not self.of(each.document.source.path))
        return self._part(objects, lambda path: not self.of(path), self._kustomizations.keys() - self._divided.keys())

    def world_of(self, division: Division, asked: Collection[str] | None = None) -> World:
        """What there is in one of the worlds.

        Of many worlds each has only as much context as counts there if it is told what else is `asked` about: files of none.
        """
        own = [pair for path in division.files for pair in self._by_path.get(path, ())]
        if asked is None or len(self.all) <= WHOLE_CONTEXT:
            paths = [path for path in self._by_path if path not in division.files]
        else:
            beside = [each for path in asked for _, each in self._by_path.get(path, ())]
            found = self._context.reached_from([*(each for _, each in own), *beside])
            paths = [path for path in dict.fromkeys((*found, *asked)) if path not in division.files]
        context = (pair for path in paths if self.sees(division, path) for pair in self._by_path.get(path, ()))
        objects = tuple(each for _, each in sorted((*own, *context), key=lambda pair: pair[0]))
        return self._part(objects, lambda path: self.sees(division, path), self._kustomizations.keys() & division.files)

    def _part(self, objects: tuple[Object, ...], sees: Callable[[str], bool], kustomizations: Iterable[str]) -> World:
        return replace(
            self._world,
            objects=objects,
            documents=tuple(dict.fromkeys(each.document for each in objects)),
            placeholders=(),
            faults=tuple(each for each in self._world.faults if sees(each.source.path)),
            unreadable=tuple(each for each in self._world.unreadable if sees(each.source.path)),
            skipped=tuple(each for each in self._world.skipped if sees(each.path)),
            kustomization_files=tuple(self._kustomizations[path] for path in sorted(kustomizations)),
        )

    @cached_property
    def _context(self) -> Context:
        """Nearly always the sides are rivals of one another throughout, so that only the files of none are left."""
        rivals = {side for each in self.all for side in each.members}
        if all(len(each.members) + len(each.rivals) == len(rivals) for each in self.all):
            return Context(tuple(each for each in self._world.objects if each.document.source.path not in self._divided))
        return Context(self._world.objects)

    @cached_property
    def _kustomizations(self) -> dict[str, Kustomization]:
        return {each.path: each for each in self._world.kustomization_files}

    @cached_property
    def _divided(self) -> dict[str, tuple[Division, ...]]:
        table: dict[str, list[Division]] = defaultdict(list)
        for each in self.all:
            for path in each.files:
                table[path].append(each)
        return {path: tuple(divisions) for path, divisions in table.items()}

    @cached_property
    def _by_path(self) -> dict[str, list[tuple[int, Object]]]:
        """The objects of each file with their place in the order of the input."""
        table: dict[str, list[tuple[int, Object]]] = defaultdict(list)
        for number, each in enumerate(self._world.objects):
            table[each.document.source.path].append((number, each))
        return table


def _divisions(rivals: Rivals) -> Iterator[Division]:
    """Sides of one name, which are no rivals, make one world: `prod` of this and of that application."""
    members: dict[str, set[Side]] = defaultdict(set)
    for side, name in rivals.names().items():
        members[name].add(side)
    for name, sides in sorted(members.items()):
        yield Division(name, frozenset(sides), frozenset(other for side in sides for other in rivals.of(side)) - sides)
