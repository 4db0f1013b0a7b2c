"""The paths on the command line."""

from __future__ import annotations

import errno
import os
import stat

from svclint.errors import PathNotFoundError, nearest
from svclint.sources.content import is_inherited_pipe, reason_of
from svclint.sources.filenames import KUSTOMIZATIONS
from svclint.sources.naming import Naming, legible, physical
from svclint.sources.walk import Candidate

STANDARD_INPUT = "-"


class NamedPaths:
    """Sorts what the user names into folders, files, pipes and standard input. Each remembers how the user spelled it.

    `kustomizations` are the folders at or above them that hold one, up to where shown paths begin.
    """

    def __init__(self, naming: Naming) -> None:
        self._naming = naming
        self.folders: dict[str, str] = {}
        self.files: dict[str, Candidate] = {}
        self.pipes: dict[str, Candidate] = {}
        self.standard_input = False
        self.kustomizations: set[str] = set()

    def add(self, path: str) -> None:
        """Take one; raises PathNotFoundError."""
        if path == STANDARD_INPUT:
            self.standard_input = True
            return
        try:
            mode = os.stat(path).st_mode  # noqa: PTH116 - strings all the way, Path costs start-up time
        except OSError as error:
            raise _missing(path, error) from error
        if stat.S_ISDIR(mode):
            folder = os.path.realpath(path)
            self.folders.setdefault(folder, path)
            self._note_kustomizations(folder)
        elif stat.S_ISREG(mode):
            self._add_file(path)
        elif is_inherited_pipe(path, mode):
            self.pipes[path] = Candidate(path, path)
        else:
            raise PathNotFoundError(legible(path), "neither a file nor a folder; pipe it and pass - instead")

    def _add_file(self, path: str) -> None:
        place = physical(path)
        self.files.setdefault(path, Candidate(os.path.realpath(path), self._naming.shown(place), os.path.islink(place)))  # noqa: PTH114 - as above
        self._note_kustomizations(os.path.dirname(place))  # noqa: PTH120 - as above

    def _note_kustomizations(self, folder: str) -> None:
        while folder.startswith(self._naming.root):
            if any(os.path.isfile(os.path.join(folder, name)) for name in KUSTOMIZATIONS):  # noqa: PTH113, PTH118 - as above
                self.kustomizations.add(self._naming.shown(folder))
            if folder == self._naming.root:
                return
            folder = os.path.dirname(folder)  # noqa: PTH120 - as above


def _missing(path: str, error: OSError) -> PathNotFoundError:
    if os.path.islink(path):  # noqa: PTH114 - as above
        return PathNotFoundError(legible(path), f"broken symbolic link to {legible(os.readlink(path))}")  # noqa: PTH115 - as above
    if error.errno not in (errno.ENOENT, errno.ENOTDIR):
        return PathNotFoundError(legible(path), reason_of(error))
    near = _nearest(path)
    return PathNotFoundError(legible(path), reason_of(error) + (f'; did you mean "{near}"?' if near else ""))


def _nearest(path: str) -> str | None:
    """What there is instead of the first part of the path that does not exist."""
    folder, name = os.path.split(path.rstrip(os.sep))
    while folder and not os.path.lexists(folder):
        folder, name = os.path.split(folder)
    try:
        found = nearest(name, os.listdir(folder or os.curdir))  # noqa: PTH208 - as above
    except OSError:
        return None
    return legible(os.path.join(folder, found)) if found else None  # noqa: PTH118 - as above
