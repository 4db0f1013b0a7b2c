"""References of one object, read by the rows of its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.dns.cluster_names import cluster_name
from svclint.model.placeholders import is_placeholder
from svclint.reference_rows import ITEMS, FieldPath
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence, is_blank

if TYPE_CHECKING:
    from svclint.model.objects import Object
    from svclint.reference_rows import ReferenceRow, Target

_NAME = re.compile(r"[\w.-]+")
_SHORT = 2
"""Labels of `service.namespace`."""


class _Named(NamedTuple):
    name: str
    namespace: str | None = None
    half_qualified: bool = False


@dataclass(frozen=True, eq=False)
class Reference:
    """One place where an object names a Service, or a workload of `api_version` and `kind` (both empty for a Service).

    `at` is the mapping or scalar that refers, `ports` the ports that it names, all of them meant. `half_qualified`: the name is
    `service.namespace`, which whoever reads it takes for a name outside of the cluster.
    """

    row: ReferenceRow
    object: Object
    at: Node
    name_node: Scalar
    name: str
    namespace: str
    ports: tuple[Scalar, ...] = ()
    namespace_node: Scalar | None = None
    api_version: str = ""
    kind: str = ""
    kind_node: Scalar | None = None
    api_version_node: Scalar | None = None
    half_qualified: bool = False

    @property
    def names_service(self) -> bool:
        """Whether it means a Service, and not a workload."""
        return self.row.target is None

    @property
    def group(self) -> str:
        """The API group of the workload that it means, empty for the core group."""
        group, slash, _ = self.api_version.partition("/")
        return group if slash else ""

    @property
    def words(self) -> str:
        """For messages, with what it names behind: `Ingress web sends requests to`."""
        return f"{self.object.title} {self.row.verb}"

    def spelled(self, name: str) -> str:
        """The text at `name_node` with another name in it."""
        text = self.name_node.text
        start = text.rfind("/") + 1
        return text[:start] + name + text[start + len(self.name) :]


def references_in(each: Object, rows: Iterable[ReferenceRow], zone: str = "") -> Iterator[Reference]:
    """Everything that the rows find in an object; `zone` is that of cluster names, where rows read any."""
    for row in rows:
        for path in row.at:
            for node in nodes_at(each.node, path):
                found = _read(row, each, node, zone)
                if found is not None:
                    yield found


def nodes_at(root: Node, path: FieldPath) -> list[Node]:
    """The nodes to which a path leads, in order."""
    found = [root]
    for step in path.steps:
        if step == ITEMS:
            found = [item for node in found if isinstance(node, Sequence) for item in node.items]
        else:
            found = [node.values[step] for node in found if isinstance(node, Mapping) and step in node.values]
    return found


def _read(row: ReferenceRow, each: Object, at: Node, zone: str) -> Reference | None:
    name_node = _scalar(each, at, row.name)
    if name_node is None or not name_node.string or not _holds(row, each, at):
        return None
    named = _named(row, name_node.string, zone)
    if named is None:
        return None
    written = _scalar(each, at, row.namespace) if row.namespace else None
    namespace = named.namespace or (written and written.string) or ("" if row.namespace_required else each.namespace)
    ports = _ports(row, each, at)
    if not namespace or _means_something_else(row, each, named.name, ports):
        return None
    half = named.half_qualified
    found = Reference(row, each, at, name_node, named.name, namespace, ports, namespace_node=written, half_qualified=half)
    return _with_target(found, row.target) if row.target else found


def _with_target(found: Reference, target: Target) -> Reference:
    kind = _scalar(found.object, found.at, target.kind)
    version = _scalar(found.object, found.at, target.api_version)
    return replace(
        found,
        kind=(kind and kind.string) or target.default_kind,
        api_version=(version and version.string) or target.default_api_version,
        kind_node=kind,
        api_version_node=version,
    )


def _nodes(each: Object, at: Node, path: FieldPath) -> list[Node]:
    return nodes_at(each.node if path.from_top else at, path)


def _scalar(each: Object, at: Node, path: FieldPath) -> Scalar | None:
    return next((node for node in _nodes(each, at, path) if isinstance(node, Scalar) and not is_blank(node)), None)


def _holds(row: ReferenceRow, each: Object, at: Node) -> bool:
    for path, allowed in row.where:
        found = _scalar(each, at, path)
        if (found.text if found else "") not in allowed:
            return False
    return True


def _ports(row: ReferenceRow, each: Object, at: Node) -> tuple[Scalar, ...]:
    """Those of the first path that leads to any."""
    for path in row.port:
        found = tuple(node for node in _nodes(each, at, path) if isinstance(node, Scalar) and not is_blank(node))
        if found:
            return found
    return ()


def _means_something_else(row: ReferenceRow, each: Object, name: str, ports: tuple[Scalar, ...]) -> bool:
    if row.not_with is None:
        return False
    port, annotation = row.not_with
    return any(each.text == port for each in ports) or annotation + name in each.annotations


def _named(row: ReferenceRow, text: str, zone: str) -> _Named | None:
    """None where the text is of another notation, or names what is not in the cluster."""
    if row.form == "namespace/name":
        namespace, slash, name = text.rpartition("/")
        return _Named(name, namespace) if slash else _plain(text)
    if row.form == "name":
        return _plain(text)
    if row.form == "host" and "." not in text:
        return _plain(text)
    return _from_host(text.removesuffix(".") if row.form == "fqdn" else text, zone, short=row.form == "host")


def _plain(text: str) -> _Named | None:
    return _Named(text) if _NAME.fullmatch(text) and not is_placeholder(text) else None


def _from_host(text: str, zone: str, *, short: bool) -> _Named | None:
    labels = tuple(text.split("."))
    full = cluster_name(labels)
    if full is not None:
        mine = full.is_known and not full.prefix and full.suffix in (("", zone) if short else (zone,))
        return _Named(full.service, full.namespace, half_qualified=not full.zone) if mine else None
    return _Named(labels[0], labels[1], half_qualified=True) if short and len(labels) == _SHORT else None
