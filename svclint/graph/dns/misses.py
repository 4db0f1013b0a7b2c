"""Why a name does not answer in a cluster, by the form of the name.

https://github.com/kubernetes/dns/blob/master/docs/specification.md; what CoreDNS does was measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.dns.missing_services import DASHED, Miss, endpoint_name, own_name, port_name
from svclint.model.addresses import parse_address
from svclint.model.service import PROTOCOLS

if TYPE_CHECKING:
    from svclint.graph.dns.zone import Zone

_PROTOCOLS = frozenset(each.lower() for each in PROTOCOLS)
_ADDRESS_AND_NAMESPACE = 2


def why_absent(zone: Zone, labels: tuple[str, ...]) -> Miss:
    """Why a name inside the zone has no record; `labels` are those to the left of the zone."""
    match labels:
        case ():
            return Miss("empty", f"it is the zone itself; Services are below svc.{zone.name}")
        case (*inner, "svc"):
            return _below_svc(zone, tuple(inner))
        case (*inner, "pod"):
            return _below_pod(zone, tuple(inner))
    return Miss("absent", f"directly below {zone.name} there are only svc and pod", _existing(zone, labels))


def why_foreign(zone: Zone, labels: tuple[str, ...]) -> Miss:
    """The same for a name outside the zone; it may well answer, if it is a name of the outer world."""
    if "svc" in labels[1:] or labels[-2:] == ("cluster", "local"):
        inner = labels[: labels.index("svc")] if "svc" in labels else labels
        return Miss("absent", f"it is not below {zone.name}, the zone of this cluster", _existing(zone, inner))
    if len(labels) == 1:
        return Miss("absent", "a single word means something along the search list only")
    return Miss("unverifiable", f"it is outside {zone.name}, so the resolver of the node answers, or nobody")


def _existing(zone: Zone, labels: tuple[str, ...]) -> tuple[str, ...]:
    """The names below `svc` that are made of the first labels of a name, as far as there are such names."""
    names = (".".join((*labels[:count], "svc", zone.name, "")).lower() for count in (4, 3, 2) if len(labels) >= count)
    return tuple(zone.by_name[name][0].name for name in names if name in zone.by_name)


def _below_svc(zone: Zone, labels: tuple[str, ...]) -> Miss:
    if "*" in labels:
        return Miss("absent", "cluster DNS has no wildcards", decides=True)
    match labels:
        case (name, namespace):
            return own_name(zone, namespace, name)
        case (label, name, namespace):
            return endpoint_name(zone, label, namespace, name)
        case (port, protocol, name, namespace) if port[:1] == protocol[:1] == "_" or protocol in _PROTOCOLS:
            return port_name(zone, (port, protocol), namespace, name)
        case (_, _, *_):
            return Miss("absent", "no name below svc has so many labels", _existing(zone, labels))
    return _above_services(zone, labels)


def _above_services(zone: Zone, labels: tuple[str, ...]) -> Miss:
    """`svc.ZONE` and `NAMESPACE.svc.ZONE`."""
    if not labels:
        return Miss("empty", "it holds the namespaces")
    if labels[0] in zone.namespaces:
        return Miss("empty", "it is a namespace")
    return Miss("absent", f"only a namespace could have this name, and nothing of {labels[0]} is among the files")


def _below_pod(zone: Zone, labels: tuple[str, ...]) -> Miss:
    if len(labels) < _ADDRESS_AND_NAMESPACE:
        return Miss("empty", "names of addresses are below it")
    namespace = labels[-1]
    if len(labels) == _ADDRESS_AND_NAMESPACE and DASHED.fullmatch(labels[0]):
        return Miss("answers", "with the address that it spells, whether or not a pod has it (CoreDNS: `pods insecure`)")
    dotted = ".".join(labels[:-1])
    if parse_address(dotted):
        dashed = f"{dotted.replace('.', '-')}.{namespace}.pod.{zone.name}"
        return Miss("absent", f"the label of an address has dashes: {dashed}", decides=True)
    made = f"names below pod are made of addresses, as 10-1-2-3.{namespace}.pod.{zone.name}"
    if len(labels) == _ADDRESS_AND_NAMESPACE:
        return Miss("absent", made)
    inner = (labels[0], labels[1], namespace)
    near = _existing(zone, inner)
    own = ".".join((*inner, "svc", zone.name))
    neither = "" if near else f", which does not exist either: {_below_svc(zone, inner).because}"
    return Miss("absent", f"{made}; a pod's own name is below svc: {own}{neither}", near)
