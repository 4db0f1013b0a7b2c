"""The one engine that decides whether a selector takes a set of labels.

https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
"""

from __future__ import annotations

from collections.abc import Mapping as Labels
from dataclasses import dataclass
from typing import Literal, TypeAlias

from svclint.model.objects import string_map
from svclint.model.service import EMPTY
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.places import items_at, mapping_at, string_at

Operator: TypeAlias = Literal["In", "NotIn", "Exists", "DoesNotExist"]
OPERATORS: tuple[Operator, ...] = ("In", "NotIn", "Exists", "DoesNotExist")


@dataclass(frozen=True)
class Requirement:
    """One condition on one key. `values` is empty for Exists and DoesNotExist."""

    key: str
    operator: Operator
    values: frozenset[str] = frozenset()

    @property
    def only(self) -> frozenset[str]:
        """The one value that it takes, as a set; empty where it takes several or others than it names."""
        return self.values if self.operator == "In" and len(self.values) == 1 else frozenset()

    @property
    def text(self) -> str:
        """For messages: `app: web`, `tier In (a, b)`, `app Exists`."""
        if self.only:
            return f"{self.key}: {next(iter(self.only)) or EMPTY}"
        return f"{self.key} {self.operator}" + (f" ({', '.join(sorted(self.values))})" if self.values else "")

    def accepts(self, labels: Labels[str, str]) -> bool:
        """Whether labels meet it. NotIn also takes objects without the key, as the API server does."""
        there = self.key in labels
        if self.operator == "Exists":
            return there
        if self.operator == "DoesNotExist":
            return not there
        return (there and labels[self.key] in self.values) is (self.operator == "In")


@dataclass(frozen=True)
class Selector:
    """All requirements together. Without any it takes everything."""

    requirements: tuple[Requirement, ...]

    @classmethod
    def equal_to(cls, labels: Labels[str, str]) -> Selector:
        """The selector of a Service: each pair must be there."""
        return cls(tuple(Requirement(key, "In", frozenset({value})) for key, value in labels.items()))

    @classmethod
    def read(cls, node: Mapping) -> Selector | None:
        """A LabelSelector (`matchLabels`, `matchExpressions`); None where an expression cannot be understood."""
        requirements = list(cls.equal_to(string_map(mapping_at(node, "matchLabels"))).requirements)
        for item in items_at(node, "matchExpressions"):
            key, operator = string_at(item, "key"), string_at(item, "operator")
            if not key or operator not in OPERATORS:
                return None
            values = (value.string for value in items_at(item, "values") if isinstance(value, Scalar))
            known = frozenset(value for value in values if value is not None)
            requirements.append(Requirement(key, operator, known))
        return cls(tuple(requirements))

    @property
    def text(self) -> str:
        """For messages: `app: web, tier In (a, b)`; empty where it takes everything."""
        return ", ".join(each.text for each in self.requirements)

    def accepts(self, labels: Labels[str, str]) -> bool:
        """Whether an object with these labels is selected."""
        return all(requirement.accepts(labels) for requirement in self.requirements)


EVERYTHING = Selector(())
"""What takes everything."""
