"""Host names as they stand in text: environment, arguments, ConfigMaps, annotations.

The sources are searched for the few signs of such a name, which costs little; only scalars that hold one are read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.dns.cluster_names import PODS, SERVICES
from svclint.graph.text.host_in_text import HostInText, Where
from svclint.graph.text.split_hosts import offsets_of, split_hosts
from svclint.model.workload import Workload
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence
from svclint.syntax.places import Path, string_at

if TYPE_CHECKING:
    from svclint.model.objects import Object
    from svclint.sources.source import Source

_SIGNS = tuple(
    map(re.compile, (r"\.svc\b", r"\.pod\.", r"://", r":\d{1,5}(?![\w.-])", r"-\d+\.[A-Za-z]", r"\$[({]{0,2}\w+[)}]{0,2}\."))
)
_VARIABLE = r"\$\([^()\s]*\)|\$\{[^{}\s]*\}|\$[A-Za-z_]\w*|\{\{[^{}]*\}\}|\{\w+\}|<[\w-]+>|%[sdv]|@\w+@"
_LABEL = rf"(?:[A-Za-z0-9_-]++|{_VARIABLE})++"
_HOST = re.compile(
    rf"(?:(?P<url>://+(?:[^\s/@]*@)?)|(?<![\w.$/%*{{}}<>)-]))"
    rf"(?P<name>{_LABEL}(?:\.{_LABEL})*+)\.?(?::(?P<port>\d{{1,5}})(?![\w@.-]))?"
)
_LABELS = re.compile(_LABEL)
_VARIES = re.compile(r"[^\w.-]")
_ORDINAL = re.compile(r"-\d+\Z")
_COMMENT = re.compile(r"[ \t]*(?:#|//|;|<!--)")
_INLINE_COMMENT = " # "
_LONG_LINE = 1000
_NO_TEXT = frozenset({"image", "apiVersion", "kind"})
_POD_TEXT = frozenset({"env", "args", "command", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"})
_COPY = "kubectl.kubernetes.io/last-applied-configuration"
_ZONE_FILES = frozenset({"Corefile", "NodeHosts"})
_SCHEMAS = "CustomResourceDefinition"
_PROXY_EXCEPTIONS = re.compile("no_?proxy", re.IGNORECASE)
_WORDS_BEFORE = 2
_NOWHERE = -2


class _Leaf(NamedTuple):
    """A value, the steps to it, what holds it, and what holds that."""

    scalar: Scalar
    path: Path
    parent: Node
    holder: Node | None


def hosts_among(objects: Iterable[Object]) -> Iterator[HostInText]:
    """Every name with dots or a port, and every host of a URL, in the order of the sources. Comments are left out."""
    by_source: dict[Source, list[Object]] = defaultdict(list)
    for each in objects:
        if each.kind != _SCHEMAS:
            by_source[each.document.source].append(each)
    for source, owners in by_source.items():
        for owner, leaf in _leaves(source, sorted(owners, key=lambda each: each.node.start)):
            where = _where(owner, leaf.path)
            if where is not None:
                yield from _hosts_in(owner, leaf, where)


def _leaves(source: Source, owners: list[Object]) -> Iterator[tuple[Object, _Leaf]]:
    """The values that hold a sign, each once, with the object in which they stand."""
    number, behind = 0, 0
    signs = (match.start() for sign in _SIGNS for match in sign.finditer(source.text))
    for offset in sorted({*signs, *offsets_of(source.text)}):
        while number < len(owners) and owners[number].node.end <= offset:
            number += 1
        if number == len(owners):
            return
        leaf = _leaf_at(owners[number].node, offset) if offset >= behind else None
        if leaf is not None:
            behind = leaf.scalar.end
            yield owners[number], leaf


def _leaf_at(node: Node, offset: int) -> _Leaf | None:
    """The value in which an offset lies; None between values, in a key, and in what names no host."""
    path: list[str | int] = []
    parent, holder = node, None
    while not isinstance(node, Scalar):
        found = next((each for each in _below(node) if each[1].start <= offset < each[1].end), None)
        if found is None or found[0] in _NO_TEXT:
            return None
        holder, parent, node = (parent if parent is not node else None), node, found[1]
        path.append(found[0])
    return _Leaf(node, tuple(path), parent, holder)


def _below(node: Node) -> Iterable[tuple[str | int, Node]]:
    if isinstance(node, Mapping):
        return ((key.text, value) for key, value in node.entries)
    return enumerate(node.items) if isinstance(node, Sequence) else ()


def _where(owner: Object, path: Path) -> Where | None:
    """The kind of text; None for what only repeats an object, or gives names instead of using them."""
    if path[-1] == _COPY or path[-1] in _ZONE_FILES:
        return None
    if len(path) > 1 and path[-2] == "annotations":
        return Where.ANNOTATION
    if (owner.group, owner.kind, path[0]) in (("", "ConfigMap", "data"), ("", "Secret", "stringData")):
        return Where.CONFIG
    if isinstance(owner, Workload) and not _POD_TEXT.isdisjoint(path):
        return Where.POD
    return Where.OTHER


def _hosts_in(owner: Object, leaf: _Leaf, where: Where) -> Iterator[HostInText]:
    text, key = leaf.scalar.text, _key_of(leaf)
    if _PROXY_EXCEPTIONS.fullmatch(key):
        return
    apart = {each.start: each for each in split_hosts(leaf.scalar, key, leaf.parent, leaf.holder)}
    for each in apart.values():
        labels = _labels_of(text[each.start : each.end])
        if not _is_comment(text, each.start):
            place = (each.start, each.end, labels, each.port, each.end)
            yield HostInText(owner, leaf.scalar, where, key, *place, in_url=True, port_at=each.at)
    authority = _NOWHERE
    for match in _HOST.finditer(text):
        start, port = match.start("name"), match["port"]
        in_url = match["url"] is not None or (
            start == authority + 1 and text[authority] == "," and not _is_key(text, match.end())
        )
        authority = match.end() if in_url else _NOWHERE
        labels = _labels_of(match["name"])
        if start not in apart and _may_matter(labels, port, in_url=in_url) and not _is_comment(text, start):
            number = int(port) if port else None
            end = match.end("name")
            port_end = match.end("port") if port else end
            yield HostInText(owner, leaf.scalar, where, key, start, end, labels, number, port_end, in_url)


def _is_key(text: str, end: int) -> bool:
    """Whether a word behind a URL is what the next one is called: `db-0=http://db-0.db:2380,db-1=http://db-1.db:2380`."""
    return text.startswith("=", end)


def _key_of(leaf: _Leaf) -> str:
    """The name of a variable, the key of a map, or the words that stand before an argument."""
    if isinstance(leaf.parent, Sequence) and isinstance(leaf.path[-1], int):
        before = leaf.parent.items[max(leaf.path[-1] - _WORDS_BEFORE, 0) : leaf.path[-1]]
        return " ".join(each.text for each in before if isinstance(each, Scalar))
    return string_at(leaf.parent, "name") or "" if leaf.path[-1] == "value" else str(leaf.path[-1])


def _labels_of(name: str) -> tuple[str, ...]:
    """Names in DNS know no case; a word in capitals is one for a reader to replace."""
    parts = _LABELS.findall(name) if _VARIES.search(name) else name.split(".")
    return tuple(part if part.isupper() or _VARIES.search(part) else part.lower() for part in parts)


def _may_matter(labels: tuple[str, ...], port: str | None, *, in_url: bool) -> bool:
    if port or in_url:
        return not all(label.isdigit() for label in labels)
    if len(labels) == 1:
        return False
    return (
        SERVICES in labels or PODS in labels or _ORDINAL.search(labels[0]) is not None or _VARIES.search(labels[0]) is not None
    )


def _is_comment(text: str, offset: int) -> bool:
    """Whether the line up to there is a comment of a script or a configuration file; one line alone never is."""
    if "\n" not in text:
        return False
    start = text.rfind("\n", 0, offset) + 1
    return (
        _COMMENT.match(text, start, offset) is not None
        or text.find(_INLINE_COMMENT, max(start, offset - _LONG_LINE), offset) >= 0
    )
