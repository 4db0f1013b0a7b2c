"""Which of many objects a few others can reach: by a selector, by a name in their text, by a node port or an address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from svclint.graph.index import Index
from svclint.model.service import Service
from svclint.model.workload import Workload
from svclint.syntax.nodes import Scalar

if TYPE_CHECKING:
    from svclint.model.objects import Object

_WORD = re.compile(r"\d+\.\d+\.\d+\.\d+|[a-z0-9](?:[-a-z0-9]*[a-z0-9])?")


class Context:
    """Objects that belong to no world of their own, by what leads to them."""

    def __init__(self, objects: tuple[Object, ...]) -> None:
        self._index = Index(objects)
        self._by_word: dict[str, dict[str, list[Object]]] = defaultdict(lambda: defaultdict(list))
        self._words: dict[str, frozenset[str]] = {}
        for each in objects:
            for word in _words_for(each):
                self._by_word[each.namespace][word].append(each)

    def reached_from(self, own: Iterable[Object]) -> tuple[str, ...]:
        """The paths of their files, after one step and one more: from an Ingress to its Service, and on to the pods."""
        given = tuple(own)
        near = [*self._selected(given), *self._spoken_of(given)]
        found = (*near, *self._selected(near))
        return tuple(dict.fromkeys(each.document.source.path for each in found))

    def _selected(self, given: Iterable[Object]) -> Iterator[Object]:
        """The pods behind Services, and the Services before pods."""
        for each in given:
            if isinstance(each, Service) and each.selects_pods:
                yield from self._index.with_labels(each.namespace, each.selector)
            elif isinstance(each, Workload):
                yield from self._index.selecting(each.namespace, each.pod_labels)

    def _spoken_of(self, given: tuple[Object, ...]) -> Iterator[Object]:
        """What is named, in a namespace that is theirs or is named as well."""
        paths = {each.document.source.path: each for each in given}
        words = frozenset[str]().union(*(self._words_of(each) for each in paths.values()))
        spaces = {each.namespace for each in given} | (self._by_word.keys() & words)
        for namespace in self._by_word.keys() & spaces:
            table = self._by_word[namespace]
            for word in table.keys() & words:
                yield from table[word]

    def _words_of(self, each: Object) -> frozenset[str]:
        """The words of its file, which counts for everything in it."""
        source = each.document.source
        if source.path not in self._words:
            self._words[source.path] = frozenset(_WORD.findall(source.text))
        return self._words[source.path]


def _words_for(each: Object) -> Iterator[str]:
    """By which words others speak of it, or come into its way."""
    yield each.name
    if isinstance(each, Service):
        yield from (str(port.node_port) for port in each.ports if port.node_port)
        addresses = (*each.cluster_ip_nodes, each.scalar("spec", "loadBalancerIP"))
        yield from (node.text for node in addresses if isinstance(node, Scalar))
