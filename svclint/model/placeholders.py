"""Values that a tool was meant to fill in before the manifest is applied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from svclint.model.objects import Object
from svclint.model.workload import Workload
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence

_MARK = re.compile(
    r"""
    \{\{ | \{% | <%                     # Go and Jinja templates, ERB
    | \$\{ | \$\( | \$[A-Z][A-Z0-9_]+   # envsubst, Flux, Terraform; variables of kustomize
    | \#\{[\w.-]+\}                     # token replacement in pipelines
    | <[A-Za-z][\w ./-]*>               # for a reader to fill in
    | @[A-Z][A-Z0-9_]+@                 # configure scripts, sed
    | \b__[A-Z][A-Z0-9_]*__             # sed
    | \(\([\w./-]+\)\)                  # Concourse
    """,
    re.VERBOSE,
)
"""None of these can stand in a name, a label, a port, a number or an address that the API server accepts."""
_VARIABLE = re.compile(r"\{\{ ?\w+ ?\}\}|\$\(\w+\)")
"""What an engine fills in all at once; the other marks are also written for a reader or for `sed`, often one a file."""
_FREE_TEXT = frozenset({
    "annotations", "args", "binaryData", "command", "data", "description", "env", "envFrom", "exec", "expression",
    "httpHeaders", "image", "lifecycle", "managedFields", "message", "messageExpression", "mountOptions", "note",
    "parameters", "path", "query", "regex", "script", "status", "stringData", "subPathExpr", "value", "valueExpression",
    "values", "variables", "volumeAttributes", "volumes",
})  # fmt: skip
"""Fields below which such marks are the business of a shell, the kubelet, a regular expression or a reader.

`$(VAR)` in args and env: https://kubernetes.io/docs/tasks/inject-data-application/define-interdependent-environment-variables/
"""
_SCHEMA_GROUP = "apiextensions.k8s.io"


class Placeholder(NamedTuple):
    """An object that is not rendered yet, and the first key or value that shows it."""

    object: Object
    at: Node
    text: str


def is_placeholder(text: str) -> bool:
    """Whether a text has a mark of what a tool is yet to fill in."""
    return _MARK.search(text) is not None


def is_one_variable(text: str) -> bool:
    """Whether a text has one mark alone, and that is a variable, `{{ x }}` or `$(X)`."""
    marks = list(islice(_MARK.finditer(text), 2))
    return len(marks) == 1 and _VARIABLE.match(text, marks[0].start()) is not None


def placeholder_in(each: Object) -> Placeholder | None:
    """The first key or value of an object's own structure that is still a placeholder, or None."""
    source = each.document.source.text
    if not _MARK.search(source, each.node.start, each.node.end):
        return None
    return next((Placeholder(each, node, node.text) for node in _marked_in(each)), None)


def _marked_in(each: Object) -> Iterator[Scalar]:
    """Below `spec` only where the structure is known: many custom resources are templates of their controllers.

    Argo and Kyverno write `{{…}}`, Tekton `$(…)`, Prometheus both; a CustomResourceDefinition holds patterns and defaults.
    """
    known = "." not in each.group or (each.group.endswith(".k8s.io") and each.group != _SCHEMA_GROUP)
    if known or isinstance(each, Workload):
        yield from _marked(each.node)
    elif each.metadata is not None:
        yield from _marked(each.metadata)


def _marked(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar) and _MARK.search(node.text):
        yield node
    for child in _structure_below(node):
        yield from _marked(child)


def _structure_below(node: Node) -> Iterable[Node]:
    if isinstance(node, Mapping):
        return [part for entry in node.entries if entry[0].text not in _FREE_TEXT for part in entry]
    return node.items if isinstance(node, Sequence) else ()
