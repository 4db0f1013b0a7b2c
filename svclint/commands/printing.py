"""Writes texts to the standard streams and reports to files."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from typing import IO, TYPE_CHECKING, NamedTuple

import click

from svclint.commands.colour import style_for
from svclint.errors import OutputError, did_you_mean
from svclint.fixer.files import replace_file
from svclint.reporters import FORMATS

if TYPE_CHECKING:
    from pathlib import Path

    from svclint.engine.report import Report
    from svclint.reporters.style import Style

CATALOGUE_FORMATS = ("text", "json", "markdown")
"""What `--format` of `svclint rules` and `svclint explain` takes."""
_STANDARD_OUTPUT = "standard output"


def write_output(text: str) -> None:
    """To standard output. Raises BrokenPipeError where the reader is gone, OutputError for everything else."""
    if sys.stdout is None:
        raise OutputError(_STANDARD_OUTPUT, "it is closed")
    encoding = sys.stdout.encoding if sys.stdout.isatty() else "utf-8"
    try:
        click.echo(text.encode(encoding, "backslashreplace"), nl=False)
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise
        raise OutputError(_STANDARD_OUTPUT, os.strerror(error.errno or 0)) from error


def write_error(text: str) -> None:
    """To standard error, in what encoding it has."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace"), nl=False, err=True)


class Target(NamedTuple):
    """`--output FORMAT=FILE`."""

    format: str
    file: Path

    def write(self, report: Report) -> None:
        """Write the report, all of it or nothing."""
        replace_file(self.file, render(report, self.format).encode("utf-8", "backslashreplace"))


def parse_target(text: str) -> Target:
    """Raises ValueError for what is no FORMAT=FILE."""
    from pathlib import Path  # noqa: PLC0415 - costs start-up time and is needed only with --output

    name, equals, file = text.partition("=")
    if not equals or not file:
        message = f'expected FORMAT=FILE, not "{text}"'
        raise ValueError(message)
    if name not in FORMATS:
        message = f'"{name}" is no format ({", ".join(FORMATS)}){did_you_mean(name, FORMATS)}'
        raise ValueError(message)
    return Target(name, Path(file))


def render(report: Report, output_format: str, style: Style | None = None, *, quiet: bool = False) -> str:
    """A report in a format. `style` and `quiet` are for text."""
    if output_format != "text":
        module = importlib.import_module(FORMATS[output_format])
        text: str = module.render(report)
        return text
    from svclint.reporters import text_report  # noqa: PLC0415 - imported when something is shown

    if style is None:
        return text_report.render(report, quiet=quiet)
    return text_report.render(report, colour=style.colour, unicode=style.unicode, width=style.width, quiet=quiet)


def style_of(stream: IO[str] | None, choice: str = "auto") -> Style:
    """How text looks on one of the standard streams."""
    return style_for(choice, stream, os.environ)
