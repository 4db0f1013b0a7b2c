"""The bytes behind a path, without ever hanging on it."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable

MAX_BYTES = 16 * 1024 * 1024
TOO_LARGE = f"larger than {MAX_BYTES // 1024 // 1024} MiB; split it into files of its own for each application"
_CHUNK = 64 * 1024
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_DESCRIPTORS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


class ContentError(Exception):
    """The content cannot be had; `str()` says why, `start` is what could be read."""

    def __init__(self, reason: str, start: bytes = b"") -> None:
        super().__init__(reason)
        self.start = start


def read_file(path: str) -> bytes:
    """The bytes of a regular file of up to `MAX_BYTES`; raises ContentError.

    Opened without blocking, because what was a file when its folder was listed may be a named pipe by now.
    """
    try:
        descriptor = os.open(path, _FLAGS)
        try:
            return _read(lambda: os.read(descriptor, _CHUNK))
        finally:
            os.close(descriptor)
    except OSError as error:
        raise ContentError(reason_of(error)) from error


def read_pipe(path: str) -> bytes:
    """The bytes behind an inherited pipe: it has a writer, so waiting for its end is right; raises ContentError."""
    try:
        with open(path, "rb", buffering=0) as pipe:  # noqa: PTH123 - names a descriptor, nothing that Path knows about
            return _read(lambda: pipe.read(_CHUNK))
    except OSError as error:
        raise ContentError(reason_of(error)) from error


def read_standard_input() -> bytes:
    """Everything on standard input, up to just above `MAX_BYTES`."""
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def is_inherited_pipe(path: str, mode: int) -> bool:
    """Whether a path of that `st_mode` is a pipe that this process was started with: `svclint check <(helm template …)`."""
    return stat.S_ISFIFO(mode) and path.startswith(_DESCRIPTORS)


def reason_of(error: OSError) -> str:
    """The system's words for what went wrong, as they stand in a sentence."""
    return (error.strerror or str(error)).lower()


def _read(next_chunk: Callable[[], bytes]) -> bytes:
    chunks = []
    size = 0
    while chunk := next_chunk():
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            raise ContentError(TOO_LARGE, chunks[0])
    return b"".join(chunks)
