"""Who looks for pods by their labels, and where those labels are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.model.objects import string_map
from svclint.model.service import Service
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.places import items_at, mapping_at, scalar_at, string_at

if TYPE_CHECKING:
    from svclint.model.objects import Object


@dataclass(frozen=True, eq=False)
class Seeker:
    """An object that wants pods of a namespace with certain labels: a Service, or one that has a LabelSelector.

    `pairs` are the labels that must be there; `keys` and `values` are where they are written.
    """

    asking: Object
    namespace: str
    pairs: dict[str, str]
    keys: dict[str, Scalar]
    values: dict[str, Scalar]

    @classmethod
    def of_service(cls, service: Service) -> Seeker:
        """A Service, which wants all pairs of its selector."""
        keys, values = _places(service.selector_node)
        return cls(service, service.namespace, service.selector, keys, values)

    @classmethod
    def of_labels(cls, asking: Object, namespace: str, selector: Mapping) -> Seeker:
        """A LabelSelector: `matchLabels`, and the expressions that leave one value only."""
        keys, values = _places(mapping_at(selector, "matchLabels"))
        for item in items_at(selector, "matchExpressions"):
            key, one_of = scalar_at(item, "key"), items_at(item, "values")
            if key is not None and string_at(item, "operator") == "In" and len(one_of) == 1 and isinstance(one_of[0], Scalar):
                keys[key.text], values[key.text] = key, one_of[0]
        return cls(asking, namespace, {key: value.string or "" for key, value in values.items()}, keys, values)

    def speaks_of(self, word: str) -> bool:
        """Whether the object is named after something, to the letter: a Service bears its name, others have it in theirs."""
        if isinstance(self.asking, Service):
            return self.asking.name == word
        return f"-{word}-" in f"-{self.asking.name}-"


def _places(labels: Mapping | None) -> tuple[dict[str, Scalar], dict[str, Scalar]]:
    """The keys and the values of a map of labels, as far as the server takes them."""
    taken = string_map(labels)
    pairs = [(name, labels.key(name), node) for name, node in labels.items() if name in taken] if labels is not None else []
    keys = {name: key for name, key, _ in pairs if key is not None}
    return keys, {name: node for name, _, node in pairs if isinstance(node, Scalar)}
