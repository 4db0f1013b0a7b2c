"""`svclint files`."""

from __future__ import annotations

from typing import Unpack

import click

from svclint.commands.flags import INPUT_OPTIONS, InputFlags, options
from svclint.commands.printing import write_output


class FilesFlags(InputFlags):
    """The options that all commands which read manifests share, and the format."""

    format: str


@click.command(name="files")
@options(
    *INPUT_OPTIONS,
    click.option(
        "--format", type=click.Choice(("text", "json")), default="text", show_default=True, help="For standard output."
    ),
)
def command(**flags: Unpack[FilesFlags]) -> None:
    """Show what `svclint check` would read at or below PATH, what it would skip, and why."""
    from svclint.commands.setup import read_sources, set_up  # noqa: PLC0415 - `svclint files --help` needs none of the stages
    from svclint.engine.check import load_world  # noqa: PLC0415 - as above
    from svclint.reporters import files_report  # noqa: PLC0415 - as above

    setup = set_up(flags)
    discovery = read_sources(flags, setup)
    world = load_world(discovery, setup.configuration.settings)
    write_output(files_report.render(discovery, world, flags["format"]))
