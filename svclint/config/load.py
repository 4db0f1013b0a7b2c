"""From the text of a configuration file to a Configuration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

from svclint.catalogue.finding import Profile, Severity
from svclint.config.cluster import DOMAIN, KUBERNETES_VERSION, NAMESPACE, PORT_RANGE, PROVIDER, RANGE
from svclint.config.configuration import Configuration
from svclint.config.external import read_external
from svclint.config.locate import shown
from svclint.config.producers import read_producers
from svclint.config.reader import Reader
from svclint.config.references import read_references
from svclint.config.rule_options import read_options
from svclint.config.worlds import read_worlds
from svclint.engine.selection import rule_words
from svclint.errors import ConfigurationError, did_you_mean
from svclint.settings import Settings
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.nodes import is_null

if TYPE_CHECKING:
    from pathlib import Path

    from svclint.catalogue.loader import AnyRule
    from svclint.syntax.nodes import Node

Read: TypeAlias = Callable[[Reader, "Node"], Any]


def load_configuration(path: Path, rules: Iterable[AnyRule]) -> Configuration:
    """Read a file; `rules` are those it may name. Raises ConfigurationError."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(shown(path), 1, f"it cannot be read: {error}") from error
    return parse_configuration(Source(shown(path), text), rules)


def parse_configuration(source: Source, rules: Iterable[AnyRule]) -> Configuration:
    """The same from a text."""
    reader = Reader(source)
    root = _root(reader, source)
    if root is None or is_null(root):
        return Configuration()
    own, about_cluster = _own_keys(tuple(rules)), _CLUSTER_KEYS
    values: dict[str, Any] = {}
    settings: dict[str, Any] = {}
    for name, _, node in reader.entries(root, "configuration", {**own, **about_cluster}):
        field = name.replace("-", "_")
        if name in own:
            values[field] = own[name](reader, node)
        else:
            settings[field] = about_cluster[name](reader, node)
    return Configuration(**values, settings=Settings(**settings))


def _root(reader: Reader, source: Source) -> Node | None:
    composed = compose(source)
    troubles = [(fault.offset, fault.message) for fault in composed.faults]
    troubles += [(limit.offset, limit.message) for limit in composed.limits]
    if troubles:
        reader.fail_at(troubles[0][0], f"this cannot be read as YAML: {troubles[0][1]}")
    if len(composed.documents) > 1:
        reader.fail_at(composed.documents[1].start, "a configuration is one document, here begins a second")
    return composed.documents[0].root if composed.documents else None


_CLUSTER_KEYS: Mapping[str, Read] = {
    "namespace": lambda reader, node: reader.parsed(node, "namespace", NAMESPACE),
    "kubernetes-version": lambda reader, node: reader.parsed(node, "kubernetes-version", KUBERNETES_VERSION),
    "node-port-range": lambda reader, node: reader.parsed(node, "node-port-range", PORT_RANGE),
    "service-ranges": lambda reader, node: tuple(
        reader.parsed(item, "service-ranges", RANGE) for item in reader.items(node, "service-ranges")
    ),
    "pod-ranges": lambda reader, node: tuple(
        reader.parsed(item, "pod-ranges", RANGE) for item in reader.items(node, "pod-ranges")
    ),
    "cluster-domain": lambda reader, node: reader.parsed(node, "cluster-domain", DOMAIN),
    "provider": lambda reader, node: reader.parsed(node, "provider", PROVIDER),
    "pod-producers": read_producers,
    "external": read_external,
    "references": read_references,
}


def _own_keys(rules: tuple[AnyRule, ...]) -> Mapping[str, Read]:
    """The keys about svclint itself; some of them name rules."""
    profiles = {str(each): each for each in Profile}
    return {
        "profile": lambda reader, node: profiles[reader.choice(node, "profile", profiles)],
        "select": lambda reader, node: _rule_words(reader, node, "select", rules),
        "ignore": lambda reader, node: _rule_words(reader, node, "ignore", rules),
        "severity": lambda reader, node: _severities(reader, node, rules),
        "options": lambda reader, node: {
            each.id: read_options(reader, value, each) for each, value in _by_rule(reader, node, "options", rules)
        },
        "exclude": lambda reader, node: reader.strings(node, "exclude"),
        "worlds": read_worlds,
        "inline-suppressions": lambda reader, node: reader.boolean(node, "inline-suppressions"),
        "require-reason": lambda reader, node: reader.boolean(node, "require-reason"),
    }


def _rule_words(reader: Reader, node: Node, what: str, rules: tuple[AnyRule, ...]) -> tuple[str, ...]:
    known = rule_words(rules)
    for item in reader.items(node, what):
        word = reader.string(item, what)
        if word not in known:
            reader.fail(item, f'{what}: no rule or category "{word}"{did_you_mean(word, known)}')
    return reader.strings(node, what)


def _severities(reader: Reader, node: Node, rules: tuple[AnyRule, ...]) -> dict[str, Severity]:
    levels = {str(each): each for each in sorted(Severity, reverse=True)}
    return {
        each.id: levels[reader.choice(value, f"severity of {each.name}", levels)]
        for each, value in _by_rule(reader, node, "severity", rules)
    }


def _by_rule(reader: Reader, node: Node, what: str, rules: tuple[AnyRule, ...]) -> Iterator[tuple[AnyRule, Node]]:
    known = {word: each for each in rules for word in (each.id, each.name)}
    for name, key, value in reader.entries(node, what):
        if name not in known:
            reader.fail(key, f'{what}: no rule "{name}"{did_you_mean(name, known)}')
        yield known[name], value
