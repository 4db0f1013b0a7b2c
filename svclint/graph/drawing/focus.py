"""Finding a vertex by the words that a user has for it."""

from __future__ import annotations

from svclint.errors import UnknownVertexError
from svclint.graph.drawing.picture import Picture, Vertex

_SHORT = {
    "cj": "cronjob",
    "cm": "configmap",
    "deploy": "deployment",
    "ds": "daemonset",
    "ep": "endpoints",
    "hpa": "horizontalpodautoscaler",
    "ing": "ingress",
    "netpol": "networkpolicy",
    "pdb": "poddisruptionbudget",
    "po": "pod",
    "rc": "replicationcontroller",
    "rs": "replicaset",
    "sts": "statefulset",
    "svc": "service",
}
"""https://kubernetes.io/docs/reference/kubectl/#resource-types."""


def vertices_named(picture: Picture, wanted: str) -> tuple[Vertex, ...]:
    """Those that `Kind/namespace/name`, `Kind/name` or a name means; the kind in any letter case or as kubectl abbreviates it.

    Raises UnknownVertexError where nothing is named so.
    """
    kind, slash, rest = wanted.partition("/")
    if not slash:
        return _called(picture, wanted)
    kind = _SHORT.get(kind.lower(), kind.lower())
    found = tuple(each for each in picture.vertices if each.kind.lower() == kind and rest in (_place(each), each.name))
    if not found:
        raise UnknownVertexError(
            wanted, f"{kind}/{rest}", [name for each in picture.vertices for name in (each.id, f"{each.kind}/{each.name}")]
        )
    return found


def _called(picture: Picture, name: str) -> tuple[Vertex, ...]:
    found = tuple(each for each in picture.vertices if each.name == name)
    if not found:
        raise UnknownVertexError(name, name, {each.name for each in picture.vertices})
    return found


def _place(each: Vertex) -> str:
    return f"{each.namespace}/{each.name}"
