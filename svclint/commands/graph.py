"""`svclint graph`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Unpack

import click

from svclint.commands.flags import options
from svclint.commands.graphing import GraphFlags, graph_of, graph_options, tell_gaps
from svclint.commands.printing import style_of, write_error, write_output

if TYPE_CHECKING:
    from svclint.graph.drawing.picture import Picture

_FORMATS = ("tree", "json", "mermaid", "dot")
_DEPTH = 2


class DrawFlags(GraphFlags):
    """The options of `svclint graph`."""

    focus: tuple[str, ...]
    depth: int | None
    only_broken: bool


@click.command(name="graph")
@options(
    *graph_options(_FORMATS),
    click.option(
        "--focus",
        metavar="KIND/NS/NAME",
        multiple=True,
        help="Show what is around this object (KIND/NAME or NAME will do); repeatable.",
    ),
    click.option(
        "--depth", metavar="N", type=click.IntRange(min=0), help=f"With --focus: at most N edges away (default: {_DEPTH})."
    ),
    click.option("--only-broken", is_flag=True, help="Show only what does not hold."),
)
def command(**flags: Unpack[DrawFlags]) -> None:
    """Show who leads to whom in the manifests at or below PATH: Ingresses, Services, workloads, and all that names them.

    What does not hold is marked, with its reason. Exit status: 0, or 2 where svclint could not do what was asked.
    """
    from svclint.graph.drawing.edges import picture_of  # noqa: PLC0415 - `svclint graph --help` needs none of the stages

    if flags["depth"] is not None and not flags["focus"]:
        message = "--depth says how far to look around an object; name it with --focus"
        raise click.UsageError(message)
    _, graph = graph_of(flags)
    _draw(_part(picture_of(graph), flags), flags)
    tell_gaps(graph.world)


def _part(picture: Picture, flags: DrawFlags) -> Picture:
    from svclint.graph.drawing.focus import vertices_named  # noqa: PLC0415 - as above

    depth = _DEPTH if flags["depth"] is None else flags["depth"]
    centres = [vertex for wanted in flags["focus"] for vertex in vertices_named(picture, wanted)]
    shown = picture.around(centres, depth) if centres else picture
    return shown.broken() if flags["only_broken"] else shown


def _draw(picture: Picture, flags: DrawFlags) -> None:
    from svclint.reporters import graph_dot, graph_json, graph_mermaid, graph_tree  # noqa: PLC0415 - as above

    if flags["format"] == "tree":
        write_output(graph_tree.render(picture, style_of(sys.stdout, flags["color"])))
        if not picture.vertices:
            write_error(f"svclint: nothing {'is broken' if flags['only_broken'] else 'to show'}\n")
        return
    text = {"json": graph_json, "mermaid": graph_mermaid, "dot": graph_dot}[flags["format"]].render(picture)
    write_output(text)
    if flags["format"] == "mermaid" and graph_mermaid.is_too_large(picture, text):
        write_error(
            f"svclint: {len(picture.edges)} edges and {len(text)} characters are more than Mermaid draws by default"
            " (500 and 50,000): narrow it with --focus or --only-broken\n"
        )
