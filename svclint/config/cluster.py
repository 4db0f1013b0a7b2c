"""Values that describe a cluster, as users write them on the command line and in the configuration."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from svclint.reference_rows import FieldPath
from svclint.settings import NEWEST, OLDEST

T = TypeVar("T")
_VERSION = re.compile(r"v?(\d+)\.(\d+)(?:\.\d+)?")
_LABEL = re.compile(r"[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?")
_RANGE = re.compile(r"(\d+)-(\d+)")
_KIND = re.compile(r"[A-Z][A-Za-z0-9]*(?:\.[a-z0-9.-]+)?")
_MAX_PORT = 65535
_KIND_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")


class NotationError(ValueError):
    """A value is not written as it has to be; `str()` says what was expected."""

    def __init__(self, expected: str, given: str) -> None:
        """`expected` completes "expected …"."""
        super().__init__(f'expected {expected}, not "{given}"')


@dataclass(frozen=True)
class Notation(Generic[T]):
    """How a value is written. `read` gives None for what is not written so; `expected` is for people, from what was given.

    `looks_like_number` is set where a value without quotes is a number to YAML, as 1.30 is, and counts as it is written.
    """

    expected: Callable[[str], str]
    read: Callable[[str], T | None]
    looks_like_number: bool = False

    def parse(self, text: str) -> T:
        """The value; raises NotationError."""
        value = self.read(text)
        if value is None:
            raise NotationError(self.expected(text), text)
        return value


def _version(text: str) -> tuple[int, int] | None:
    version = _numbers(text)
    return version if version is not None and OLDEST <= version <= NEWEST else None


def _numbers(text: str) -> tuple[int, int] | None:
    found = _VERSION.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def _versions(text: str) -> str:
    version = _numbers(text)
    near = f" (the nearest is {_dotted(min(max(version, OLDEST), NEWEST))})" if version else ""
    return f"a Kubernetes version from {_dotted(OLDEST)} to {_dotted(NEWEST)}{near}"


def _dotted(version: tuple[int, int]) -> str:
    return f"{version[0]}.{version[1]}"


def _label(text: str) -> str | None:
    return text if _LABEL.fullmatch(text) else None


def _domain(text: str) -> str | None:
    return text if all(_LABEL.fullmatch(label) for label in text.split(".")) else None


def _ports(text: str) -> tuple[int, int] | None:
    found = _RANGE.fullmatch(text)
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    return (low, high) if 1 <= low <= high <= _MAX_PORT else None


def _network(text: str) -> str | None:
    try:
        return str(ipaddress.ip_network(text)) if "/" in text else None
    except ValueError:
        return None


def _service(text: str) -> tuple[str, str] | None:
    namespace, _, name = text.partition("/")
    return (namespace, name) if _LABEL.fullmatch(namespace) and _LABEL.fullmatch(name) else None


KUBERNETES_VERSION = Notation(_versions, _version, looks_like_number=True)
"""`1.31`, also `v1.31` and `1.31.4`: a version whose schemas svclint has."""
NAMESPACE = Notation(lambda _: 'a namespace (lower-case letters, digits and "-", at most 63)', _label)
"""https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names"""
DOMAIN = Notation(lambda _: "a DNS name like cluster.local", _domain)
"""A DNS name without a dot at its end."""
PORT_RANGE = Notation(lambda _: "a range of ports like 30000-32767", _ports)
"""Inclusive on both ends, as the API server's `--service-node-port-range`."""
RANGE = Notation(lambda _: "a range like 10.96.0.0/12", _network)
"""CIDR notation, version 4 or 6."""
KIND = Notation(lambda _: "a kind like Rollout or Rollout.argoproj.io", lambda text: text if _KIND.fullmatch(text) else None)
"""`Kind` or `Kind.group`."""
SERVICE = Notation(lambda _: "a Service as namespace/name", _service)
"""`namespace/name`."""
KIND_NAME = Notation(lambda _: "a kind like Rollout", lambda text: text if _KIND_NAME.fullmatch(text) else None)
"""A kind without its group."""
FIELD_PATH = Notation(
    lambda _: "a path of fields like spec.rules[*].backend", lambda text: text if FieldPath(text).is_well_formed else None
)
"""Fields with a dot between them, `[*]` for all items of a list, `["a.b/c"]` for a key with dots, `/` first from the top."""
PORT = (1, _MAX_PORT)
"""The lowest and the highest port."""
PROVIDER = Notation(lambda _: "the name of a cloud provider", lambda text: text or None)
"""Any word."""
