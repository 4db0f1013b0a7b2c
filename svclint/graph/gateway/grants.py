"""Whether a route may refer to a Service of another namespace.

https://gateway-api.sigs.k8s.io/api-types/referencegrant/: the grant stands beside what is referred to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.graph.answers import Related
from svclint.graph.likeness import Likeness, likeness
from svclint.model.reference_grant import Grant, Grantee, ReferenceGrant
from svclint.syntax.places import Absent, scalar_at

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.gateway_api import ObjectReference, Route


class NearGrant(NamedTuple):
    """A grant that does not hold: at what keeps it from holding, and what that is.

    `explains`: the difference is a slip or a confusion of directions, whatever other grants there may be.
    """

    related: Related
    explains: bool


def is_granted(route: Route, backend: ObjectReference, graph: Graph) -> bool:
    """Whether some grant of the backend's namespace lets the route refer to it."""
    return any(
        _lets_in(source, route) and _opens(target, backend)
        for grant in graph.grants.get(backend.namespace or route.namespace, ())
        for source in grant.sources
        for target in grant.targets
    )


def nearest_grant(route: Route, backend: ObjectReference, graph: Graph) -> NearGrant | None:
    """The grant that was meant, one that explains the miss before others; None where no grant comes near."""
    here = graph.grants.get(backend.namespace or "", ())
    near = [miss for grant in here for miss in _misses(grant, route, backend)]
    near += [_misplaced(grant, route, backend) for grant in graph.grants.get(route.namespace, ()) if _speaks_of(grant, route)]
    return max(near, key=lambda each: each.explains, default=None)


def _misses(grant: ReferenceGrant, route: Route, backend: ObjectReference) -> Iterator[NearGrant]:
    """One half of the grant holds, and the other half says something else."""
    if any(_opens(target, backend) for target in grant.targets):
        yield from filter(None, (_of_source(grant, source, route) for source in grant.sources))
    if any(_lets_in(source, route) for source in grant.sources):
        yield from (_of_target(grant, target, backend) for target in grant.targets)


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


def _speaks_of(grant: ReferenceGrant, route: Route) -> bool:
    """Whether a grant is from the routes of its own namespace, which need none."""
    return any(_lets_in(source, route) for source in grant.sources)


def _lets_in(source: Grantee, route: Route) -> bool:
    return (source.group, source.kind, source.namespace) == (route.group, route.kind, route.namespace)


def _opens(target: Grant, backend: ObjectReference) -> bool:
    return _is_service(target) and (target.name is None or target.name.text in ("", backend.name))


def _is_service(target: Grant) -> bool:
    return (target.group, target.kind) == ("", "Service")
