"""Whether a stream gets colours (https://no-color.org, https://force-color.org, https://bixense.com/clicolors/)."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from typing import IO

from svclint.reporters.style import Style

_COLOURFUL_CI = ("GITHUB_ACTIONS", "GITLAB_CI", "BUILDKITE", "CIRCLECI", "TRAVIS", "DRONE", "WOODPECKER")
"""Variables of services whose logs show ANSI colours although they are no terminal."""
_WIDTH = 120


def wants_colour(choice: str, stream: IO[str] | None, environment: Mapping[str, str]) -> bool:
    """`--color` first, then NO_COLOR, FORCE_COLOR or CLICOLOR_FORCE, a CI service, and last the terminal."""
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    forced = [environment[name] for name in ("FORCE_COLOR", "CLICOLOR_FORCE") if environment.get(name)]
    if forced:
        return any(value not in ("0", "false") for value in forced)
    if any(environment.get(name) for name in _COLOURFUL_CI):
        return True
    return _is_terminal(stream) and environment.get("TERM") != "dumb"


def style_for(choice: str, stream: IO[str] | None, environment: Mapping[str, str]) -> Style:
    """How text looks on a stream: colours, whether it takes more than ASCII, and how wide it is."""
    encoding = (getattr(stream, "encoding", None) or "utf-8").lower().replace("-", "")
    width = shutil.get_terminal_size((_WIDTH, 24)).columns if _is_terminal(stream) else _WIDTH
    return Style(colour=wants_colour(choice, stream, environment), unicode=encoding.startswith("utf"), width=width)


def _is_terminal(stream: IO[str] | None) -> bool:
    return stream is not None and stream.isatty()
