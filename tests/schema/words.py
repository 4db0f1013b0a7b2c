"""Values for each format that the schemas and their constraints name: some of that format, and some that are not."""

from __future__ import annotations

from base64 import b64encode
from typing import Any, NamedTuple, TypeAlias

from hypothesis import strategies as st

Strategy: TypeAlias = st.SearchStrategy[Any]


class Values(NamedTuple):
    """What a field takes, and single values that it does not."""

    right: Strategy
    wrong: tuple[Any, ...] = ()


def words(*some: str) -> Strategy:
    """One of them, the first one in the shortest example."""
    return st.sampled_from(some)


def written_as(pattern: str) -> Strategy:
    """What a whole pattern matches."""
    return st.from_regex(pattern, fullmatch=True)


TEXT = words("web", "a b", "yes", "80", "it's: #1")
LABEL = written_as(r"[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?")
LABEL_1035 = written_as(r"[a-z]([a-z0-9-]{0,6}[a-z0-9])?")
PORT_NAME = written_as(r"[a-z]{1,4}(-[a-z0-9]{1,4}){0,2}")
SUBDOMAIN = st.lists(LABEL, min_size=1, max_size=3).map(".".join)
PRIVATE_4 = st.integers(1, 254).map(lambda number: f"10.20.30.{number}")
PRIVATE_6 = st.integers(1, 0xFFFE).map(lambda number: f"fd00:20::{number:x}")
RANGE_4 = words("10.0.0.0/8", "192.0.2.0/24", "0.0.0.0/0")
RANGE_6 = words("fd00::/8", "2001:db8::/32", "::/0")

_KEY = written_as(r"([a-z]{1,3}\.example/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,6}[A-Za-z0-9])?")
_VALUE = written_as(r"([A-Za-z0-9]([A-Za-z0-9_.-]{0,6}[A-Za-z0-9])?)?")
_NOT_LABELS = ("-a", "a_b", "a b", "Web", "a" * 64)
_NOT_SUBDOMAINS = ("-a", "a..b", "a_b", "Web", "a" * 254)
_NOT_KEYS = ("-a", "a b", "a/b/c", "/a", "a/")
_NOT_ADDRESSES = ("a", "10.0.0", "10.0.0.256", "10.0.0.1/8", "1::2::3")
_NOT_RANGES = ("a", "10.0.0.1", "10.0.0.0/33", "fd00::/129")

FORMATS: dict[str, Values] = {
    "annotation-key": Values(_KEY, _NOT_KEYS),
    "api-group": Values(words("example.com", "a.b.example.com"), ("example", "-a.b", "A.b")),
    "byte": Values(st.binary(max_size=4).map(lambda data: b64encode(data).decode()), ("a", "%%%%")),
    "cidr": Values(RANGE_4 | RANGE_6, _NOT_RANGES),
    "date-time": Values(words("2026-01-02T03:04:05Z"), ("2026-01-02", "now")),
    "dns-1035-label": Values(LABEL_1035, (*_NOT_LABELS, "1a")),
    "dns-label": Values(LABEL, _NOT_LABELS),
    "dns-subdomain": Values(SUBDOMAIN, _NOT_SUBDOMAINS),
    "dns-search-path": Values(SUBDOMAIN, ("-a", "a..b", "Web", "_tcp.example.com")),
    "domain-path": Values(words("example.com/ingress", "a/b"), ("example.com", "/a", "a/", "A.b/c")),
    "fqdn": Values(words("example.com", "a.b.example.com."), ("example", "a..b", "A.b")),
    "ip": Values(PRIVATE_4 | PRIVATE_6, _NOT_ADDRESSES),
    "label-key": Values(_KEY, _NOT_KEYS),
    "label-value": Values(_VALUE, ("-a", "a b", "a" * 64, "a/b")),
    "path-segment": Values(words("web", "a:B"), ("a/b", "a%b", "..")),
    "port-name": Values(PORT_NAME, ("-a", "a--b", "80", "Web", "a" * 16)),
    "qualified-name": Values(_KEY, _NOT_KEYS),
    "quantity": Values(words("1", "500m", "1.5Gi", "1e3"), ("1 Gi", "a", "1GB")),
    "relaxed-search-path": Values(SUBDOMAIN | words("_tcp.example.com", "."), ("-a", "a..b", "Web")),
    "schedule": Values(words("0 4 * * *", "*/5 * * * 1-5", "@hourly"), ("daily", "* * * *", "61 * * * *")),
    "schedule-without-zone": Values(words("0 4 * * *"), ("TZ=UTC 0 4 * * *", "CRON_TZ=UTC 0 4 * * *")),
    "strict-cidr": Values(RANGE_4 | RANGE_6, (*_NOT_RANGES, "10.0.0.1/8", "010.0.0.0/8")),
    "strict-ip": Values(PRIVATE_4 | PRIVATE_6, (*_NOT_ADDRESSES, "010.0.0.1", "::ffff:10.0.0.1")),
    "time-zone": Values(words("Etc/UTC", "Europe/Berlin"), ("Local", "Europe/../UTC", " UTC")),
    "webhook-name": Values(words("a.example.com", "a.b.example.com"), ("a.b", "a", "A.b.c")),
    "webhook-path": Values(words("/validate", "/a/b"), ("validate", "/a//b")),
    "webhook-url": Values(words("https://hooks.example.com/a", "https://10.0.0.1:8443/"), ("http://a", "a", "https://a/?b=c")),
    "wildcard-subdomain": Values(words("*.example.com"), ("example.com", "*", "*.-a")),
}
