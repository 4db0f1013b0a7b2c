"""What git knows: where the repository begins, and which files are in its index."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator

from svclint.errors import GitError


def repository_above(folder: str) -> str | None:
    """The nearest folder at or above an absolute one that holds `.git` (a folder, or a file in a worktree or submodule)."""
    while not os.path.lexists(os.path.join(folder, ".git")):  # noqa: PTH118 - strings all the way, Path costs start-up time
        above = os.path.dirname(folder)  # noqa: PTH120 - as above
        if above == folder:
            return None
        folder = above
    return folder


def tracked_files(folders: Iterable[str]) -> Iterator[str]:
    """Absolute paths of the files in the index below absolute folders, also of those that the work tree lacks.

    The index, because pre-commit leaves untracked files lying about while it puts unstaged changes away: what is
    committed is in the index, and its content is what the work tree shows then. Raises GitError.
    """
    by_root: dict[str, list[str]] = {}
    for folder in folders:
        root = repository_above(folder)
        if root is None:
            raise GitError(folder, "not in a git repository, so --git has no index to read")
        by_root.setdefault(root, []).append(os.path.relpath(folder, root))
    for root, below in by_root.items():
        yield from (f"{root.rstrip(os.sep)}{os.sep}{path}" for path in _listed(root, below))


def _listed(root: str, below: list[str]) -> list[str]:
    command = ["git", "--literal-pathspecs", "-C", root, "ls-files", "-z", "--cached", "--", *below]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell, and paths follow `--`
    except OSError as error:
        raise GitError(root, "git was not found, and --git needs it") from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or [f"status {done.returncode}"]
        raise GitError(root, f"git ls-files: {reason[0]}")
    return [os.fsdecode(path) for path in done.stdout.split(b"\0") if path]
