"""Situations in which svclint cannot do what was asked.

Each subclass is one situation a user can be in; it renders one sentence and owns the exit status.
A problem *in a manifest* is never an exception: it is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like `word`, or None where nothing is near enough to be a slip."""
    import difflib  # noqa: PLC0415 - only a mistake should pay for it

    known = sorted(candidates)
    same = next((each for each in known if each.casefold() == word.casefold()), None)
    found = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return same or (found[0] if found else None)


def did_you_mean(word: str, candidates: Iterable[str]) -> str:
    """The tail of a message that names the nearest candidate; empty where there is none."""
    near = nearest(word, candidates)
    return f'; did you mean "{near}"?' if near else ""


class SvclintError(Exception):
    """Base of all of them; `str()` is the sentence for the user."""

    exit_code = 2


class PathNotFoundError(SvclintError):
    """A path on the command line does not exist or cannot be read."""

    def __init__(self, path: str, reason: str = "no such file or directory") -> None:
        super().__init__(f"{path}: {reason}")


class OutputError(SvclintError):
    """A report or a fixed file cannot be written."""

    def __init__(self, where: str, reason: str) -> None:
        """`where` is a path, or words for standard output."""
        super().__init__(f"{where}: cannot be written: {reason}")


class NoObjectsError(SvclintError):
    """Nothing that was given holds a Kubernetes object."""

    def __init__(self, places: Iterable[str]) -> None:
        named = ", ".join("standard input" if each == "-" else each for each in places)
        super().__init__(
            f"no Kubernetes object found in {named} (see what was read with `svclint files`, or pass --allow-empty)"
        )


class NoDefinitionError(SvclintError):
    """What should define custom resources does not."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: no CustomResourceDefinition in it (apiextensions.k8s.io/v1)")


class UnknownVertexError(SvclintError):
    """`--focus` names nothing in the graph."""

    def __init__(self, wanted: str, in_full: str, known: Iterable[str]) -> None:
        """`in_full` is what the user wanted without abbreviations."""
        super().__init__(f'--focus: nothing in the graph is "{wanted}"{did_you_mean(in_full, known)}')


class GitError(SvclintError):
    """`--git` was asked for where git cannot answer."""

    def __init__(self, folder: str, reason: str) -> None:
        super().__init__(f"{folder}: {reason}")


class ExcludeError(SvclintError):
    """A line of `exclude` is no gitignore pattern."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"exclude: {reason}")


class UnknownWorldError(SvclintError):
    """`--world` names none of the worlds into which the input falls."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = tuple(known)
        there = f"the worlds are {', '.join(names)}" if names else "everything that was given is one world"
        super().__init__(f'there is no world "{name}"{did_you_mean(name, names)} ({there})')


class ConfigurationError(SvclintError):
    """A mistake in a configuration file: where it is, what was expected, the nearest valid thing."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")


class UnknownRuleError(SvclintError):
    """A rule or category that does not exist was named."""

    def __init__(self, name: str, known: Iterable[str], where: str) -> None:
        super().__init__(f'{where}: no rule or category "{name}"{did_you_mean(name, known)}')


class RuleFileError(SvclintError):
    """A rule file cannot be loaded: bad syntax, a failing import, no rule in it, an id that is taken."""

    def __init__(self, path: str, message: str, line: int | None = None) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")
