"""How far a route gets at a parent: which of its listeners may take it, and at what question the last of them refuses.

https://gateway-api.sigs.k8s.io/concepts/api-overview/#attaching-routes-to-gateways
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from svclint.graph.answers import Answer, Matched
from svclint.graph.gateway.admission import admission
from svclint.graph.gateway.host_patterns import overlap
from svclint.model.gateway_api import EXPERIMENTAL_GROUP, GATEWAY_GROUP, Listener, ListenerHolder, Route

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.gateway_api import ObjectReference
    from svclint.model.objects import Object

Question: TypeAlias = Literal["listener", "kind", "namespace", "hostname"]
_HOLDERS = frozenset(
    {(GATEWAY_GROUP, "Gateway"), (GATEWAY_GROUP, "ListenerSet"), (EXPERIMENTAL_GROUP, "XListenerSet")},
)


@dataclass(frozen=True)
class Attachment:
    """The outcome for one parent.

    `holders` are the Gateways or ListenerSets of that name, `listeners` those that were left when the question `refused` sent
    all of them away; None where some take the route. `doubt`: why they may take it all the same.
    """

    holders: tuple[ListenerHolder, ...]
    listeners: tuple[Listener, ...]
    refused: Question | None = None
    doubt: str | None = None


def is_holder(parent: ObjectReference) -> bool:
    """Whether a parent is of a kind that has listeners."""
    return (parent.group, parent.kind) in _HOLDERS


def parent_of(parent: ObjectReference, child: Object, graph: Graph) -> Answer[Object]:
    """The objects that a parent reference names."""
    return graph.named_objects.find(parent.wanted, child)


def attachment(route: Route, parent: ObjectReference, graph: Graph) -> Attachment | None:
    """How far a route gets at one parent; None where the parent is not among the files or has no listeners to tell by."""
    answer = parent_of(parent, route, graph) if is_holder(parent) else None
    found = answer.found if isinstance(answer, Matched) else ()
    holders = tuple(each for each in found if isinstance(each, ListenerHolder) and each.listeners)
    if not holders or len(holders) < len(found):
        return None
    everything = [(holder, each) for holder in holders for each in holder.listeners]
    named = [pair for pair in everything if _is_meant(parent, pair[1])]
    if not named:
        return _refused(holders, everything, "listener")
    fitting = [pair for pair in named if pair[1].takes_kind(route.group, route.kind)]
    if not fitting:
        return _refused(holders, named, "kind")
    return _admitted(route, holders, fitting, graph)


def _admitted(
    route: Route, holders: tuple[ListenerHolder, ...], fitting: list[tuple[ListenerHolder, Listener]], graph: Graph
) -> Attachment:
    answers = [(pair, admission(pair[1].admission, route, pair[0], graph)) for pair in fitting]
    open_ = [pair for pair, answer in answers if answer.granted or answer.doubt]
    if not open_:
        return _refused(holders, fitting, "namespace")
    hosted = [pair for pair in open_ if _takes_host(pair[1], route)]
    if not hosted:
        return _refused(holders, open_, "hostname")
    if not any(answer.granted for pair, answer in answers if pair in hosted):
        doubt = next(answer.doubt for _, answer in answers if answer.doubt)
        return Attachment(holders, tuple(each for _, each in hosted), "namespace", doubt)
    return Attachment(holders, tuple(each for _, each in hosted))


def _refused(
    holders: tuple[ListenerHolder, ...], pairs: list[tuple[ListenerHolder, Listener]], question: Question
) -> Attachment:
    return Attachment(holders, tuple(each for _, each in pairs), question)


def _is_meant(parent: ObjectReference, listener: Listener) -> bool:
    """A listener without a port gets one from its Gateway, and a name or port that is no string or number is not looked at."""
    section = parent.section.string if parent.section is not None else None
    port = parent.port.integer if parent.port is not None else None
    return section in (None, listener.name) and (port is None or listener.port in (None, port))


def _takes_host(listener: Listener, route: Route) -> bool:
    return not route.hostnames or any(overlap(listener.hostname, each.text) for each in route.hostnames)
