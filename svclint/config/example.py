"""A rule's example as a run of svclint takes it: manifests, and where the example has them, rules and a configuration."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from svclint.catalogue.examples import split_example
from svclint.catalogue.loader import CATEGORIES, AnyRule, load_folder
from svclint.config.configuration import Configuration
from svclint.config.load import parse_configuration
from svclint.config.locate import FILE_NAME
from svclint.engine.check import check
from svclint.engine.selection import Choice
from svclint.engine.suppressions import Policy
from svclint.sources.source import Discovery, Source

if TYPE_CHECKING:
    from svclint.engine.report import Report


@dataclass(frozen=True)
class Example:
    """`rules` are those of the example itself, beside all others."""

    discovery: Discovery
    rules: tuple[AnyRule, ...]
    configuration: Configuration

    def check(self, rules: Iterable[AnyRule], discovery: Discovery | None = None) -> Report:
        """What all rules of all profiles say of it, or of another state of its manifests."""
        configuration = self.configuration
        choice = Choice(
            select=CATEGORIES, ignore=configuration.ignore, severity=configuration.severity, options=configuration.options
        )
        policy = Policy(configuration.inline_suppressions, configuration.require_reason)
        return check(discovery or self.discovery, configuration.settings, (*rules, *self.rules), choice, policy)


def read_example(text: str, rules: Iterable[AnyRule]) -> Example:
    """Take an example apart; `rules` are those that its configuration may name."""
    files = split_example(text)
    own = _load(tuple((name, content) for name, content in files.items() if name.endswith(".py")))
    configuration = parse_configuration(Source(FILE_NAME, files.get(FILE_NAME, "")), (*rules, *own))
    manifests = {name: content for name, content in files.items() if name != FILE_NAME and not name.endswith(".py")}
    return Example(Discovery(tuple(Source(name, content) for name, content in manifests.items())), own, configuration)


def _load(files: Iterable[tuple[str, str]]) -> tuple[AnyRule, ...]:
    """The rules in the Python files of an example, loaded as `--rules` would."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files:
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return tuple(load_folder(Path(folder), "svclint_example"))
