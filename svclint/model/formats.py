"""How names, keys and values must be written.

Each function takes a text and returns the broken rule in plain words (a clause that goes on after a colon), or None.
Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ and the page on labels beside it,
confirmed value by value on a real API server.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

Format: TypeAlias = Callable[[str], "str | None"]

LABEL_LENGTH = 63
SUBDOMAIN_LENGTH = 253
PORT_NAME_LENGTH = 15
PORT_NUMBERS = (1, 65535)
INT32 = range(-(2**31), 2**31)
"""What a field for a whole number can hold; beyond it an object cannot even be decoded."""
ANNOTATIONS_SIZE = 262_144
"""Bytes that all annotations of an object may have, keys and values together."""

_LABEL = re.compile(r"[a-z0-9](?:[-a-z0-9]*[a-z0-9])?")
_LABEL_1035 = re.compile(r"[a-z](?:[-a-z0-9]*[a-z0-9])?")
_SUBDOMAIN = re.compile(rf"{_LABEL.pattern}(?:\.{_LABEL.pattern})*")
_SEARCH_LABEL = r"_?[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?"
_SEARCH_DOMAIN = re.compile(rf"{_SEARCH_LABEL}(?:\.{_SEARCH_LABEL})*")
_PORT_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NAME_PART = re.compile(r"(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]")
_OUTSIDE_LABEL = re.compile(r"[^-a-z0-9]")
_OUTSIDE_SUBDOMAIN = re.compile(r"[^-.a-z0-9]")
_OUTSIDE_SEARCH_DOMAIN = re.compile(r"[^-_.a-z0-9]")
_OUTSIDE_NAME_PART = re.compile(r"[^-A-Za-z0-9_.]")
_OUTSIDE_URL_PATH = re.compile(r"[^A-Za-z0-9/._~%!$&'()*+,;=:-]")
_LETTER = re.compile(r"[a-z]")
_LOWER_CASE_NAMES = "lower-case letters, digits and '-'"


def dns_label_fault(text: str) -> str | None:
    """A DNS label (RFC 1123): names of namespaces, Service ports, hostnames."""
    if len(text) <= LABEL_LENGTH and _LABEL.fullmatch(text):
        return None
    return _length_fault(text, LABEL_LENGTH) or _character_fault(text, _OUTSIDE_LABEL, _LOWER_CASE_NAMES) or _ends_fault()


def dns_1035_label_fault(text: str) -> str | None:
    """A DNS label that begins with a letter (RFC 1035): names of Services before Kubernetes 1.36."""
    if len(text) <= LABEL_LENGTH and _LABEL_1035.fullmatch(text):
        return None
    return dns_label_fault(text) or "it must begin with a letter"


def dns_subdomain_fault(text: str) -> str | None:
    """DNS labels joined with dots: names of most kinds. Its labels have no limit of their own here."""
    if len(text) <= SUBDOMAIN_LENGTH and _SUBDOMAIN.fullmatch(text):
        return None
    allowed = "lower-case letters, digits, '-' and '.'"
    return _length_fault(text, SUBDOMAIN_LENGTH) or _character_fault(text, _OUTSIDE_SUBDOMAIN, allowed) or _parts_fault()


def wildcard_subdomain_fault(text: str) -> str | None:
    """`*.` and a subdomain: the host of an Ingress rule. The wildcard stands for one whole first label."""
    if not text.startswith("*."):
        return "a wildcard must be the whole first label, as in *.example.com"
    return dns_subdomain_fault(text[2:]) or _length_fault(text, SUBDOMAIN_LENGTH)


def search_domain_fault(text: str) -> str | None:
    """A subdomain that may have underscores."""
    if len(text) <= SUBDOMAIN_LENGTH and _SEARCH_DOMAIN.fullmatch(text):
        return None
    allowed = "lower-case letters, digits, '-', '_' and '.'"
    return _length_fault(text, SUBDOMAIN_LENGTH) or _character_fault(text, _OUTSIDE_SEARCH_DOMAIN, allowed) or _parts_fault()


def search_path_fault(text: str) -> str | None:
    """An entry of `dnsConfig.searches`: a subdomain, the final dot optional."""
    return dns_subdomain_fault(text.removesuffix("."))


def relaxed_search_path_fault(text: str) -> str | None:
    """The same since Kubernetes 1.33 (KEP-4427): it may have underscores, or be a dot alone."""
    return None if text == "." else search_domain_fault(text.removesuffix("."))


def fqdn_fault(text: str) -> str | None:
    """A full domain name of at least two labels, the final dot optional: addresses of an EndpointSlice of type FQDN."""
    name = text.removesuffix(".")
    fault = dns_subdomain_fault(name)
    if fault is not None:
        return fault
    labels = name.split(".")
    if len(labels) == 1:
        return "it must have at least two labels, as in example.com"
    return next((fault for label in labels if (fault := dns_label_fault(label)) is not None), None)


def port_name_fault(text: str) -> str | None:
    """A port name (IANA service name, RFC 6335): container ports, named target ports, ports of Ingress backends."""
    if len(text) <= PORT_NAME_LENGTH and _PORT_NAME.fullmatch(text) and _LETTER.search(text):
        return None
    fault = _length_fault(text, PORT_NAME_LENGTH) or _character_fault(text, _OUTSIDE_LABEL, _LOWER_CASE_NAMES)
    if fault is not None:
        return fault
    if not _LETTER.search(text):
        return "it must have at least one letter"
    return "it must not have '--'" if "--" in text else "it must not begin or end with '-'"


def port_number_fault(number: int) -> str | None:
    """A port number."""
    lowest, highest = PORT_NUMBERS
    return None if lowest <= number <= highest else f"it must be between {lowest} and {highest}"


def qualified_name_fault(text: str) -> str | None:
    """A key of labels: a name of at most 63 characters, with or without a subdomain and a slash before it."""
    prefix, slash, name = text.rpartition("/")
    if slash and (fault := _prefix_fault(prefix)) is not None:
        return fault
    return "the name after '/' is empty" if slash and not name else _name_part_fault(name)


def annotation_key_fault(text: str) -> str | None:
    """A key of annotations: as a key of labels, but the case of letters is not looked at."""
    return qualified_name_fault(text.lower())


def label_value_fault(text: str) -> str | None:
    """The value of a label or of a selector: empty, or like the name part of a key."""
    if not text or (len(text) <= LABEL_LENGTH and _NAME_PART.fullmatch(text)):
        return None
    return _name_part_fault(text)


def host_fault(text: str) -> str | None:
    """The host of a rule or certificate of an Ingress: a subdomain, or one with a wildcard for its first label."""
    return wildcard_subdomain_fault(text) if "*" in text else dns_subdomain_fault(text)


def domain_path_fault(text: str) -> str | None:
    """A domain, a slash and a path (`example.com/ingress`): the name of a controller."""
    domain, _, path = text.partition("/")
    if not domain or not path:
        return "it must be a domain, '/' and a path, as in example.com/ingress"
    fault = dns_subdomain_fault(domain)
    if fault is not None:
        return f"what stands before '/' is no domain: {fault}"
    found = _OUTSIDE_URL_PATH.search(path)
    return f"it must not have '{found.group()}'" if found else None


def path_segment_fault(text: str) -> str | None:
    """A name that need only fit into a URL: RBAC objects, which allow colons and upper case."""
    if text in {".", ".."}:
        return f"it must not be '{text}'"
    bad = next((sign for sign in "/%" if sign in text), None)
    return f"it must not have '{bad}'" if bad else None


def nearest_name(text: str, is_broken: Format) -> str | None:
    """The nearest name that a format takes: lower case, dashes for other signs; None where that does not help."""
    candidate = _OUTSIDE_SUBDOMAIN.sub("-", text.strip().lower()).strip("-.")
    if is_broken(candidate) is not None:
        candidate = candidate.replace(".", "-")
    return None if is_broken(candidate) is not None else candidate


def _prefix_fault(prefix: str) -> str | None:
    if not prefix:
        return "the prefix before '/' is empty"
    if "/" in prefix:
        return "it must have at most one '/'"
    fault = dns_subdomain_fault(prefix)
    return f"the prefix before '/' is no domain: {fault}" if fault else None


def _name_part_fault(name: str) -> str | None:
    if len(name) <= LABEL_LENGTH and _NAME_PART.fullmatch(name):
        return None
    allowed = "letters, digits, '-', '_' and '.'"
    return _length_fault(name, LABEL_LENGTH) or _character_fault(name, _OUTSIDE_NAME_PART, allowed) or _ends_fault()


def _length_fault(text: str, longest: int) -> str | None:
    if not text:
        return "it is empty"
    return f"it has {len(text)} characters and may have at most {longest}" if len(text) > longest else None


def _character_fault(text: str, outside: re.Pattern[str], allowed: str) -> str | None:
    found = outside.search(text)
    if found is None:
        return None
    sign = found.group()
    if sign.isspace():
        return f"it must not have white space, only {allowed}"
    if "A" <= sign <= "Z":
        return f"it must not have upper-case letters, only {allowed}"
    return f"it must not have '{sign}', only {allowed}"


def _ends_fault() -> str:
    return "it must begin and end with a letter or digit"


def _parts_fault() -> str:
    return "each part between dots must begin and end with a letter or digit"
