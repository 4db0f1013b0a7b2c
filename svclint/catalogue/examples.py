"""The examples that a rule carries: its test, its proof and its page."""

from __future__ import annotations

import re

_FILE = re.compile(r"^# file: (\S+)$", re.MULTILINE)
_MARK = re.compile(r"\s*# <-.*$")
DEFAULT_NAME = "example.yaml"


def split_example(text: str) -> dict[str, str]:
    """Texts by file name: an example about several files separates them by lines `# file: name.yaml`."""
    parts = _FILE.split(text.lstrip("\n"))
    files = {DEFAULT_NAME: parts[0]} if parts[0].strip() else {}
    return files | {name: body.lstrip("\n") for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def marked_lines(text: str) -> frozenset[int]:
    """The 1-based lines of one file that carry `# <-`: each is the start of a finding, and no other line is."""
    return frozenset(number for number, line in enumerate(text.splitlines(), 1) if _MARK.search(line))
