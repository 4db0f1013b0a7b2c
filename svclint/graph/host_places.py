"""Whether a word stands where a host does: in a URL, or alone with its port as the value of a setting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svclint.graph.names_in_text import HostInText

_SETTING = re.compile(r"(?:-\s+)?(?:export\s+)?[\"']?([\w./-]+)[\"']?\s*(?:=|:\s)\s*")
_SEPARATOR = re.compile(r"[,;\s]+")
_ITEM = re.compile(r"[\"'\[({]*[\w.$(){}-]+(?::\d{1,5}){1,2}(?:/[^\s,;]*)?[\"'\])}]*")
_OTHER_PAIR = re.compile(
    r"(?:.*[\W_])?(?:image|image_?name|repository|version|tag|user|owner|group|[ug]id|credentials?|passwo?r?d|chown(?: -\w+)*)",
    re.IGNORECASE,
)
_PATH = re.compile(r"\.?/\w")
_DEFAULT_PORTS = {"http://": 80, "https://": 443}
_LONG_LINE = 1000
"""Nobody writes that many hosts by hand."""
_LEAST_PORT = 80
"""Smaller numbers behind a plain word are versions and tags (`postgres:16`)."""


def is_host(host: HostInText) -> bool:
    """Whether a short name is certainly meant as a host.

    `redis:6379` may as well be an image and its tag, or a user and a group: what the setting is called tells them apart.
    """
    if host.in_url or host.port is None:
        return host.in_url
    line = _line(host)
    return host.port >= _LEAST_PORT and len(line) < _LONG_LINE and not _OTHER_PAIR.fullmatch(host.key) and _is_value(line)


def port_meant(host: HostInText) -> int | None:
    """The port that is written, or else that of a URL with a path: behind a path none can be added any more."""
    if host.port is not None or not host.in_url or not _PATH.match(host.scalar.text, host.end):
        return host.port
    return next((port for scheme, port in _DEFAULT_PORTS.items() if host.scalar.text.endswith(scheme, 0, host.start)), None)


def _line(host: HostInText) -> str:
    text = host.scalar.text
    end = text.find("\n", host.end)
    return text[text.rfind("\n", 0, host.start) + 1 : end if end >= 0 else len(text)].strip()


def _is_value(line: str) -> bool:
    """Whether a line is nothing but hosts with their ports, maybe behind the name of a setting."""
    if _all_hosts(line):
        return True
    setting = _SETTING.match(line)
    return setting is not None and not _OTHER_PAIR.fullmatch(setting[1]) and _all_hosts(line[setting.end() :])


def _all_hosts(text: str) -> bool:
    items = [item for item in _SEPARATOR.split(text) if item]
    return bool(items) and all(_ITEM.fullmatch(item) for item in items)
