"""Which configuration file counts."""

from __future__ import annotations

from pathlib import Path

FILE_NAME = ".svclint.yaml"


def find_configuration(start: Path) -> Path | None:
    """The nearest `.svclint.yaml` in the folder of `start` or above, up to the root of its repository."""
    here = start.absolute()
    folder = here if here.is_dir() else here.parent
    for each in (folder, *folder.parents):
        if (each / FILE_NAME).is_file():
            return each / FILE_NAME
        if (each / ".git").exists():
            return None
    return None


def shown(path: Path) -> str:
    """A path for messages: relative to the current directory where it lies below, forward slashes."""
    here = Path.cwd()
    whole = path.absolute()
    return (whole.relative_to(here) if whole.is_relative_to(here) else whole).as_posix()
