"""The console script and `python -m svclint`: as little as possible before the command is known."""

from __future__ import annotations

import os
import sys

from svclint import __version__

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


def main() -> None:
    """Run the program. `--version` alone needs none of it, and costs hardly more than the interpreter."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"svclint {__version__}\n")
        return
    try:
        from svclint.cli import program  # noqa: PLC0415 - click is only imported where there is something to parse

        program(prog_name="svclint")
    except KeyboardInterrupt:
        _leave(INTERRUPTED)
    except SystemExit as end:
        _leave(end.code if isinstance(end.code, int) else 0)


def _leave(status: int) -> None:
    """End at once.

    The interpreter would free a run's millions of objects one by one, which takes a tenth of a large run's time (measured);
    the operating system takes them back in one go. What was printed is flushed, or was refused and has been told, before.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):  # the reader is gone, or the stream was closed from the start
            continue
    os._exit(status)


if __name__ == "__main__":
    main()
