"""The key `external`: what runs in the cluster without a manifest here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from svclint.config.cluster import NAMESPACE, SERVICE
from svclint.settings import External, ExternalWorkload

if TYPE_CHECKING:
    from svclint.config.reader import Reader
    from svclint.syntax.nodes import Node

_KEYS = ("services", "workloads", "namespaces")


def read_external(reader: Reader, node: Node) -> External:
    """`services` as namespace/name, `workloads` as namespace and labels, `namespaces` by name."""
    values: dict[str, Any] = {}
    for name, _, value in reader.entries(node, "external", _KEYS):
        what = f"external {name}"
        items = reader.items(value, what)
        if name == "services":
            values[name] = frozenset(reader.parsed(item, what, SERVICE) for item in items)
        elif name == "namespaces":
            values[name] = frozenset(reader.parsed(item, what, NAMESPACE) for item in items)
        else:
            values[name] = tuple(_workload(reader, item, what) for item in items)
    return External(**values)


def _workload(reader: Reader, node: Node, what: str) -> ExternalWorkload:
    given = {name: value for name, _, value in reader.entries(node, what, ("namespace", "labels"))}
    if len(given) != 2:  # noqa: PLR2004 - both of the two keys above
        reader.fail(node, f"{what}: expected namespace and labels")
    pairs = reader.entries(given["labels"], what)
    labels = tuple((name, reader.string(value, f"{what}: label {name}")) for name, _, value in pairs)
    return ExternalWorkload(reader.parsed(given["namespace"], what, NAMESPACE), labels)
