"""The console script and `python -m svclint`: as little as possible before the command is known."""

from __future__ import annotations

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
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
