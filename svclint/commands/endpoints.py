"""`svclint endpoints`."""

from __future__ import annotations

import sys
from typing import Unpack

import click

from svclint.commands.flags import options
from svclint.commands.graphing import GraphFlags, graph_of, graph_options, tell_gaps
from svclint.commands.printing import style_of, write_output


@click.command(name="endpoints")
@options(*graph_options())
def command(**flags: Unpack[GraphFlags]) -> None:
    """Show who answers for each Service once the manifests at or below PATH are applied.

    Everything that is missing (a port, a pod, an address) is said with its reason. Exit status: 0, or 2 where svclint could not
    do what was asked.
    """
    from svclint.engine.rejected import rejected  # noqa: PLC0415 - `svclint endpoints --help` needs none of the stages
    from svclint.reporters import endpoints_report  # noqa: PLC0415 - as above

    setup, graph = graph_of(flags)
    refused = rejected(graph, setup.rules)
    write_output(endpoints_report.render(graph, refused, flags["format"], style_of(sys.stdout, flags["color"])))
    if flags["format"] == "text":
        tell_gaps(graph.world)
