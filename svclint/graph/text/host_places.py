"""Whether a word stands where a host does: in a URL, or alone with its port as the value of a setting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from svclint.graph.text.host_in_text import HostInText

_SETTING = re.compile(r"(?:-\s+)?(?:export\s+)?[\"']?([\w./-]+)[\"']?\s*(?:=|:\s)\s*")
_SEPARATOR = re.compile(r"[,;\s]+")
_ITEM = re.compile(r"[\"'\[({]*[\w.$(){}-]+(?::\d{1,5}){1,2}(?:/[^\s,;]*)?[\"'\])}]*")
_DIRECTIVE = re.compile(
    r"(?:^|[\s{;])(?:server(?:\s+[\w.-]+)?|(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass|reverse_proxy)\s+\Z|\btcp\(\Z|:thin:@\Z"
)
"""nginx and HAProxy (`server`), the `_pass` family of nginx, Caddy; data source names of Go's MySQL driver and of Oracle."""
_QUOTED = re.compile(r"([\w.-]+)[\"']?\s*(?:=>|[:=])\s*[\[{(]?\s*(?:[\"'][^\"']*[\"']\s*,\s*)*[\"']\Z")
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
    if host.port < _LEAST_PORT or len(line) >= _LONG_LINE or _OTHER_PAIR.fullmatch(host.key):
        return False
    return _is_value(line) or _is_told(host)


def _is_told(host: HostInText) -> bool:
    """Whether what stands right before says that a host follows: a directive of a proxy, or the key of a quoted value."""
    text = host.scalar.text
    before = text[text.rfind("\n", 0, host.start) + 1 : host.start]
    if _DIRECTIVE.search(before):
        return True
    quote = before[-1:]
    key = _QUOTED.search(before) if quote in ("'", '"') and text.startswith(quote, host.port_end) else None
    return key is not None and not _OTHER_PAIR.fullmatch(key[1])


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
    line = line.removeprefix("- ")
    if _all_hosts(line):
        return True
    setting = _SETTING.match(line)
    return setting is not None and not _OTHER_PAIR.fullmatch(setting[1]) and _all_hosts(line[setting.end() :])


def _all_hosts(text: str) -> bool:
    items = [item for item in _SEPARATOR.split(text) if item]
    return bool(items) and all(_ITEM.fullmatch(item) for item in items)
