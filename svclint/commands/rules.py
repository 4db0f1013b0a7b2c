"""`svclint rules`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from svclint.commands.flags import COLOR_OPTION, RULE_OPTIONS, options
from svclint.commands.printing import CATALOGUE_FORMATS, style_of, write_output


@click.command(name="rules")
@options(
    *RULE_OPTIONS,
    click.option("--format", "output_format", type=click.Choice(CATALOGUE_FORMATS), default="text", show_default=True),
    COLOR_OPTION,
)
def command(*, isolated: bool, rules: tuple[Path, ...], output_format: str, color: str) -> None:
    """List all rules, with severity and summary."""
    from svclint.catalogue.loader import load_rules  # noqa: PLC0415 - `svclint rules --help` needs none of the stages
    from svclint.reporters import catalogue_report  # noqa: PLC0415 - as above

    loaded = load_rules(rules, entry_points=not isolated)
    write_output(catalogue_report.render(loaded, output_format, style_of(sys.stdout, color)))
