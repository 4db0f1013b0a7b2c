"""Which parts of the input stand for one another, so that a cluster gets one of them: the overlays of a base, copies, stages.

A repository may also keep each of its applications as a kustomize root of its own, all for one cluster; those belong together.
What tells the two apart is that variants give the same Service or workload, or that their folders are called after environments
(https://kubectl.docs.kubernetes.io/references/kustomize/glossary/#variant).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from svclint.graph.given.renders import Renders
from svclint.model.service import Service
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.graph.given.world import World

Steps: TypeAlias = tuple[str, ...]
_ENVIRONMENT_FOLDERS = frozenset({"overlays", "environments", "envs", "clusters", "stages", "variants"})
_ENVIRONMENTS = frozenset(
    {"dev", "development", "test", "testing", "qa", "uat", "stage", "staging", "preprod", "prod", "production"}
)


@dataclass(frozen=True, eq=False)
class Side:
    """The files of a kustomize root, or of a world that the user names; `steps` are the root's folder, or that name."""

    files: frozenset[str]
    steps: Steps
    named: bool = False

    @property
    def whole_name(self) -> str:
        """What to call it where nothing shorter will do."""
        return "/".join(self.steps) or "."


_Rivalry: TypeAlias = Mapping[Steps, list[Side]]
"""Sides that exclude each other, unless they stand under the same steps."""


def sides_of(world: World) -> tuple[Side, ...]:
    """The parts that may be rivals. Files that the user gives to worlds are in no kustomize root."""
    if not world.named and len(world.kustomization_files) < 2:  # noqa: PLR2004 - a rival takes two
        return ()
    named = [Side(files, (name,), named=True) for name, files in world.named.items() if files]
    given = frozenset[str]().union(*(each.files for each in named))
    renders = Renders(world.kustomization_files)
    holding = {each.document.source.path for each in world.objects} - given
    roots = []
    for root in renders.roots:
        files = renders.files_of(root) & holding
        own = frozenset(each.path for each in renders.below(root))
        if files:
            roots.append(Side(files | own, tuple(root.folder.split("/")) if root.folder else ()))
    return (*named, *roots)


def owners_of(sides: Iterable[Side]) -> dict[str, list[Side]]:
    """The sides that have a file, by its path."""
    table: dict[str, list[Side]] = defaultdict(list)
    for side in sides:
        for path in side.files:
            table[path].append(side)
    return table


class Rivals:
    """Who excludes whom. Sides without rivals belong to every world."""

    def __init__(self, world: World, sides: tuple[Side, ...], owners: Mapping[str, list[Side]]) -> None:
        self._of: dict[Side, set[Side]] = defaultdict(set)
        self._telling: dict[Side, set[int]] = defaultdict(set)
        for rivalry in (
            *_by_object(world, owners),
            *_by_environment(sides),
            {each.steps: [each] for each in sides if each.named},
        ):
            self._note(rivalry)

    def of(self, side: Side) -> set[Side]:
        """The sides that cannot be in one world with it."""
        return self._of.get(side, set())

    def names(self) -> dict[Side, str]:
        """What to call each side that has rivals: the steps of its folder in which it differs from them, as `prod`."""
        short = {each: each.whole_name if each.named else self._short_name(each) for each in self._of}
        clashing = {each for each, rivals in self._of.items() if any(short[each] == short[other] for other in rivals)}
        return {each: each.whole_name if each in clashing else name for each, name in short.items()}

    def _short_name(self, side: Side) -> str:
        return "/".join(side.steps[number] for number in sorted(self._telling[side])) or side.whole_name

    def _note(self, rivalry: _Rivalry) -> None:
        everyone = {side for sides in rivalry.values() for side in sides}
        following: dict[Steps, set[str]] = defaultdict(set)
        for steps in rivalry:
            for number, step in enumerate((*steps, "")):
                following[steps[:number]].add(step)
        for steps, sides in rivalry.items():
            telling = [number for number in range(len(steps)) if len(following[steps[:number]]) > 1]
            for side in sides if len(rivalry) > 1 else ():
                self._of[side] |= everyone.difference(sides)
                self._telling[side].update(telling)


def _by_object(world: World, owners: Mapping[str, list[Side]]) -> Iterator[_Rivalry]:
    """Sides that give the same Service or workload, each set of them once."""
    claims: dict[tuple[str, str, str], set[Side]] = defaultdict(set)
    for each in world.objects:
        if isinstance(each, Service | Workload) and each.name:
            claims[each.kind, each.namespace, each.name].update(owners.get(each.document.source.path, ()))
    for together in {frozenset(sides) for sides in claims.values()}:
        yield {side.steps: [side] for side in together}


def _by_environment(sides: Iterable[Side]) -> Iterator[_Rivalry]:
    """Sides whose folders differ in the name of an environment, or below a folder for environments."""
    table: dict[Steps, dict[Steps, list[Side]]] = defaultdict(lambda: defaultdict(list))
    for side in sides:
        for number, step in enumerate(side.steps if not side.named else ()):
            if step in _ENVIRONMENTS or (number and side.steps[number - 1] in _ENVIRONMENT_FOLDERS):
                table[side.steps[:number]][side.steps[: number + 1]].append(side)
    yield from table.values()
