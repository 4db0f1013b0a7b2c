"""The options of `check` and of the other commands that read manifests, and their types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypedDict, TypeVar

import click

from svclint.commands.printing import Target, parse_target
from svclint.config.cluster import KUBERNETES_VERSION, NAMESPACE, Notation, NotationError
from svclint.reporters import FORMATS

CommandT = TypeVar("CommandT", bound=Callable[..., Any])
PROFILES = ("default", "strict", "audit")
FAIL_ON = ("error", "warning", "info", "never")
COLOURS = ("auto", "always", "never")


class InputFlags(TypedDict):
    """What decides which files are read, for which cluster and by which rules; each field is the option of the same name."""

    paths: tuple[str, ...]
    git: bool
    default_excludes: bool
    config: Path | None
    isolated: bool
    namespace: str | None
    kubernetes_version: tuple[int, int] | None
    crd_schema: tuple[Path, ...]
    rules: tuple[Path, ...]


class CheckFlags(InputFlags):
    """Everything that `check` takes."""

    format: str
    output: tuple[Target, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    profile: str | None
    fail_on: str
    exit_zero: bool
    only: bool
    jobs: int | None
    cache: bool
    allow_empty: bool
    color: str
    quiet: bool
    statistics: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool


def _split(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> tuple[str, ...]:
    """Names separated by commas; the option may be repeated."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _targets(_ctx: click.Context, _param: click.Parameter, values: Sequence[str]) -> tuple[Target, ...]:
    try:
        return tuple(parse_target(value) for value in values)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _written_as(notation: Notation[Any]) -> Callable[[click.Context, click.Parameter, str | None], Any]:
    def convert(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Any:  # noqa: ANN401 - the notation's type
        try:
            return None if value is None else notation.parse(value)
        except NotationError as error:
            raise click.BadParameter(str(error)) from error

    return convert


_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_PATH = click.Path(exists=True, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_PROFILE = click.Choice(PROFILES)
_FAIL_ON = click.Choice(FAIL_ON)

COLOR_OPTION = click.option(
    "--color", type=click.Choice(COLOURS), default="auto", help="Colours in text (default: on a terminal)."
)
RULE_OPTIONS = (
    click.option("--isolated", is_flag=True, help="Use no configuration file and no rules of installed packages."),
    click.option("--rules", metavar="DIR", type=_FOLDER, multiple=True, help="Load the rules below DIR as well; repeatable."),
)
INPUT_OPTIONS = (
    click.argument("paths", metavar="[PATH]...", nargs=-1),
    click.option("--git", is_flag=True, help="Read the files that are in the git index and no others."),
    click.option("--default-excludes/--no-default-excludes", default=True, help="Leave out folders of others' code (default)."),
    click.option("--config", metavar="FILE", type=_FILE, help="Read this file, not the .svclint.yaml above the first PATH."),
    *RULE_OPTIONS,
    click.option("--namespace", metavar="NS", callback=_written_as(NAMESPACE), help="Where objects go that name no namespace."),
    click.option(
        "--kubernetes-version",
        metavar="1.NN",
        callback=_written_as(KUBERNETES_VERSION),
        help="The version of the cluster (default: the newest known).",
    ),
    click.option(
        "--crd-schema",
        metavar="FILE|DIR",
        type=_PATH,
        multiple=True,
        help="Check custom resources by the definitions (CRDs) there, too; repeatable.",
    ),
)
CHECK_OPTIONS = (
    click.option(
        "--only", is_flag=True, metavar="FILE...", help="Read PATH, report only what concerns the FILEs behind --only."
    ),
    click.option("--select", metavar="RULE,…", multiple=True, callback=_split, help="Run these rules or categories alone."),
    click.option("--ignore", metavar="RULE,…", multiple=True, callback=_split, help="Leave out these rules or categories too."),
    click.option("--profile", type=_PROFILE, help="Which rules run where none are selected."),
    click.option("--format", type=click.Choice(tuple(FORMATS)), default="text", show_default=True, help="For standard output."),
    click.option(
        "--output", metavar="FORMAT=FILE", multiple=True, callback=_targets, help="A report in a file too; repeatable."
    ),
    click.option("--fail-on", type=_FAIL_ON, default="error", show_default=True, help="Exit with 1 from this severity on."),
    click.option("--exit-zero", is_flag=True, help="Exit with 0 even with findings."),
    click.option("--allow-empty", is_flag=True, help="Exit with 0 where there is no Kubernetes object."),
    click.option("--fix", is_flag=True, help="Apply safe fixes, then report what is left."),
    click.option("--unsafe-fixes", is_flag=True, help="Apply all fixes, also those that may change what a manifest does."),
    click.option("--diff", is_flag=True, help="Print what the fixes would change, and change nothing."),
    COLOR_OPTION,
    click.option("--quiet", "-q", is_flag=True, help="One line a finding, and no summary."),
    click.option("--statistics", is_flag=True, help="Tell how often each rule found something."),
    click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="At most N processes; svclint needs but one."),
    click.option("--cache/--no-cache", default=True, help="Use a cache of former runs; svclint keeps none."),
)


def options(*given: Callable[[CommandT], CommandT]) -> Callable[[CommandT], CommandT]:
    """One decorator of several, in the order of the help."""

    def decorate(command: CommandT) -> CommandT:
        for option in reversed(given):
            command = option(command)
        return command

    return decorate
