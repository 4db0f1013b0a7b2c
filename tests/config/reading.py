"""Reads configurations from texts, with one rule that takes options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest

from svclint.api import Finding, Graph, Service, Severity, rule
from svclint.catalogue.loader import load_rules
from svclint.config.configuration import Configuration
from svclint.config.load import parse_configuration
from svclint.errors import ConfigurationError
from svclint.sources.source import Source


@dataclass(frozen=True)
class ZoneOptions:
    """One field of each type that options may have."""

    max_zones: int = 3
    strict: bool = False
    mode: Literal["off", "soft", "hard"] = "soft"
    allowed: tuple[str, ...] = ()
    ports: frozenset[int] = frozenset()
    prefix: str | None = None


@rule(id="TEAM001", name="too-many-zones", severity=Severity.WARNING, on=Service, bad="", good="", options=ZoneOptions)
def too_many_zones(service: Service, graph: Graph, options: ZoneOptions) -> Iterator[Finding]:
    """A Service spans more zones than allowed."""
    if len(service.labels) > options.max_zones:
        yield Finding(at=service.name_place, message=f"{len(graph.of(Service))} Services")


RULES = (*load_rules(), too_many_zones)


def read(text: str) -> Configuration:
    """The configuration that a text holds."""
    return parse_configuration(Source(".svclint.yaml", text), RULES)


def refusal(text: str) -> str:
    """What is said of a text that holds a mistake."""
    with pytest.raises(ConfigurationError) as caught:
        read(text)
    return str(caught.value)
