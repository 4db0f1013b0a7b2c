"""Worlds with one text that names a Service."""

from __future__ import annotations

from svclint.graph.text.name_answers import Reading
from svclint.settings import Settings
from svclint.sources.source import Skipped
from tests.graph.worlds import graph_of, service

GAP = (Skipped("chart.yaml", "template"),)


def config(text: str, *, namespace: str = "shop") -> str:
    """A ConfigMap with the text."""
    place = f"{{name: settings, namespace: {namespace}}}" if namespace else "{name: settings}"
    return f"---\napiVersion: v1\nkind: ConfigMap\nmetadata: {place}\ndata: {{url: '{text}'}}\n"


SHOP = service("web", "app: web", namespace="shop") + service("db", "app: db", namespace="shop", ports="{port: 5432}")
OFFICE = service("mail", "app: mail", namespace="office")


def read(
    text: str, world: str = SHOP + OFFICE, *, namespace: str = "shop", settings: Settings | None = None, gap: bool = False
) -> Reading | None:
    """The first name that is certainly the cluster's."""
    graph = graph_of(world + config(text, namespace=namespace), settings, skipped=GAP if gap else ())
    return next(iter(graph.names.all), None)


def summary(reading: Reading | None) -> tuple[str, str, str] | None:
    """What was answered, and of which Service and namespace."""
    return (type(reading.answer).__name__, reading.service, reading.namespace) if reading else None
