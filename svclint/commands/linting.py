"""What `svclint check` does between its options and its output."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.catalogue.finding import Profile, Severity
from svclint.commands.setup import Setup, read_sources, set_up
from svclint.engine.check import check
from svclint.engine.selection import Choice
from svclint.engine.suppressions import Policy
from svclint.errors import NoObjectsError
from svclint.fixer.difference import unified_diff
from svclint.fixer.files import write_back
from svclint.fixer.fix import Fixed, fix
from svclint.reporters.style import count
from svclint.sources.naming import shown_path

if TYPE_CHECKING:
    from collections.abc import Collection

    from svclint.commands.flags import CheckFlags
    from svclint.engine.report import Report
    from svclint.sources.source import Discovery


@dataclass(frozen=True)
class Linted:
    """`report` is what to show, `found` what the exit status goes by, `instead` what standard output gets for the report."""

    report: Report
    found: Report
    places: tuple[str, ...]
    told_fixes: str = ""
    instead: str | None = None

    def reaches(self, severity: str) -> bool:
        """Whether there is a finding of this severity or above."""
        return any(each.severity >= Severity[severity.upper()] for each in self.found.findings)

    def require_objects(self, *, allow_empty: bool) -> None:
        """Raise NoObjectsError where there was nothing to check and nothing to say."""
        if not (allow_empty or self.report.objects or self.report.findings):
            raise NoObjectsError(self.places)


def lint(flags: CheckFlags, only: tuple[str, ...] | None) -> Linted:
    """Read, check, fix. `only` are files as the user wrote them."""
    setup = set_up(flags)
    discovery = read_sources(flags, setup)
    reported = None if only is None else _named(only, discovery)
    run = functools.partial(_run, setup, _choice(setup, flags), _policy(setup, judge_unused=only is None), reported)
    places = flags["paths"] or (".",)
    if not (flags["fix"] or flags["unsafe_fixes"] or flags["diff"]):
        report = run(discovery)
        return Linted(report, report, places)
    fixed = fix(discovery, run, unsafe=flags["unsafe_fixes"], paths=reported)
    if flags["diff"]:
        difference = "".join(unified_diff(source, text) for source, text in fixed.changes)
        return Linted(fixed.report, run(discovery), places, _told("would fix", fixed), difference)
    return Linted(fixed.report, fixed.report, places, _told("fixed", fixed), _write(fixed, discovery))


def _run(setup: Setup, choice: Choice, policy: Policy, reported: Collection[str] | None, discovery: Discovery) -> Report:
    report = check(discovery, setup.configuration.settings, setup.rules, choice, policy)
    return report if reported is None else report.concerning(reported)


def _named(only: tuple[str, ...], discovery: Discovery) -> frozenset[str]:
    """The paths, as findings show them, of files and of everything below folders."""
    shown = {shown_path(each) for each in only}
    below = tuple(f"{each}/" if each else "" for each in shown)
    texts = [*discovery.sources, *(each.source for each in discovery.unreadable)]
    return frozenset(each.path for each in texts if each.path in shown or each.path.startswith(below))


def _choice(setup: Setup, flags: CheckFlags) -> Choice:
    """`--select` and `--profile` stand for the keys of that name, `--ignore` adds to its key."""
    configuration = setup.configuration
    return Choice(
        profile=Profile[flags["profile"].upper()] if flags["profile"] else configuration.profile,
        select=flags["select"] or (() if flags["profile"] else configuration.select),
        ignore=(*configuration.ignore, *flags["ignore"]),
        severity=configuration.severity,
        options=configuration.options,
    )


def _policy(setup: Setup, *, judge_unused: bool) -> Policy:
    configuration = setup.configuration
    return Policy(configuration.inline_suppressions, configuration.require_reason, judge_unused)


def _told(verb: str, fixed: Fixed) -> str:
    return f"{verb} {count(fixed.applied, 'finding')} in {count(len(fixed.changes), 'file')}\n"


def _write(fixed: Fixed, discovery: Discovery) -> str | None:
    """Write fixed files back; the text of standard input, fixed or not, is for standard output."""
    for source, text in fixed.changes:
        if source.file is not None:
            write_back(source, text)
    texts = {source: text for source, text in fixed.changes if source.file is None}
    streams = [each for each in discovery.sources if each.file is None]
    return texts.get(streams[0], streams[0].text) if streams else None
