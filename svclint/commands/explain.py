"""`svclint explain RULE`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from svclint.commands.flags import COLOR_OPTION, RULE_OPTIONS, options
from svclint.commands.printing import CATALOGUE_FORMATS, style_of, write_output


@click.command(name="explain")
@click.argument("rule")
@options(
    *RULE_OPTIONS,
    click.option("--format", "output_format", type=click.Choice(CATALOGUE_FORMATS), default="text", show_default=True),
    COLOR_OPTION,
)
def command(rule: str, *, isolated: bool, rules: tuple[Path, ...], output_format: str, color: str) -> None:
    """Show the page of RULE (an id or a name): what it finds, why, and examples."""
    from svclint.catalogue.loader import load_rules  # noqa: PLC0415 - `svclint explain --help` needs none of the stages
    from svclint.reporters import explain_report  # noqa: PLC0415 - as above

    loaded = load_rules(rules, entry_points=not isolated)
    found = explain_report.find_rule(rule, loaded)
    write_output(explain_report.render(found, loaded, output_format, style_of(sys.stdout, color)))
