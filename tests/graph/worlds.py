"""Small worlds for tests of the graph."""

from __future__ import annotations

from collections.abc import Mapping

from svclint.graph.given.load import WorldLoader
from svclint.graph.graph import Graph
from svclint.model.service import Service
from svclint.settings import Settings
from svclint.sources.source import Skipped, Source


def graph_of(
    texts: Mapping[str, str] | str,
    settings: Settings | None = None,
    *,
    skipped: tuple[Skipped, ...] = (),
    kustomizations: tuple[str, ...] = (),
) -> Graph:
    """The graph of these texts by file name; a single text is `example.yaml`."""
    loader = WorldLoader(settings or Settings())
    for path, text in ({"example.yaml": texts} if isinstance(texts, str) else texts).items():
        loader.add(Source(path, text))
    return Graph(loader.world(skipped, (), kustomizations))


def service_of(graph: Graph, name: str) -> Service:
    """The first Service of a name."""
    return next(each for each in graph.of(Service) if each.name == name)


def service(name: str, selector: str, *, namespace: str = "", ports: str = "{port: 80}") -> str:
    """A Service that selects `selector`, as a document."""
    place = f", namespace: {namespace}" if namespace else ""
    return f"""---
apiVersion: v1
kind: Service
metadata: {{name: {name}{place}}}
spec: {{selector: {{{selector}}}, ports: [{ports}]}}
"""


def workload(  # noqa: PLR0913 - each is one thing in which tests' workloads differ; all are given by name
    name: str,
    labels: str,
    *,
    kind: str = "Deployment",
    api: str = "apps/v1",
    namespace: str = "",
    own_labels: str = "",
    ports: str = "{containerPort: 80}",
    image: str = "",
    spec: str = "",
    pod: str = "",
) -> str:
    """A workload whose pods carry `labels`, as a document; `spec` and `pod` are further fields of it and of its pods."""
    place = f", namespace: {namespace}" if namespace else ""
    own = f", labels: {{{own_labels}}}" if own_labels else ""
    more, more_pod = (f"{fields}, " if fields else "" for fields in (spec, pod))
    container = f"{{name: main, image: '{image or name}:1', ports: [{ports}]}}"
    template = f"{{metadata: {{labels: {{{labels}}}}}, spec: {{{more_pod}containers: [{container}]}}}}"
    return f"""---
apiVersion: {api}
kind: {kind}
metadata: {{name: {name}{place}{own}}}
spec: {{{more}template: {template}}}
"""
