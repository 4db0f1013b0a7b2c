"""Whether labels and selectors are written as the API server takes them.

https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from svclint.model.formats import label_value_fault, qualified_name_fault
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.scalars import key_name


class LabelFault(NamedTuple):
    """The key or value of a pair that breaks a rule, and the sentence that says so."""

    at: Scalar
    message: str


def label_faults(pairs: Mapping) -> Iterator[LabelFault]:
    """The broken pairs of a map of labels. Values that are no strings are another rule's business."""
    for key, value in pairs.entries:
        name = key_name(key)
        fault = qualified_name_fault(name)
        if fault is not None:
            yield LabelFault(key, f'"{name}" cannot be the key of a label: {fault}')
        text = value.string if isinstance(value, Scalar) else None
        if text and (fault := label_value_fault(text)) is not None and isinstance(value, Scalar):
            yield LabelFault(value, f'"{text}" cannot be the value of label {name}: {fault}')
