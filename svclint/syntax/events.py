"""The two parsers behind one face: a function that gives the next event, None at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import Event, ScalarEvent

from svclint.syntax.disguise import Disguise

EventReader: TypeAlias = Callable[[], Event | None]


def native_events(text: str) -> EventReader:
    """The events of libyaml; without a wheel of it, pure Python's."""
    try:
        from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]  # noqa: PLC0415 - it is there only with a wheel
    except ImportError:
        return pure_events(text)
    reader: EventReader = CParser(text).get_event
    return reader


def pure_events(text: str) -> EventReader:
    """The same from ruamel.yaml's own parser, some twenty times slower.

    It is stricter in one thing: it takes no tab outside quotes and blocks, not even between a colon and its value. And it does
    not see U+0085, U+2028 and U+2029 as the line ends that they are in YAML 1.1.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - costs start-up time that libyaml spares

    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 1)
    events = iter(yaml.parse(text))
    return lambda: next(events, None)


def revealing(reader: EventReader, disguises: Iterable[Disguise]) -> EventReader:
    """The same events with the values as they were before they were disguised."""

    def read() -> Event | None:
        event = reader()
        if isinstance(event, ScalarEvent):
            for disguise in disguises:
                event.value = disguise.reveal(event.value)
        return event

    return read


def places_of(error: YAMLError, text: str, base: int) -> tuple[int, int | None]:
    """Where the parser of `text[base:]` noticed the trouble, and where the thing began that it was reading."""
    if not isinstance(error, MarkedYAMLError):
        position = getattr(error, "position", 0)
        return base + len(text[base:].encode()[:position].decode(errors="ignore")), None
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    return base + (mark.index if mark else 0), base + context.index if context else None


def words_of(error: YAMLError) -> str:
    """What the parser was doing and what it found."""
    parts = [getattr(error, "context", None), getattr(error, "problem", None)]
    return ", ".join(part for part in parts if part) or str(error).splitlines()[0]
