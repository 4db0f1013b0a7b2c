"""What a walk leaves out: folders and files that are no manifests of their own, and what the user names.

The defaults are test data, goldens, partial assertions (kuttl's, which hold a part of an object only), vendored copies and the
caches of tools. A path that the user names is never left out, nor for its parents' sake anything below it.
"""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from svclint.errors import ExcludeError
from svclint.sources.patterns import patterns_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

DEFAULT_EXCLUDES = (
    ".git/",
    ".hg/",
    ".svn/",
    ".idea/",
    ".vscode/",
    ".direnv/",
    ".terraform/",
    ".nox/",
    ".tox/",
    ".venv/",
    "venv/",
    ".*_cache/",
    "__pycache__/",
    "site-packages/",
    "bower_components/",
    "node_modules/",
    "testdata/",
    "vendor/",
    "*-assert.yaml",
    "*-assert.yml",
    "[0-9]*-errors.yaml",
    "[0-9]*-errors.yml",
    "*.golden*",
)
"""Lines of a gitignore without a slash but at the end, so that a name alone decides."""


def _any_of(globs: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<g{DEFAULT_EXCLUDES.index(glob)}>{fnmatch.translate(glob.rstrip('/'))})" for glob in globs))


_FOLDER = _any_of(DEFAULT_EXCLUDES)
_FILE = _any_of([line for line in DEFAULT_EXCLUDES if not line.endswith("/")])


class Excludes:
    """Says of a path why it is left out.

    `lines` are those of a gitignore in the folder `root`; one with `!` also takes a default back. Raises ExcludeError.
    """

    def __init__(self, lines: Sequence[str], root: str, *, defaults: bool) -> None:
        self._lines = lines
        self._root = root.rstrip(os.sep) + os.sep
        self._defaults = defaults
        self._spec = _spec_of(lines) if lines else None

    def below(self, folder: str) -> Excludes:
        """Those that hold below a folder that the user names: where the lines exclude it itself, none of them."""
        verdict, _ = self._verdict(folder, folder=True)
        return Excludes((), self._root, defaults=self._defaults) if verdict else self

    def of_folder(self, path: str, name: str) -> str | None:
        """Why an absolute path of a folder is left out, or None."""
        return self._reason(path, _FOLDER.fullmatch(name) if self._defaults else None, folder=True)

    def of_file(self, path: str, name: str) -> str | None:
        """Why an absolute path of a file is left out, or None."""
        return self._reason(path, _FILE.fullmatch(name) if self._defaults else None, folder=False)

    def _reason(self, path: str, default: re.Match[str] | None, *, folder: bool) -> str | None:
        verdict, line = self._verdict(path, folder=folder)
        if verdict:
            return f"excluded by {line}"
        if default and default.lastgroup and verdict is None:
            return f"excluded by default ({DEFAULT_EXCLUDES[int(default.lastgroup[1:])]})"
        return None

    def _verdict(self, path: str, *, folder: bool) -> tuple[bool | None, str]:
        """True for excluded, False for taken back, None where no line says anything; and the line."""
        if self._spec is None or not path.startswith(self._root):
            return None, ""
        inside = path[len(self._root) :].replace(os.sep, "/")
        found = self._spec.check_file(f"{inside}/" if folder else inside)
        return found.include, "" if found.index is None else self._lines[found.index]


def _spec_of(lines: Sequence[str]) -> GitIgnoreSpec:
    try:
        return patterns_of(lines)
    except ValueError as error:
        raise ExcludeError(str(error)) from error
