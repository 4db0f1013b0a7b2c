"""`svclint check`."""

from __future__ import annotations

import gc
import sys
import time
from typing import TYPE_CHECKING, Unpack

import click

from svclint.commands.flags import CHECK_OPTIONS, INPUT_OPTIONS, CheckFlags, options
from svclint.commands.only import OnlyCommand, split_only
from svclint.commands.printing import render, style_of, write_error, write_output

if TYPE_CHECKING:
    from svclint.commands.linting import Linted

NEVER = "never"


@click.command(name="check", cls=OnlyCommand)
@options(*INPUT_OPTIONS, *CHECK_OPTIONS)
@click.pass_context
def command(ctx: click.Context, **flags: Unpack[CheckFlags]) -> None:
    """Lint the manifests at or below PATH (default: the current directory; - is standard input).

    Exit status: 0 nothing found at or above --fail-on, 1 something found, 2 svclint could not do what was asked.
    """
    started = time.perf_counter()
    # A run makes millions of small objects that live to its end; looking for cycles among them
    # costs a tenth of the time (measured on some hundred real files).
    gc.disable()
    from svclint.commands.linting import lint  # noqa: PLC0415 - `svclint check --help` needs none of the stages

    flags["paths"], only = split_only(flags["paths"])
    linted = lint(flags, only)
    for target in flags["output"]:
        target.write(linted.report)
    _show(linted, flags)
    linted.require_objects(allow_empty=flags["allow_empty"])
    if not flags["quiet"] and flags["format"] == "text":
        _summarise(linted, flags, time.perf_counter() - started)
    ctx.exit(_status(linted, flags))


def _show(linted: Linted, flags: CheckFlags) -> None:
    """The report goes to standard output, or to standard error where a diff or a fixed text takes its place."""
    if linted.instead is not None:
        write_output(linted.instead)
    stream, write = (sys.stdout, write_output) if linted.instead is None else (sys.stderr, write_error)
    write(render(linted.report, flags["format"], style_of(stream, flags["color"]), quiet=flags["quiet"]))


def _summarise(linted: Linted, flags: CheckFlags, elapsed: float) -> None:
    from svclint.reporters import summary_report  # noqa: PLC0415 - text only

    style = style_of(sys.stderr, flags["color"])
    statistics = summary_report.statistics(linted.report, style) if flags["statistics"] else ""
    write_error(statistics + linted.told_fixes + summary_report.render(linted.report, elapsed, style))


def _status(linted: Linted, flags: CheckFlags) -> int:
    """A crashed rule means that something was not checked, whatever else was found."""
    if linted.report.crashed:
        return 2
    if flags["exit_zero"] or flags["fail_on"] == NEVER:
        return 0
    return int(linted.reaches(flags["fail_on"]))
