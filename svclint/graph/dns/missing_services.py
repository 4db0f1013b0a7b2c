"""Why the name of a Service, or one below it, does not answer in a cluster."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from svclint.graph.answers import listed
from svclint.graph.backends.endpoint_notes import reasons_of
from svclint.graph.dns.hostless import why_unpublished
from svclint.graph.dns.records import label_of, name_of, published, ready_addresses
from svclint.graph.likeness import Likeness
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from svclint.graph.backends.endpoints import ServiceEndpoints
    from svclint.graph.dns.zone import Zone

Outcome: TypeAlias = Literal["answers", "empty", "absent", "unverifiable"]
"""`empty` is a name that exists without an address."""
DASHED = re.compile(r"\d{1,3}(?:-\d{1,3}){3}|[0-9a-f]{1,4}(?:-[0-9a-f]{0,4}){2,7}")
_OWN_SERVICE = ("default", "kubernetes")


class Miss(NamedTuple):
    """`because` is a clause; `near` are full names that exist and may have been meant.

    `decides`: the name is below a Service of the files, so that no other reading of it is likely.
    """

    outcome: Outcome
    because: str
    near: tuple[str, ...] = ()
    decides: bool = False


def own_name(zone: Zone, namespace: str, name: str) -> Miss:
    """NAME.NAMESPACE.svc: no such Service, or nothing to answer with."""
    each = zone.services.get((namespace, name))
    return _no_service(zone, namespace, name) if each is None else why_silent(zone, each)


def why_silent(zone: Zone, each: ServiceEndpoints) -> Miss:
    """Why a Service of the files has no record of its own name."""
    service = each.service
    if service.type != "ExternalName":
        reasons = _reasons(zone, each)
        return Miss(_doubtful(each), f"{service.title} is headless, and nothing is ready behind it{reasons}", decides=True)
    if f".{service.external_name}.".endswith(f".{name_of(service, zone.name)}"):
        return Miss("empty", f"{service.title} is an alias for itself", decides=True)
    target = f"{service.external_name}, an address, and takes only names" if service.external_name else "nothing"
    return Miss("absent", f"{service.title} is an alias for {target}", decides=True)


def _doubtful(each: ServiceEndpoints) -> Outcome:
    return "unverifiable" if each.verdict == "unverifiable" else "absent"


def _reasons(zone: Zone, each: ServiceEndpoints) -> str:
    reasons = reasons_of(each, zone.graph)
    return f": {'; '.join(reasons)}" if reasons else ""


def _no_service(zone: Zone, namespace: str, name: str, label: str = "") -> Miss:
    """No Service of that name: elsewhere, misspelt, outside the files, or the name of a pod; `label` stands before it."""
    known = _known_outside(zone, namespace, name)
    if known:
        return Miss("answers", known)
    there, meant, certain = _instead(zone, namespace, name)
    below = _having_records(zone, (f"{label}.{each}" for each in meant)) if label else ()
    near = below or _having_records(zone, meant)
    if namespace not in zone.namespaces:
        return Miss("unverifiable", f"nothing of namespace {namespace} is among the files{there}", near)
    because = f"there is no Service {name} in namespace {namespace}"
    doubt = None if certain else zone.graph.doubts.about_service(namespace, None)
    if doubt:
        return Miss("unverifiable", f"{because} among the files{there}; {doubt}", near)
    return Miss("absent", f"{because}{there}", near, decides=bool(meant))


def _having_records(zone: Zone, names: Iterable[str]) -> tuple[str, ...]:
    """Those that exist: a headless Service with nothing ready behind it has no record."""
    return tuple(each for each in names if each.lower() in zone.by_name)


def _instead(zone: Zone, namespace: str, name: str) -> tuple[str, tuple[str, ...], bool]:
    """What may have been meant: a clause, the full names, and whether it explains the miss whatever else there may be."""
    here = [each for each in zone.records if each.service.namespace == namespace]
    pods = tuple(each.name for each in here if each.name.startswith(f"{name}."))
    if pods:
        return f"; {name} is the hostname of a pod", pods, True
    alike, degree = zone.nearest_service(namespace, name)
    behind = zone.services_over(namespace, name)
    if behind:
        names = tuple(name_of(each, zone.name) for each in behind)
        return f"; {name} is a workload, and its pods are behind {listed([each.title for each in behind])}", names, True
    if alike:
        nearest = zone.services[namespace, alike].service
        return f"; the nearest is {alike}", (name_of(nearest, zone.name),), degree is Likeness.SLIP
    elsewhere = [each.service for each in zone.services.values() if each.service.name == name]
    there = f"; {name} is in {listed([each.namespace for each in elsewhere])}" if elsewhere else ""
    return there, tuple(name_of(each, zone.name) for each in elsewhere), False


def _known_outside(zone: Zone, namespace: str, name: str) -> str:
    """What says that a Service exists although no file gives it; empty where nothing does."""
    external = zone.graph.settings.external
    if (namespace, name) == _OWN_SERVICE:
        return "the API server makes this Service itself, in every cluster"
    if (namespace, name) in external.services:
        return "the configuration lists this Service under external.services"
    for made in zone.graph.index.makers.services_named(namespace, name):
        return f"the controller of {made.owner.title} makes this Service"
    return ""


def endpoint_name(zone: Zone, label: str, namespace: str, name: str) -> Miss:
    """One label more: the hostname or the address of an endpoint."""
    each = zone.services.get((namespace, name))
    if each is None:
        return _no_service(zone, namespace, name, label)
    service = each.service
    if service.type == "ExternalName":
        return Miss("absent", f"{service.title} is an alias, and nothing is below it", decides=True)
    if label.startswith("_"):
        below = name_of(service, zone.name)
        return Miss("absent", f"a port takes two labels, as _http._tcp.{below}", zone.ports_of(service), decides=True)
    if not DASHED.fullmatch(label):
        because, near = why_unpublished(label, each, zone)
        return Miss(_doubtful(each), because, near, decides=True)
    return _dashed(each)


def _dashed(each: ServiceEndpoints) -> Miss:
    """A label that spells an address, which no address that is written by hand has."""
    service = each.service
    pods = [backend for backend in each.backends if isinstance(backend.owner, Workload) and backend.answers]
    if pods and all(published(backend, service) for backend in pods):
        because = f"every pod behind {service.title} has a hostname below it, which takes the place of its address"
        return Miss("absent", because, decides=True)
    if each.backends and not any(isinstance(backend.owner, Workload) for backend in each.backends):
        return Miss("absent", f"nothing ready behind {service.title} has this label; {_labels_of(each)}", decides=True)
    return Miss("unverifiable", f"it answers if a pod behind {service.title} has that address", decides=True)


def _labels_of(each: ServiceEndpoints) -> str:
    """The labels of addresses that are written by hand, as a clause."""
    labels = [label_of(*pair) for backend in each.backends for pair in ready_addresses(backend)]
    return f"there {'are' if len(labels) > 1 else 'is'} {listed(labels)}" if labels else "none of its addresses is ready"


def port_name(zone: Zone, labels: tuple[str, str], namespace: str, name: str) -> Miss:
    """Two labels more, of a port and its protocol."""
    each = zone.services.get((namespace, name))
    if each is None:
        return _no_service(zone, namespace, name)
    proper = name_of(each.service, zone.name, *(f"_{label.removeprefix('_')}" for label in labels)).lower()
    if proper in zone.by_name:
        return Miss("answers", f"CoreDNS takes it for {proper}; other servers ask for the underscores", (proper,), decides=True)
    because = _why_no_port(each, labels)
    if because:
        return Miss("absent", because, zone.ports_of(each.service), decides=True)
    reasons = _reasons(zone, each)
    because = f"{each.service.title} is headless, and nothing ready behind it serves {labels[0].removeprefix('_')}{reasons}"
    return Miss(_doubtful(each), because, decides=True)


def _why_no_port(each: ServiceEndpoints, labels: tuple[str, str]) -> str:
    """What is wrong with an SRV name below a Service; empty where only endpoints are missing."""
    service = each.service
    port, protocol = (label.removeprefix("_") for label in labels)
    if service.type == "ExternalName":
        return f"{service.title} is an alias, and has no SRV records"
    if not (labels[0].startswith("_") and labels[1].startswith("_")):
        return f"the labels of a port begin with underscores: _{port}._{protocol}"
    named = [own for own in service.ports if own.name == port]
    if not named:
        there = listed([own.name for own in service.ports if own.name])
        has = f"the ports of {service.title} with a name are {there}" if there else f"no port of {service.title} has a name"
        return f"{has}; there is no {port}"
    if named[0].protocol.lower() != protocol:
        return f"{named[0].title} of {service.title} is {named[0].protocol}"
    return ""
