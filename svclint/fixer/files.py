"""Writes files so that a reader sees the old content or the new, never a part."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from svclint.errors import OutputError
from svclint.sources.encoding import decode, encode

if TYPE_CHECKING:
    from svclint.sources.source import Source


def replace_file(path: Path, content: bytes) -> None:
    """Write a whole file under another name beside it, then rename it. A link keeps pointing where it points."""
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)  # a device or a pipe, /dev/stdout for one: there is nothing to keep whole
            return
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        _finish(handle, Path(name), target, content, mode)
    except OSError as error:
        raise OutputError(str(path), error.strerror or str(error)) from error


def _finish(handle: int, draft: Path, target: Path, content: bytes, mode: int) -> None:
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        draft.chmod(mode)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def write_back(source: Source, text: str) -> None:
    """Give a file that was read a new text, its encoding kept. Refuses where the file is no longer what was read."""
    path = Path(source.file or "")
    try:
        now = decode(path.read_bytes()).text
    except OSError as error:
        raise OutputError(source.path, error.strerror or str(error)) from error
    if now != source.text:
        raise OutputError(source.path, "it changed while svclint was reading it")
    replace_file(path, encode(text, source.encoding))
