"""Paths as users see them: as `git ls-files` prints them, else relative to the current directory."""

from __future__ import annotations

import os

from svclint.sources.repository import repository_above


class Naming:
    """Names absolute paths. `root` is the repository around the folder `here`, else that folder itself."""

    def __init__(self, here: str | None = None) -> None:
        folder = os.path.realpath(here or os.getcwd())  # noqa: PTH109 - strings all the way, Path costs start-up time
        self.root = repository_above(folder) or folder
        self._prefix = self.root.rstrip(os.sep) + os.sep

    def shown(self, path: str) -> str:
        """The name of an absolute path: relative to the root (empty for itself), else absolute; with forward slashes."""
        if path == self.root:
            return ""
        return legible(path.removeprefix(self._prefix).replace(os.sep, "/"))


def physical(path: str) -> str:
    """The absolute path of a file with the links among its folders resolved; a link in the last place keeps its own name."""
    folder, name = os.path.split(path)
    return os.path.realpath(path) if name in ("", ".", "..") else os.path.join(os.path.realpath(folder), name)  # noqa: PTH118 - as above


def shown_path(path: str) -> str:
    """How a path that the user wrote shows in findings; a folder is named by its physical place."""
    return Naming().shown(os.path.realpath(path) if os.path.isdir(path) else physical(path))  # noqa: PTH112 - as above


def legible(path: str) -> str:
    """The path with bytes that are not UTF-8 spelled out in hexadecimal, so that it can be printed."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "backslashreplace")
