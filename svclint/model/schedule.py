"""Schedules and time zones of CronJobs, as their controller reads them.

https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#writing-a-cronjob-spec and the parser behind it
(https://github.com/robfig/cron, version 3 with five fields).
"""

from __future__ import annotations

import re
from typing import NamedTuple


class _Field(NamedTuple):
    """One of the five fields: what it is called, its ends, and names that stand for numbers from the lower end on."""

    name: str
    lowest: int
    highest: int
    names: tuple[str, ...] = ()


_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day of the month", 1, 31),
    _Field("month", 1, 12, ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")),
    _Field("day of the week", 0, 6, ("sun", "mon", "tue", "wed", "thu", "fri", "sat")),
)
_MACROS = ("@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly")
_EVERY = "@every "
_DURATION = re.compile(r"[-+]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)", re.ASCII)
_NUMBER = re.compile(r"\+?\d{1,18}", re.ASCII)
_ZONE = re.compile(r"(?:CRON_)?TZ=\S*\s+(.*)", re.DOTALL)
_ZONE_SIGNS = re.compile(r"[A-Za-z0-9+_.-]+(?:/[A-Za-z0-9+_.-]+)*")


def schedule_fault(text: str) -> str | None:
    """What keeps a text from being a schedule: five fields, or a word such as `@daily`."""
    zoned = _ZONE.fullmatch(text)
    spec = zoned.group(1).strip() if zoned else text
    if spec.startswith("@"):
        return _word_fault(spec)
    parts = spec.split()
    if len(parts) != len(_FIELDS):
        return f"it has {len(parts)} fields and must have {len(_FIELDS)}: minute, hour, day, month, day of the week"
    faults = (_field_fault(part, field) for part, field in zip(parts, _FIELDS, strict=True))
    return next((fault for fault in faults if fault is not None), None)


def zoned_schedule_fault(text: str) -> str | None:
    """Whether a schedule names its time zone itself, which is refused since Kubernetes 1.29."""
    return "it must not name a time zone, timeZone does" if "TZ" in text else None


def time_zone_fault(text: str) -> str | None:
    """What keeps a text from being the name of a time zone, as far as its signs say."""
    if text.lower() == "local":
        return "it must be a zone of the IANA time zone database, as in Europe/Berlin"
    wrong = _ZONE_SIGNS.fullmatch(text) is None or ".." in text
    return "it has signs that no zone of the IANA time zone database has" if wrong else None


def _word_fault(text: str) -> str | None:
    if text.startswith(_EVERY):
        duration = text.removeprefix(_EVERY)
        return None if _DURATION.fullmatch(duration) else f'"{duration}" is no duration such as 1h30m'
    return None if text in _MACROS else f"there is no {text}, only {', '.join(_MACROS)} and {_EVERY}with a duration"


def _field_fault(text: str, field: _Field) -> str | None:
    faults = (_range_fault(part, field) for part in text.split(",") if part)
    return next((f"{field.name} {text}: {fault}" for fault in faults if fault is not None), None)


def _range_fault(text: str, field: _Field) -> str | None:
    """`5`, `1-5`, `*`, `?`, each with or without a step behind a slash."""
    span, *steps = text.split("/")
    start, *ends = span.split("-")
    if len(steps) > 1 or (len(ends) > 1 and start not in ("*", "?")):
        return "there is one '-' or '/' too many"
    if steps and not (_NUMBER.fullmatch(steps[0]) and int(steps[0])):
        return "the step behind '/' must be a number above 0"
    return None if start in ("*", "?") else _numbers_fault(start, ends[0] if ends else None, field)


def _numbers_fault(start: str, end: str | None, field: _Field) -> str | None:
    first, last = _number(start, field), _number(start if end is None else end, field)
    if first is None or last is None:
        return f"{start if first is None else end} is no number"
    outside = next((number for number in (first, last) if not field.lowest <= number <= field.highest), None)
    if outside is not None:
        return f"{outside} is not between {field.lowest} and {field.highest}"
    return "it ends before it begins" if first > last else None


def _number(text: str, field: _Field) -> int | None:
    if text.lower() in field.names:
        return field.lowest + field.names.index(text.lower())
    return int(text) if _NUMBER.fullmatch(text) else None
