"""The program: a table of commands, imported when they are called, and what becomes of errors."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from typing import Any, NoReturn

import click

from svclint import __version__
from svclint.errors import SvclintError, did_you_mean

BROKEN_PIPE = 141
"""128 + SIGPIPE: what a shell sees of any other program whose reader went away."""
INTERRUPTED = 130
INTERNAL_ERROR = 2

COMMANDS = {
    "check": ("svclint.commands.check", "Lint manifests: exit status 0 clean, 1 findings, 2 could not do it."),
    "endpoints": ("svclint.commands.endpoints", "Show who answers for each Service, on which ports, and what is missing."),
    "dns": ("svclint.commands.dns", "Show the DNS records that the manifests create, or what one name answers."),
    "graph": ("svclint.commands.graph", "Show the graph: who leads to whom, and where it is broken."),
    "files": ("svclint.commands.files", "Show what would be read, what is skipped, and why."),
    "rules": ("svclint.commands.rules", "List all rules."),
    "explain": ("svclint.commands.explain", "Show one rule's page: what it finds, why, and examples."),
}
"""Module and short help by name; written here so that `svclint --help` imports no command."""


class Program(click.Group):
    """Imports a command when it is called, and turns every error into one sentence and an exit status."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names; for another word, the nearest one."""
        if args[0] not in COMMANDS and not ctx.resilient_parsing:
            ctx.fail(f'there is no command "{args[0]}"{did_you_mean(args[0], COMMANDS)}')
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """From the table alone."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's signature
        """Run a command. Never a traceback."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("svclint: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except SvclintError as error:
            click.echo(f"svclint: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            _silence_standard_output()
            ctx.exit(BROKEN_PIPE)
        except Exception as error:  # noqa: BLE001 - whatever it is, the user gets a sentence
            _apologise(ctx, error)


def _apologise(ctx: click.Context, error: Exception) -> NoReturn:
    """One sentence instead of a traceback; SVCLINT_TRACEBACK=1 shows it for the report."""
    if os.environ.get("SVCLINT_TRACEBACK"):
        raise error
    click.echo(
        f"svclint: internal error in svclint {__version__}: {type(error).__name__}: {error}"
        " (a bug: run it again with SVCLINT_TRACEBACK=1 and report what it prints)",
        err=True,
    )
    ctx.exit(INTERNAL_ERROR)


def _silence_standard_output() -> None:
    """Nobody reads it any more; without this the interpreter would complain when it flushes at exit."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="svclint", message="%(prog)s %(version)s")
def program() -> None:
    """A static linter for Kubernetes Service networking."""
