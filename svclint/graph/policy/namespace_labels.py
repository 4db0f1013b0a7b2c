"""Labels that a namespace selector asks for, and that no namespace is known to have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.graph.answers import Related
from svclint.graph.likeness import Likeness, likeness
from svclint.graph.policy.namespaces import NAME_LABEL, SYSTEM_NAMESPACES
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.places import items_at, mapping_at, scalar_at, string_at

if TYPE_CHECKING:
    from svclint.graph.policy.namespaces import Namespaces
    from svclint.model.objects import Object

_MEANS_THE_NAME = frozenset({"name", "namespace", "metadata.name", "kubernetes.io/name", "kubernetes.io/namespace", "ns"})
"""Keys under which people expect the name of the namespace."""


@dataclass(frozen=True)
class Asked:
    """One label that must be there: `key` and `value` are where it is written."""

    key: Scalar
    value: Scalar


@dataclass(frozen=True)
class Unset:
    """Why nobody sets a label.

    `hint` says it as a clause, `at` is the scalar to change and `expected` what it would have to say. `doubt`: how the label
    may come to be there all the same.
    """

    at: Scalar
    expected: str
    hint: str
    near: tuple[Related, ...] = ()
    doubt: str | None = None


def asked_of(selector: Mapping) -> Iterator[Asked]:
    """The labels of `matchLabels`, and of each value of an expression with In."""
    labels = mapping_at(selector, "matchLabels")
    for key, value in labels.entries if labels is not None else ():
        if isinstance(value, Scalar):
            yield Asked(key, value)
    for item in items_at(selector, "matchExpressions"):
        named = scalar_at(item, "key")
        for value in items_at(item, "values") if string_at(item, "operator") == "In" else ():
            if named is not None and isinstance(value, Scalar):
                yield Asked(named, value)


def why_unset(asked: Asked, namespaces: Namespaces) -> Unset | None:
    """Why no namespace has a label; None where one has it, or may have it for all that is known."""
    key, value = asked.key.text, asked.value.text
    if key == NAME_LABEL:
        return _no_such_name(asked, namespaces)
    if (key, value) in namespaces.by_label:
        return None
    if key in _MEANS_THE_NAME or likeness(key, NAME_LABEL) is Likeness.SLIP:
        return _meant_the_name(asked, namespaces)
    return _near_label(asked, namespaces)


def _no_such_name(asked: Asked, namespaces: Namespaces) -> Unset | None:
    value = asked.value.text
    alike = None if value in namespaces.names else namespaces.vocabulary.nearest(value)
    if alike is None or alike[1] is not Likeness.SLIP:
        return None
    return Unset(asked.value, alike[0], f"there is namespace {alike[0]}", _places(namespaces.given(alike[0]), "this Namespace"))


def _meant_the_name(asked: Asked, namespaces: Namespaces) -> Unset | None:
    """A namespace of that name may be labelled by hand, unless its manifest is there and does not say so."""
    key, value = asked.key.text, asked.value.text
    given = namespaces.given(value)
    hint = f"{NAME_LABEL} is the label that every namespace has"
    by_hand = f"somebody may have set it on namespace {value} by hand (pass the manifest of the namespace too)"
    doubt = namespaces.more_labels(given) if given else None if value in SYSTEM_NAMESPACES else by_hand
    return Unset(asked.key, NAME_LABEL, hint, _places(given, f"Namespace {value} has no label {key}"), doubt)


def _near_label(asked: Asked, namespaces: Namespaces) -> Unset | None:
    """Another value, or another key, that a Namespace of the files has, and of which this is a slip."""
    key, value = asked.key.text, asked.value.text
    values = namespaces.values.get(key)
    alike = values.nearest(value) if values else None
    if alike and alike[1] is Likeness.SLIP:
        return Unset(
            asked.value, alike[0], f"there is {key}: {alike[0]}", _places(namespaces.by_label[key, alike[0]], "it is here")
        )
    for theirs, there in namespaces.by_label:
        if there == value and likeness(key, theirs) is Likeness.SLIP:
            return Unset(
                asked.key, theirs, f"there is {theirs}: {value}", _places(namespaces.by_label[theirs, value], "it is here")
            )
    return None


def _places(objects: tuple[Object, ...] | list[Object], message: str) -> tuple[Related, ...]:
    return tuple(Related(each.name_place, message) for each in objects[:1])
