"""One text that was read, and its lines."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

_LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, eq=False)
class Source:
    """A decoded text under the path that users see.

    `path` is relative to the repository root, else to the current directory, with forward slashes.
    `text` has no byte order mark; offsets into it count Unicode code points.
    `file` is what to open in order to write it back, None for standard input and texts from elsewhere; `encoding` is for
    `svclint.sources.encoding.encode`, so that the byte order mark comes back as well.
    """

    path: str
    text: str
    file: str | None = None
    encoding: str = "utf-8"

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based (line, column) of an offset; columns count code points."""
        line = bisect.bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based (line, column)."""
        return self._line_starts[line - 1] + column - 1

    def line(self, number: int) -> str:
        """The text of a 1-based line, without its line end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


@dataclass(frozen=True)
class Skipped:
    """A file that was left out, and why."""

    path: str
    reason: str


@dataclass(frozen=True, eq=False)
class Unreadable:
    """A file that should have been read and could not be; it becomes a finding.

    `offset` is a place in `source.text`, where the trouble has one; the text may be empty.
    """

    source: Source
    message: str
    offset: int = 0


@dataclass(frozen=True)
class Discovery:
    """What was found under the paths that the user gave; each tuple is sorted by path.

    `skipped` has files whose objects are missing from the picture (templates, broken links), `excluded` what was left out on
    purpose (excludes, folders end in a slash), `passed_over_paths` files that were read and hold no Kubernetes object.
    `kustomizations` are the folders that hold a kustomization, empty for the top. `definitions` hold the
    CustomResourceDefinitions that the user names beside the paths: known, and not checked themselves. `worlds` are the paths
    of the sources of each world that the user names.
    """

    sources: tuple[Source, ...]
    skipped: tuple[Skipped, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    kustomizations: frozenset[str] = frozenset()
    passed_over_paths: tuple[str, ...] = ()
    excluded: tuple[Skipped, ...] = ()
    definitions: tuple[Source, ...] = ()
    worlds: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def passed_over(self) -> int:
        """The number of files that hold no Kubernetes object."""
        return len(self.passed_over_paths)
