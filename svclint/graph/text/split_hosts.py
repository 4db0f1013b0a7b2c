"""Hosts of which the port stands apart: `nc -z db 5432`, `host: db` above `port: 5432`, `DB_HOST` beside `DB_PORT`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.syntax.nodes import Sequence
from svclint.syntax.parts import span_inside
from svclint.syntax.places import items_at, scalar_at, string_at

if TYPE_CHECKING:
    from svclint.syntax.nodes import Node, Scalar
    from svclint.syntax.places import Span

_NAME = r"(?P<host>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)*)"
_PORT = r"(?P<port>\d{2,5})\b"
_HOSTS = "host|hostname|server|addr|address"
_IS = r"[\"']?[ \t]*[:=][ \t]*[\"']?"
_PAIRS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:nc|ncat|netcat|telnet)[ \t]+(?:-\w+(?:[ \t=]\d+)?[ \t]+)*{_NAME}[ \t]+{_PORT}",
        rf"/dev/tcp/{_NAME}/{_PORT}",
        rf"(?:\s-h|--host)[ \t=]+{_NAME}[ \t]+(?:-p|--port)[ \t=]*{_PORT}",
        rf"\b(?:{_HOSTS}){_IS}{_NAME}[\"']?\s*[,;]?\s*[\"']?(?:port|port_value){_IS}{_PORT}",
        rf"\bserver[ \t]*=[ \t]*{_NAME},[ \t]*{_PORT}",
    )
)
_WORDS = ("host", "addr", "server", "/dev/tcp/", "nc ", "ncat ", "netcat ", "telnet ", " -h ")
_KEYED = re.compile(r"(?:host(?:name)?|addr(?:ess)?)[\"']?(?:\s*,?\s*[\"']?value[\"']?)?:[ \t]+[\"']?(?=[a-z])", re.IGNORECASE)
_KEY = re.compile(r"(?P<of>.*[a-z0-9])(?P<between>[_.-])(?:host|hostname|addr|address)", re.IGNORECASE)
_OWN = re.compile(r"(?:.*[_.-])?(?:app|bind|http|listen|local|management|metrics|my|own|pod|server|web)", re.IGNORECASE)
"""What programs call the address on which they listen themselves."""
_WHOLE = re.compile(_NAME, re.IGNORECASE)
_LONGEST = 20_000
"""Beyond that a text is data rather than something that a person configures."""


class SplitHost(NamedTuple):
    """A host at `start:end` of a text, its port and where that is written."""

    start: int
    end: int
    port: int
    at: Span | None


def offsets_of(text: str) -> Iterator[int]:
    """Where in the text of a source a value may hold such a host. Searched word by word, which is several times quicker."""
    lower = text.lower() if len(text.lower()) == len(text) else text
    for word in _WORDS:
        at = lower.find(word)
        while at >= 0:
            yield at
            keyed = _KEYED.match(text, at)
            if keyed:
                yield keyed.end()
            at = lower.find(word, at + len(word))


def split_hosts(scalar: Scalar, key: str, parent: Node, holder: Node | None) -> Iterator[SplitHost]:
    """The hosts in a value of which the port stands elsewhere: in the value, or beside it under the other name of a pair."""
    text = scalar.text
    port = _beside(key, parent, holder) if _WHOLE.fullmatch(text) else None
    if port is not None:
        yield SplitHost(0, len(text), int(port.text), span_inside(port, 0, len(port.text)))
        return
    for match in (found for each in _PAIRS for found in each.finditer(text[:_LONGEST])):
        at = span_inside(scalar, match.start("port"), match.end("port"))
        yield SplitHost(match.start("host"), match.end("host"), int(match["port"]), at)


def _beside(key: str, parent: Node, holder: Node | None) -> Scalar | None:
    """`ORDERS_PORT` beside `ORDERS_HOST`, in a list of variables or in a mapping."""
    pair = _KEY.fullmatch(key)
    if pair is None or _OWN.fullmatch(pair["of"]):
        return None
    names = tuple(f"{pair['of']}{pair['between']}{word}" for word in ("PORT", "port"))
    items = [item for item in items_at(holder) if string_at(item, "name") in names] if isinstance(holder, Sequence) else []
    ports = [*(scalar_at(item, "value") for item in items), *(scalar_at(parent, name) for name in names)]
    return next((each for each in ports if each is not None and each.text.isdecimal()), None)
