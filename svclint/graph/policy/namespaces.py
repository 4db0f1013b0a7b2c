"""What is known of namespaces: which there are, and the labels that namespace selectors see."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.likeness import Vocabulary
from svclint.settings import DEFAULT_NAMESPACE

if TYPE_CHECKING:
    from svclint.graph.doubts import Doubts
    from svclint.graph.index import Index
    from svclint.graph.labels.selector import Requirement, Selector
    from svclint.model.objects import Object
    from svclint.settings import Settings

NAME_LABEL = "kubernetes.io/metadata.name"
"""The API server sets it on every namespace, with the namespace's own name.

https://kubernetes.io/docs/reference/labels-annotations-taints/#kubernetes-io-metadata-name
"""
PLATFORM_NAMESPACES = frozenset({"kube-node-lease", "kube-public", "kube-system"})
"""Their pods are the platform's own."""
SYSTEM_NAMESPACES = PLATFORM_NAMESPACES | {"default"}
"""Every cluster has them; https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces."""


class Namespaces:
    """The namespaces of one world."""

    def __init__(self, objects: tuple[Object, ...], index: Index, doubts: Doubts, settings: Settings) -> None:
        self._objects = objects
        self._index = index
        self._doubts = doubts
        self._settings = settings

    def given(self, name: str) -> tuple[Object, ...]:
        """The Namespaces of that name among the files, several where alternatives stand side by side."""
        return tuple(self._index.by_name.get(("", "Namespace", "", name), ()))

    def is_settled(self, each: Object) -> bool:
        """Whether an object certainly lands in its namespace: it gives one, or the user has said where the others go."""
        return each.written_namespace is not None or self._settings.namespace != DEFAULT_NAMESPACE

    def takes(self, selector: Selector, name: str) -> bool | None:
        """Whether a selector takes a namespace; None where labels decide that no file gives."""
        answers = {self._meets(each, name) for each in selector.requirements}
        return False if False in answers else None if None in answers else True

    def more_labels(self, given: tuple[Object, ...]) -> str | None:
        """Why a namespace may have more labels than its manifests say."""
        return next(filter(None, map(self._doubts.about_fields, given)), None)

    def _meets(self, requirement: Requirement, name: str) -> bool | None:
        if requirement.key == NAME_LABEL:
            return requirement.accepts({NAME_LABEL: name})
        given = self.given(name)
        answers = {requirement.accepts(each.labels) for each in given}
        if len(answers) != 1 or (False in answers and self.more_labels(given)):
            return None
        return answers.pop()

    @cached_property
    def names(self) -> frozenset[str]:
        """Every namespace of which the files or the configuration say anything, and those that each cluster has."""
        known = {each.name if each.kind == "Namespace" else each.namespace for each in self._objects}
        return frozenset(filter(None, known)) | self._settings.external.namespaces | SYSTEM_NAMESPACES

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The same names, to find the nearest of."""
        return Vocabulary(self.names)

    @cached_property
    def by_label(self) -> dict[tuple[str, str], list[Object]]:
        """The Namespaces of the files by the labels that are written on them."""
        table: dict[tuple[str, str], list[Object]] = defaultdict(list)
        for each in self._objects:
            if each.kind == "Namespace" and not each.group:
                for pair in each.labels.items():
                    table[pair].append(each)
        return table

    @cached_property
    def values(self) -> dict[str, Vocabulary]:
        """The values that the Namespaces of the files have under each key."""
        table: dict[str, list[str]] = defaultdict(list)
        for key, value in self.by_label:
            table[key].append(value)
        return {key: Vocabulary(values) for key, values in table.items()}
