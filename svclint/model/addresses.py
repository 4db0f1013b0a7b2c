"""IP addresses and ranges, as strictly as the API server reads them.

Kubernetes has a tolerant parser (leading zeros, IPv4-mapped IPv6) and from 1.36 on refuses in new objects what only that one
takes (KEP-4858, `StrictIPCIDRValidation`). Faults are clauses in plain words that go on after a colon.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple, TypeAlias

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Range: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Family: TypeAlias = Literal["IPv4", "IPv6"]

STRICT_ADDRESSES = (1, 36)
"""From this Kubernetes version on new objects are read strictly."""

_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+){3}")
_LEADING_ZERO = re.compile(r"(?:^|[.:])0[0-9]+(?=\.|$)")
_HEXTETS = re.compile(r"[0-9A-Fa-f:]*:(?:[0-9]+(?:\.[0-9]+){3})?|[0-9A-Fa-f:]+")
_DIGITS = re.compile(r"[0-9]+")
_LINK_LOCAL_MULTICAST = (ipaddress.ip_network("224.0.0.0/24"), ipaddress.ip_network("ff02::/16"))
_BROADCAST = ipaddress.IPv4Address("255.255.255.255")


class Cidr(NamedTuple):
    """An address and the length of its prefix, before bits behind the prefix are cut off."""

    address: Address
    prefix: int

    @property
    def network(self) -> Range:
        """The range."""
        return ipaddress.ip_network((self.address, self.prefix), strict=False)


def parse_address(text: str) -> Address | None:
    """An address as the tolerant parser reads it, None where it is none. Zones (`%eth0`) are none."""
    try:
        if _DOTTED.fullmatch(text):
            return ipaddress.IPv4Address(_without_zeros(text))
        if not _HEXTETS.fullmatch(text):
            return None
        head, colon, tail = text.rpartition(":")
        return ipaddress.IPv6Address(f"{head}{colon}{_without_zeros(tail)}" if "." in tail else text)
    except ValueError:
        return None


def parse_range(text: str) -> Cidr | None:
    """A range in CIDR notation as the tolerant parser reads it, None where it is none."""
    written, _, length = text.partition("/")
    address = parse_address(written)
    if address is None or not _DIGITS.fullmatch(length) or int(length) > address.max_prefixlen:
        return None
    return Cidr(address, int(length))


def family_of(address: Address) -> Family:
    """The family as `ipFamilies` spells it; an IPv4-mapped address counts as IPv4."""
    return "IPv4" if isinstance(_unmapped(address), ipaddress.IPv4Address) else "IPv6"


def in_ranges(address: Address, ranges: Iterable[str]) -> bool:
    """Whether one of the ranges, in CIDR notation, holds an address."""
    return any(cidr is not None and address in cidr.network for cidr in map(parse_range, ranges))


def address_fault(text: str, *, strict: bool) -> str | None:
    """What keeps a text from being an address in a field of Services, Endpoints or Pods."""
    address = parse_address(text)
    if address is None:
        return _why_no_address(text)
    return _looseness(text, address) if strict else None


def range_fault(text: str, *, strict: bool) -> str | None:
    """What keeps a text from being a range: source ranges of load balancers, `ipBlock` of network policies."""
    cidr = parse_range(text)
    if cidr is None:
        return _why_no_range(text)
    if not strict:
        return None
    if len(text.partition("/")[2]) != len(str(cidr.prefix)):
        return "the length of the prefix must not have leading zeros"
    fault = _looseness(text.partition("/")[0], cidr.address)
    if fault is None and cidr.address != cidr.network.network_address:
        alone = f"{cidr.address}/{cidr.address.max_prefixlen}"
        fault = f"bits are set behind the prefix; the range is {cidr.network}, this address alone {alone}"
    return fault


def special_fault(address: Address) -> str | None:
    """Why traffic can never be sent to an address as a backend or an external IP."""
    plain = _unmapped(address)
    if plain.is_unspecified:
        return "it is no address but stands for all of them"
    if plain.is_loopback:
        return "loopback addresses never leave their own host"
    if plain.is_link_local:
        return "link-local addresses do not leave their own network"
    if any(plain in network for network in _LINK_LOCAL_MULTICAST):
        return "link-local multicast addresses do not leave their own network"
    return None


def unroutable_fault(address: Address) -> str | None:
    """Why no range of cluster IPs can hold an address."""
    plain = _unmapped(address)
    if plain.is_multicast:
        return "multicast addresses belong to groups of hosts"
    return "it is the broadcast address" if plain == _BROADCAST else special_fault(address)


def is_strictly_inside(inner: Cidr, outer: Cidr) -> bool:
    """Whether a range is a part of another one and smaller, as `ipBlock.except` must be."""
    first = inner.network.network_address
    return inner.prefix > outer.prefix and any(each in outer.network for each in (first, _unmapped(first)))


def canonical_address(text: str) -> str | None:
    """The one right spelling of an address (RFC 5952 for IPv6) where the text is an address in another one, else None."""
    address = parse_address(text)
    right = None if address is None else str(_unmapped(address))
    return right if right != text else None


def canonical_range(text: str) -> str | None:
    """The same for a range."""
    cidr = parse_range(text)
    right = None if cidr is None else str(cidr.network)
    return right if right != text else None


def range_of_host(text: str) -> str | None:
    """The range `192.0.2.7/32` for an address that can only mean one host; one that ends in zero may be a network."""
    address = parse_address(text.strip())
    if address is None:
        return None
    plain = _unmapped(address)
    last = int(plain) & (0xFF if plain.version == 4 else 0xFFFF)  # noqa: PLR2004 - the version of the protocol
    return f"{plain}/{plain.max_prefixlen}" if last else None


def _without_zeros(dotted: str) -> str:
    return ".".join(str(int(part)) for part in dotted.split("."))


def _unmapped(address: Address) -> Address:
    return address if isinstance(address, ipaddress.IPv4Address) else address.ipv4_mapped or address


def _looseness(text: str, address: Address) -> str | None:
    """Not `str(address) != text`: other spellings of an IPv6 address are taken, with a warning."""
    if _LEADING_ZERO.search(text) and "." in text:
        return f"parts must not have leading zeros (some programs read them as octal); {_unmapped(address)} is meant"
    plain = _unmapped(address)
    if plain is not address:
        return f"it must not be an IPv4 address mapped into IPv6; {plain} is meant"
    return None


def _why_no_address(text: str) -> str:
    if not text:
        return "it is empty"
    if text != text.strip():
        return "it must not have white space"
    if parse_range(text) is not None:
        return "a range is no address"
    if "%" in text and parse_address(text.partition("%")[0]) is not None:
        return "an address with a zone does not work here"
    if _DOTTED.fullmatch(text):
        return "each part must be at most 255"
    return "it is no IP address, as 192.0.2.10 or 2001:db8::10 is"


def _why_no_range(text: str) -> str:
    if not text:
        return "it is empty"
    address = parse_address(text)
    if address is not None:
        return f"the length of the prefix is missing; {address}/{address.max_prefixlen} is this address alone"
    address = parse_address(text.partition("/")[0])
    if address is not None:
        return f"the length of the prefix must be a number from 0 to {address.max_prefixlen}"
    return "it is no range, as 192.0.2.0/24 or 2001:db8::/64 is"
