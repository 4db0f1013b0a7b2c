"""Which files there are to read below a folder."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from typing import NamedTuple

from svclint.sources.content import ContentError, reason_of
from svclint.sources.excludes import Excludes
from svclint.sources.filenames import is_manifest_name, is_manifest_template_name
from svclint.sources.naming import Naming, legible
from svclint.sources.source import Skipped, Source, Unreadable


class Candidate(NamedTuple):
    """A file to read: what to open, and the path that users see. `linked`: that path is a symbolic link."""

    file: str
    shown: str
    linked: bool = False


class Walk:
    """Gathers candidates, and what cannot be one.

    Links to folders are not followed: neither git nor `kubectl apply -R` does, and some lead out of the repository.
    """

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self.candidates: list[Candidate] = []
        self.skipped: dict[str, Skipped] = {}
        self.excluded: dict[str, Skipped] = {}
        self.unreadable: dict[str, Unreadable] = {}

    def folder(self, folder: str, excludes: Excludes) -> None:
        """Everything below an absolute folder; raises ContentError if it cannot be listed itself."""
        below = self._scan(folder, excludes)
        while below:
            path = below.pop()
            try:
                below += self._scan(path, excludes)
            except ContentError as error:
                shown = self._naming.shown(path)
                self.unreadable[shown] = Unreadable(Source(shown, ""), f"the folder cannot be listed: {error}")

    def tracked(self, files: Iterable[str], folder: str, excludes: Excludes) -> None:
        """Those of the absolute paths that stand below a folder; a file that the work tree lacks is none."""
        shut: dict[str, bool] = {folder: False}
        start = folder.rstrip(os.sep) + os.sep
        for path in files:
            above, _, name = path.rpartition(os.sep)
            if path.startswith(start) and _is_wanted(name) and not self._is_shut(above, excludes, shut):
                self._tracked_file(path, name, excludes)

    def _tracked_file(self, path: str, name: str, excludes: Excludes) -> None:
        try:
            mode = os.lstat(path).st_mode
        except OSError:
            return
        if not stat.S_ISDIR(mode):
            self._file(path, name, self._naming.shown(path), excludes, linked=stat.S_ISLNK(mode))

    def _is_shut(self, folder: str, excludes: Excludes, known: dict[str, bool]) -> bool:
        if folder not in known:
            above, _, name = folder.rpartition(os.sep)
            known[folder] = self._is_shut(above, excludes, known) or self._is_excluded_folder(folder, name, excludes)
        return known[folder]

    def _scan(self, folder: str, excludes: Excludes) -> list[str]:
        """Take the files of one folder; its folders come back."""
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError as error:
            raise ContentError(reason_of(error)) from error
        shown = self._naming.shown(folder)
        prefix = f"{shown}/" if shown else ""
        folders = []
        for entry in entries:
            name = entry.name
            if entry.is_dir(follow_symlinks=False):
                if not self._is_excluded_folder(entry.path, name, excludes):
                    folders.append(entry.path)
            elif _is_wanted(name) or entry.is_dir():
                linked = not entry.is_file(follow_symlinks=False)
                self._file(entry.path, name, prefix + legible(name), excludes, linked=linked)
        return folders

    def _is_excluded_folder(self, path: str, name: str, excludes: Excludes) -> bool:
        reason = excludes.of_folder(path, name)
        if reason:
            self._exclude(f"{self._naming.shown(path)}/", reason)
        return reason is not None

    def _file(self, path: str, name: str, shown: str, excludes: Excludes, *, linked: bool) -> None:
        reason = excludes.of_file(path, name)
        if reason:
            self._exclude(shown, reason)
        elif linked:
            self._link(path, shown)
        else:
            self.candidates.append(Candidate(path, shown))

    def _link(self, path: str, shown: str) -> None:
        """A symbolic link, or something that is no file at all."""
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - strings all the way, a Path for each file costs time
        except OSError as error:
            self.skipped[shown] = Skipped(shown, f"broken symbolic link: {reason_of(error)}")
            return
        if stat.S_ISDIR(mode):
            self._exclude(shown, "symbolic link to a folder")
        elif stat.S_ISREG(mode):
            self.candidates.append(Candidate(os.path.realpath(path), shown, linked=True))
        else:
            self.skipped[shown] = Skipped(shown, "not a regular file")

    def _exclude(self, shown: str, reason: str) -> None:
        self.excluded[shown] = Skipped(shown, reason)


def _is_wanted(name: str) -> bool:
    return is_manifest_name(name) or is_manifest_template_name(name)
