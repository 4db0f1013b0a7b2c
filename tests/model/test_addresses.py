"""Addresses and ranges, tolerant and strict."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.model import addresses
from svclint.model.addresses import parse_address, parse_range


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("192.0.2.10", "192.0.2.10"),
        ("010.0.0.08", "10.0.0.8"),
        ("2001:DB8::1", "2001:db8::1"),
        ("::ffff:1.2.3.4", "::ffff:102:304"),
        ("64:ff9b::01.2.3.4", "64:ff9b::102:304"),
        ("::", "::"),
    ],
)
def test_tolerant_reading(text: str, read_as: str) -> None:
    assert read_as == ipaddress.ip_address(str(parse_address(text))).compressed
    assert addresses.address_fault(text, strict=False) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "it is empty"),
        (" 1.2.3.4", "it must not have white space"),
        ("1.2.3.4/32", "a range is no address"),
        ("fe80::1%eth0", "an address with a zone does not work here"),
        ("256.1.1.1", "each part must be at most 255"),
        ("1.2.3", "it is no IP address, as 192.0.2.10 or 2001:db8::10 is"),
        ("2001:db8:::1", "it is no IP address, as 192.0.2.10 or 2001:db8::10 is"),
        ("[2001:db8::1]", "it is no IP address, as 192.0.2.10 or 2001:db8::10 is"),
        ("\uff11.2.3.4", "it is no IP address, as 192.0.2.10 or 2001:db8::10 is"),
        ("none", "it is no IP address, as 192.0.2.10 or 2001:db8::10 is"),
    ],
)
def test_no_address_for_any_version(text: str, words: str) -> None:
    assert words == addresses.address_fault(text, strict=False)
    assert words == addresses.address_fault(text, strict=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10.96.010.10", "parts must not have leading zeros (some programs read them as octal); 10.96.10.10 is meant"),
        ("::ffff:1.2.3.4", "it must not be an IPv4 address mapped into IPv6; 1.2.3.4 is meant"),
        ("2001:0db8::0001", None),
        ("10.0.0.1", None),
    ],
)
def test_strict_reading(text: str, words: str | None) -> None:
    assert words == addresses.address_fault(text, strict=True)


@pytest.mark.parametrize(
    ("text", "tolerant", "strict"),
    [
        ("10.0.0.0/8", None, None),
        ("2001:db8::/32", None, None),
        ("0.0.0.0/0", None, None),
        ("10.0.0.5/8", None, "bits are set behind the prefix; the range is 10.0.0.0/8, this address alone 10.0.0.5/32"),
        ("10.0.0.0/08", None, "the length of the prefix must not have leading zeros"),
        ("::ffff:1.2.3.4/128", None, "it must not be an IPv4 address mapped into IPv6; 1.2.3.4 is meant"),
        ("", "it is empty", "it is empty"),
        ("10.0.0.0/33", *["the length of the prefix must be a number from 0 to 32"] * 2),
        ("10.0.0.0/-1", *["the length of the prefix must be a number from 0 to 32"] * 2),
        ("1.2.3.4", *["the length of the prefix is missing; 1.2.3.4/32 is this address alone"] * 2),
        ("/8", *["it is no range, as 192.0.2.0/24 or 2001:db8::/64 is"] * 2),
    ],
)
def test_ranges(text: str, tolerant: str | None, strict: str | None) -> None:
    assert tolerant == addresses.range_fault(text, strict=False)
    assert strict == addresses.range_fault(text, strict=True)


@pytest.mark.parametrize(
    ("text", "special", "unroutable"),
    [
        ("::", "it is no address but stands for all of them", "it is no address but stands for all of them"),
        ("127.1.2.3", *["loopback addresses never leave their own host"] * 2),
        ("::ffff:127.0.0.1", *["loopback addresses never leave their own host"] * 2),
        ("169.254.169.254", *["link-local addresses do not leave their own network"] * 2),
        ("fe80::1", *["link-local addresses do not leave their own network"] * 2),
        (
            "224.0.0.1",
            "link-local multicast addresses do not leave their own network",
            "multicast addresses belong to groups of hosts",
        ),
        (
            "ff02::1",
            "link-local multicast addresses do not leave their own network",
            "multicast addresses belong to groups of hosts",
        ),
        ("239.1.1.1", None, "multicast addresses belong to groups of hosts"),
        ("255.255.255.255", None, "it is the broadcast address"),
        ("10.0.0.1", None, None),
        ("2001:db8::1", None, None),
    ],
)
def test_addresses_that_nothing_can_be_sent_to(text: str, special: str | None, unroutable: str | None) -> None:
    address = parse_address(text)

    assert address is not None
    assert special == addresses.special_fault(address)
    assert unroutable == addresses.unroutable_fault(address)


def test_family_of_a_mapped_address_is_that_of_the_address_in_it() -> None:
    texts = ["1.2.3.4", "::ffff:1.2.3.4", "2001:db8::1"]

    assert ["IPv4", "IPv4", "IPv6"] == [addresses.family_of(address) for text in texts if (address := parse_address(text))]


@pytest.mark.parametrize(
    ("text", "right"),
    [("2001:DB8::1", "2001:db8::1"), ("010.0.0.1", "10.0.0.1"), ("::ffff:1.2.3.4", "1.2.3.4"), ("10.0.0.1", None), ("x", None)],
)
def test_canonical_spelling(text: str, right: str | None) -> None:
    assert right == addresses.canonical_address(text)


def test_canonical_spelling_of_a_range() -> None:
    assert addresses.canonical_range("2001:DB8::/32") == "2001:db8::/32"
    assert addresses.canonical_range("10.0.0.0/8") is None
    assert addresses.canonical_range("x") is None


def test_ranges_that_cannot_be_read_hold_nothing() -> None:
    address = ipaddress.ip_address("10.96.0.10")

    assert addresses.in_ranges(address, ["fd00::/112", "10.96.0.0/16"])
    assert not addresses.in_ranges(address, ["x", "10.97.0.0/16"])


@given(st.ip_addresses())
def test_every_address_in_its_own_spelling_is_read_back(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    assert address == parse_address(str(address))
    assert addresses.address_fault(address.exploded, strict=False) is None


@given(st.ip_addresses(), st.integers(0, 32))
def test_the_network_of_a_range_is_strictly_valid(address: ipaddress.IPv4Address | ipaddress.IPv6Address, prefix: int) -> None:
    found = parse_range(f"{address}/{prefix}")

    assert found is not None
    assert addresses.range_fault(str(found.network), strict=True) is None


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("10.1.0.0/16", "10.0.0.0/8", True),
        ("10.0.0.0/8", "10.0.0.0/8", False),
        ("10.0.0.0/7", "10.0.0.0/8", False),
        ("11.0.0.0/16", "10.0.0.0/8", False),
        ("2001:db8:1::/48", "2001:db8::/32", True),
        ("2001:db8::/48", "10.0.0.0/8", False),
        ("::ffff:10.0.0.0/112", "10.0.0.0/8", True),
        ("::ffff:10.1.0.0/112", "::ffff:10.0.0.0/104", True),
    ],
)
def test_a_range_within_another(inner: str, outer: str, inside: bool) -> None:  # noqa: FBT001 - a case of the table
    first, second = parse_range(inner), parse_range(outer)

    assert first is not None
    assert second is not None
    assert inside == addresses.is_strictly_inside(first, second)
