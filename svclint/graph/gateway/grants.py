"""Whether a route may refer to a Service of another namespace.

https://gateway-api.sigs.k8s.io/api-types/referencegrant/: the grant stands beside what is referred to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from svclint.graph.answers import Related
from svclint.graph.likeness import Likeness, Vocabulary, likeness
from svclint.model.reference_grant import Grant, Grantee, ReferenceGrant
from svclint.syntax.places import Absent, scalar_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.gateway_api import ObjectReference, Route


Origin: TypeAlias = tuple[str, str, str]
"""Group, kind and namespace of what refers."""
_MANY = 50
"""Grants among which the one that was meant is looked for."""


class Grants:
    """The grants of one namespace by both of their halves, so that no route has to look at all of them."""

    def __init__(self, grants: Iterable[ReferenceGrant]) -> None:
        """File each under what it opens, "" for every Service, and to whom."""
        self._opened: set[tuple[Origin, str]] = set()
        self._openers: dict[str, list[ReferenceGrant]] = defaultdict(list)
        self._givers: dict[Origin, dict[str, tuple[ReferenceGrant, Grant]]] = defaultdict(dict)
        self._words: dict[Origin, Vocabulary] = {}
        for grant in grants:
            origins = [(each.group, each.kind, each.namespace) for each in grant.sources]
            for target in grant.targets:
                name = target.name.text if target.name else ""
                if _is_service(target):
                    self._openers[name].append(grant)
                    self._opened.update((origin, name) for origin in origins)
                for origin in origins:
                    self._givers[origin].setdefault(name, (grant, target))

    def let_in(self, origin: Origin, name: str) -> bool:
        """Whether one of them opens a Service to what comes from there."""
        return (origin, name) in self._opened or (origin, "") in self._opened

    def opening(self, name: str) -> Iterator[ReferenceGrant]:
        """The first of those that open a Service, to whomever."""
        return islice((*self._openers.get(name, ()), *self._openers.get("", ())), _MANY)

    def given(self, origin: Origin, name: str) -> Iterator[tuple[ReferenceGrant, Grant]]:
        """What is opened to what comes from there: the Service with the most similar name, and the first of the others."""
        given = self._givers.get(origin, {})
        if origin not in self._words:
            self._words[origin] = Vocabulary(given)
        alike = self._words[origin].nearest(name)
        yield from (given[alike[0]],) if alike else ()
        yield from islice(given.values(), _MANY)

    def speaking_of(self, origin: Origin) -> ReferenceGrant | None:
        """The first that opens anything to what comes from there."""
        return next((grant for grant, _ in self._givers.get(origin, {}).values()), None)


_NONE = Grants(())


class NearGrant(NamedTuple):
    """A grant that does not hold: at what keeps it from holding, and what that is.

    `explains`: the difference is a slip or a confusion of directions, whatever other grants there may be.
    """

    related: Related
    explains: bool


def is_granted(route: Route, backend: ObjectReference, graph: Graph) -> bool:
    """Whether some grant of the backend's namespace lets the route refer to it."""
    return _of(graph, backend.namespace or route.namespace).let_in(_origin(route), backend.name)


def nearest_grant(route: Route, backend: ObjectReference, graph: Graph) -> NearGrant | None:
    """The grant that was meant, one that explains the miss before others; None where no grant comes near."""
    near = list(_misses(_of(graph, backend.namespace or ""), route, backend))
    misplaced = _of(graph, route.namespace).speaking_of(_origin(route))
    near += [_misplaced(misplaced, route, backend)] if misplaced else []
    return max(near, key=lambda each: each.explains, default=None)


def _of(graph: Graph, namespace: str) -> Grants:
    return graph.grants.get(namespace, _NONE)


def _origin(route: Route) -> Origin:
    return route.group, route.kind, route.namespace


def _misses(here: Grants, route: Route, backend: ObjectReference) -> Iterator[NearGrant]:
    """One half of the grant holds, and the other half says something else."""
    for grant in here.opening(backend.name):
        yield from filter(None, (_of_source(grant, source, route) for source in grant.sources))
    yield from (_of_target(grant, target, backend) for grant, target in here.given(_origin(route), backend.name))


def _of_source(grant: ReferenceGrant, source: Grantee, route: Route) -> NearGrant | None:
    """Where the namespace alone differs from the route's, or the kind does."""
    said = {"group": source.group, "kind": source.kind, "namespace": source.namespace}
    meant = {"group": route.group, "kind": route.kind, "namespace": route.namespace}
    wrong = [name for name, value in meant.items() if said[name] != value]
    if not wrong or ("namespace" in wrong and len(wrong) > 1):
        return None
    name = wrong[0]
    place = scalar_at(source.node, name) or Absent(source.node, name)
    message = f'{grant.title} is from {name} "{said[name]}", not "{meant[name]}"'
    return NearGrant(Related(place, message), name != "namespace" or likeness(said[name], meant[name]) is Likeness.SLIP)


def _of_target(grant: ReferenceGrant, target: Grant, backend: ObjectReference) -> NearGrant:
    if target.name is not None and _is_service(target):
        related = Related(target.name, f"{grant.title} opens Service {target.name.text}, not {backend.name}")
        return NearGrant(related, likeness(target.name.text, backend.name) is Likeness.SLIP)
    message = f'{grant.title} opens kind {target.kind} of group "{target.group}", and Services are of group ""'
    return NearGrant(Related(target.node, message), target.kind == "Service")


def _misplaced(grant: ReferenceGrant, route: Route, backend: ObjectReference) -> NearGrant:
    """A grant beside the route rather than beside the Service."""
    message = f"{grant.title} stands in namespace {route.namespace}, and counts only in {backend.namespace}"
    return NearGrant(Related(grant.place("metadata", "namespace"), message), explains=True)


def _is_service(target: Grant) -> bool:
    return (target.group, target.kind) == ("", "Service")
