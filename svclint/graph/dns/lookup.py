"""What a name answers, asked as a pod asks: along the search list, step by step.

https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#namespaces-of-services
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from svclint.graph.dns.misses import why_absent, why_foreign
from svclint.graph.dns.missing_services import Miss, Outcome
from svclint.graph.dns.records import Record, label_of, name_of, ready_addresses
from svclint.model.addresses import family_of, parse_address

if TYPE_CHECKING:
    from svclint.graph.dns.zone import Zone

NDOTS = 5
"""A name with fewer dots is tried along the search list first (`options ndots:5` in the resolv.conf of pods)."""
_LONGEST_CHAIN = 8


@dataclass(frozen=True)
class Step:
    """One name that the resolver asks for.

    `near` are names that exist and may have been meant; a step that `decides` leaves no other reading of the name.
    """

    name: str
    outcome: Outcome
    records: tuple[Record, ...] = ()
    because: str = ""
    near: tuple[str, ...] = ()
    decides: bool = False


@dataclass(frozen=True)
class Lookup:
    """The steps up to the first that answers."""

    name: str
    namespace: str
    steps: tuple[Step, ...]

    @property
    def outcome(self) -> Outcome:
        """What the client gets in the end."""
        outcomes = [each.outcome for each in self.steps]
        decided = [each.outcome for each in self.steps if each.decides]
        ranked: tuple[Outcome, ...] = ("answers", *decided[:1], "unverifiable", "empty")
        return next((each for each in ranked if each in outcomes), "absent")

    @property
    def near(self) -> tuple[str, ...]:
        """The names that may have been meant, where the one that was asked for does not answer."""
        if self.outcome == "answers":
            return ()
        return tuple(dict.fromkeys(name for step in self.steps for name in step.near))


def look_up(zone: Zone, name: str, namespace: str) -> Lookup:
    """Ask for a name from a pod of a namespace, whose dnsPolicy is the default."""
    address = parse_address(name)
    if address:
        back = f"{address.reverse_pointer}."
        near = (back,) if back in zone.by_name else ()
        return Lookup(name, namespace, (Step(name, "absent", (), "it is an address, which needs no name", near, decides=True),))
    steps: list[Step] = []
    for candidate in candidates(name, namespace, zone.name):
        steps.append(_ask(zone, candidate))
        if steps[-1].records or steps[-1].outcome == "answers":
            break
    return Lookup(name, namespace, tuple(steps))


def candidates(name: str, namespace: str, zone: str) -> tuple[str, ...]:
    """The full names that a resolver tries, in its order. The node's own search list, which no file tells, is left out."""
    if name.endswith("."):
        return (name,)
    searched = tuple(f"{name}.{suffix}." for suffix in (f"{namespace}.svc.{zone}", f"svc.{zone}", zone))
    return (f"{name}.", *searched) if name.count(".") >= NDOTS else (*searched, f"{name}.")


def _ask(zone: Zone, name: str) -> Step:
    lower = name.lower()
    records = _chain(zone, lower) or tuple(_by_address(zone, lower))
    if records:
        return _answer(zone, name, records)
    miss = _miss(zone, lower)
    return Step(name, miss.outcome, (), miss.because, miss.near, miss.decides)


def _answer(zone: Zone, name: str, records: tuple[Record, ...]) -> Step:
    """An alias that leads into the cluster answers only if its target does; alone it is a name without address (measured)."""
    target = records[-1].targets[0] if records[-1].type == "CNAME" else ""
    if target.lower() in zone.by_name:
        return Step(name, "empty", records, "the aliases lead in a circle", decides=True)
    if f".{target.lower()}".endswith(f".{zone.name}."):
        miss = _miss(zone, target.lower())
        because = f"its target {target} has no address; {miss.because}" if miss.outcome != "answers" else miss.because
        outcome = "empty" if miss.outcome == "absent" else miss.outcome
        return Step(name, outcome, records, because, miss.near, decides=True)
    return Step(name, "answers", records, decides=True)


def _miss(zone: Zone, name: str) -> Miss:
    labels, own = tuple(name.removesuffix(".").split(".")), tuple(zone.name.lower().split("."))
    inside = labels[-len(own) :] == own
    return why_absent(zone, labels[: -len(own)]) if inside else why_foreign(zone, labels)


def _chain(zone: Zone, name: str) -> tuple[Record, ...]:
    """The records of a name; an alias of a cluster name is followed to its address (measured)."""
    found: dict[Record, None] = {}
    for _ in range(_LONGEST_CHAIN):
        here = zone.by_name.get(name, ())
        found |= dict.fromkeys(here)
        alias = next((each for each in here if each.type == "CNAME"), None)
        if alias is None:
            break
        name = alias.targets[0].lower()
    return tuple(found)


def _by_address(zone: Zone, name: str) -> Iterator[Record]:
    """A name made of an address that someone wrote by hand: `192-0-2-10.db.shop.svc.cluster.local.`."""
    label, _, rest = name.partition(".")
    service, _, rest = rest.partition(".")
    each = zone.services.get((rest.partition(".")[0], service))
    if each is None or name != name_of(each.service, zone.name, label).lower():
        return
    for written, address in (pair for backend in each.backends for pair in ready_addresses(backend)):
        if label_of(written, address) == label:
            yield Record(name, "A" if family_of(address) == "IPv4" else "AAAA", each.service, (written.ip,))
