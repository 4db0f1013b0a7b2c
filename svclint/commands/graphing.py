"""What the commands that show the graph share: their options, and the way from options to a graph."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import click

from svclint.commands.flags import COLOR_OPTION, INPUT_OPTIONS, CommandT, InputFlags
from svclint.commands.printing import write_error

if TYPE_CHECKING:
    from svclint.commands.setup import Setup
    from svclint.graph.given.world import World
    from svclint.graph.graph import Graph

FORMATS = ("text", "json")


class GraphFlags(InputFlags):
    """The options that all of them have."""

    format: str
    allow_empty: bool
    world: str | None
    color: str


def graph_options(formats: tuple[str, ...] = FORMATS) -> tuple[Callable[[CommandT], CommandT], ...]:
    """Their options; the first of the formats is the default."""
    return (
        *INPUT_OPTIONS,
        click.option(
            "--format", type=click.Choice(formats), default=formats[0], show_default=True, help="For standard output."
        ),
        click.option("--allow-empty", is_flag=True, help="Exit with 0 where there is no Kubernetes object."),
        click.option(
            "--world", metavar="NAME", help="Show this world alone: a kustomize overlay, or one of the configuration."
        ),
        COLOR_OPTION,
    )


class Graphed(NamedTuple):
    """A graph, and what it was set up with."""

    setup: Setup
    graph: Graph


def graph_of(flags: GraphFlags) -> Graphed:
    """Read the manifests. Raises NoObjectsError where there is none, unless that is allowed, and UnknownWorldError."""
    gc.disable()  # as `check` does: millions of small objects live to the end of the run
    from svclint.commands.setup import read_sources, set_up  # noqa: PLC0415 - `--help` needs none of the stages
    from svclint.engine.check import load_world  # noqa: PLC0415 - as above
    from svclint.errors import NoObjectsError  # noqa: PLC0415 - as above
    from svclint.graph.graph import Graph  # noqa: PLC0415 - as above

    setup = set_up(flags)
    world = load_world(read_sources(flags, setup), setup.configuration.settings)
    if not (world.objects or flags["allow_empty"]):
        raise NoObjectsError(flags["paths"] or (".",))
    return Graphed(setup, _of_world(Graph(world), flags["world"]))


def _of_world(graph: Graph, name: str | None) -> Graph:
    if name is None:
        return graph
    from svclint.errors import UnknownWorldError  # noqa: PLC0415 - as above

    division = next((each for each in graph.divisions.all if each.name == name), None)
    if division is None:
        raise UnknownWorldError(name, [each.name for each in graph.divisions.all])
    return graph.within(division)


def tell_gaps(world: World) -> None:
    """Say on standard error what was not read and may be missing from the picture, or that there is no Service in it."""
    if not any(each.kind == "Service" for each in world.objects):
        write_error("svclint: no Service is among the files\n")
    broken = {each.source.path for each in world.faults} | {each.source.path for each in world.unreadable}
    skipped = {each.path for each in world.skipped}
    for paths, what in ((broken, "could not be read, wholly or in part"), (skipped, "left out, wholly or in part")):
        if paths:
            files = "1 file" if len(paths) == 1 else f"{len(paths)} files"
            write_error(
                f"svclint: {files} {what}: `svclint files` lists {'it' if len(paths) == 1 else 'them'} with the reason\n"
            )
