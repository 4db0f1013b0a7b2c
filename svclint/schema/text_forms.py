"""Formats of strings and numbers in the schemas of custom resources that svclint knows for certain.

https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation

The server passes over formats that it does not know; its readings of `uri`, `email`, `hostname` and `duration` are Go's own.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from collections.abc import Callable

from svclint.model.addresses import parse_address, parse_range
from svclint.schema.formats import is_base64

_UUID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_date(text: str) -> bool:
    try:
        return _DATE.fullmatch(text) is not None and bool(dt.date.fromisoformat(text))
    except ValueError:
        return False


_TEXTS: dict[str, tuple[Callable[[str], bool], str]] = {
    "byte": (lambda text: not text or is_base64(text), "base64"),
    "cidr": (lambda text: parse_range(text) is not None, "a range of addresses such as 10.0.0.0/8"),
    "date": (_is_date, "a date such as 2026-01-31"),
    "date-time": (lambda text: _is_date(text[:10]) and text[10:11] in ("T", "t"), "a time such as 2026-01-31T12:00:00Z"),
    "ipv4": (lambda text: isinstance(parse_address(text), ipaddress.IPv4Address), "an IPv4 address"),
    "ipv6": (lambda text: isinstance(parse_address(text), ipaddress.IPv6Address), "an IPv6 address"),
    "uuid": (lambda text: _UUID.fullmatch(text) is not None, "a UUID"),
}
_BITS = {"int32": 31, "int64": 63}


def form_fault(form: object, value: str | float) -> str | None:
    """What keeps a value from having the format, None where nothing does or svclint does not know it."""
    if isinstance(value, str):
        fits, name = _TEXTS.get(form, (None, "")) if isinstance(form, str) else (None, "")
        return None if fits is None or fits(value) else f"it must be {name}"
    bits = _BITS.get(form) if isinstance(form, str) and isinstance(value, int) else None
    return f"it must have at most {bits + 1} bits" if bits and not -(1 << bits) <= value < 1 << bits else None
