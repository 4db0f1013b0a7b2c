"""`--only FILE…`: everything behind it that is no option is a file to report on, so that hooks can append file names."""

from __future__ import annotations

import click

_SIGN = "\0only"
"""Stands among the paths where `--only` stood; no path can contain it."""


class OnlyCommand(click.Command):
    """Remembers where among the paths `--only` stood."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the sign in its place; behind `--` everything is a path."""
        end = args.index("--") if "--" in args else len(args)
        options = [_SIGN if word == "--only" else word for word in args[:end]]
        return super().parse_args(ctx, [*options, *args[end:]])


def split_only(paths: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...] | None]:
    """The paths to read, and the files to report on (None for all)."""
    if _SIGN not in paths:
        return paths, None
    index = paths.index(_SIGN)
    return paths[:index], tuple(path for path in paths[index:] if path != _SIGN)
