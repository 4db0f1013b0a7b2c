"""From options to what the stages need: rules, configuration, files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from svclint.catalogue.loader import AnyRule, load_rules
from svclint.commands.printing import write_error
from svclint.config.configuration import Configuration
from svclint.config.load import load_configuration
from svclint.config.locate import find_configuration, shown
from svclint.errors import NoDefinitionError
from svclint.sources.discover import discover
from svclint.sources.worlds import files_of_worlds

if TYPE_CHECKING:
    from svclint.commands.flags import InputFlags
    from svclint.sources.source import Discovery, Source


@dataclass(frozen=True)
class Setup:
    """`file` is the configuration that was read, None where there is none."""

    rules: tuple[AnyRule, ...]
    configuration: Configuration
    file: Path | None


def set_up(flags: InputFlags) -> Setup:
    """Load rules, then the configuration that may name them; an option overrides the key of its name."""
    rules = load_rules(flags["rules"], entry_points=not flags["isolated"])
    file = _configuration_file(flags)
    configuration = load_configuration(file, rules) if file else Configuration()
    settings = configuration.settings
    if flags["namespace"] is not None:
        settings = replace(settings, namespace=flags["namespace"])
    if flags["kubernetes_version"] is not None:
        settings = replace(settings, kubernetes_version=flags["kubernetes_version"])
    return Setup(rules, replace(configuration, settings=settings), file)


def _configuration_file(flags: InputFlags) -> Path | None:
    if flags["isolated"]:
        return None
    first = next(iter(flags["paths"]), ".")
    return flags["config"] or find_configuration(Path("." if first == "-" else first))


def read_sources(flags: InputFlags, setup: Setup) -> Discovery:
    """Everything at or below the paths; `exclude` counts from the folder of the configuration file."""
    definitions = tuple(source for path in flags["crd_schema"] for source in _definitions(str(path)))
    found = discover(
        flags["paths"] or (".",),
        git=flags["git"],
        exclude=setup.configuration.exclude,
        exclude_root=str(setup.file.absolute().parent) if setup.file else None,
        default_excludes=flags["default_excludes"],
    )
    return replace(found, definitions=definitions, worlds=_worlds(found, setup))


def _worlds(found: Discovery, setup: Setup) -> dict[str, frozenset[str]]:
    """The files of each world of the configuration. One without any is told: a slip, or a run over a part of the repository."""
    if setup.file is None or not setup.configuration.worlds:
        return {}
    worlds = files_of_worlds(found, setup.configuration.worlds, str(setup.file.absolute().parent))
    for name in (name for name, files in worlds.items() if not files):
        write_error(f'svclint: no file that was read is in world "{name}" by its paths in {shown(setup.file)}\n')
    return worlds


def _definitions(path: str) -> tuple[Source, ...]:
    """The files at or below a path in which a CustomResourceDefinition may stand."""
    found = discover((path,), default_excludes=False)
    sources = tuple(each for each in found.sources if "CustomResourceDefinition" in each.text)
    if not sources:
        raise NoDefinitionError(path)
    return sources
