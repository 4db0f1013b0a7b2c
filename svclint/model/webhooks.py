"""How extensions of the API server are named and addressed: groups, webhooks, the path or the URL that the server calls.

https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#contacting-the-webhook, with what
the server asks beyond it (k8s.io/apiserver/pkg/util/webhook, measured).
"""

from __future__ import annotations

import re

from svclint.model.formats import dns_subdomain_fault

_SEGMENTS = 3
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[^\s\\^`{|}]*")
_PORT = re.compile(r"\d*", re.ASCII)


def api_group_fault(text: str) -> str | None:
    """The group of custom resources: a domain name of at least two parts."""
    fault = dns_subdomain_fault(text)
    return fault or (None if "." in text else "it must be a domain with at least one dot, as in example.com")


def webhook_name_fault(text: str) -> str | None:
    """A full domain name of at least three parts: the name of each webhook in a configuration."""
    fault = dns_subdomain_fault(text)
    if fault is not None:
        return fault
    return "it must have at least three parts, as in web.example.com" if text.count(".") < _SEGMENTS - 1 else None


def webhook_path_fault(text: str) -> str | None:
    """The path at a webhook's Service: empty, or segments that are DNS subdomains behind slashes."""
    if text in ("", "/"):
        return None
    if not text.startswith("/"):
        return "it must begin with '/'"
    segments = text[1:].removesuffix("/").split("/")
    faults = ((segment, dns_subdomain_fault(segment)) for segment in segments)
    return next((f'segment "{segment}" is none: {fault}' for segment, fault in faults if fault is not None), None)


def webhook_url_fault(text: str) -> str | None:
    """The URL of a webhook: https, a host, and no user, query or fragment."""
    scheme = _SCHEME.match(text)
    if scheme is None or scheme.group(1).lower() != "https":
        return "it must begin with https://"
    if _CONTROL.search(text) or _ESCAPE.search(text):
        return "it is no URL"
    whole, _, fragment = text[scheme.end() :].partition("#")
    address, _, query = whole.partition("?")
    if fragment or query:
        return "it must not have a fragment" if fragment else "it must not have a query"
    return _authority_fault(address)


def _authority_fault(address: str) -> str | None:
    """Of what stands behind the scheme."""
    authority = address.removeprefix("//").partition("/")[0] if address.startswith("//") else ""
    if not authority:
        return "it must have a host, as in https://web.example.com/validate"
    if "@" in authority:
        return "it must not have a user"
    _, colon, port = ("", "", "") if authority.endswith("]") else authority.rpartition(":")
    good = _HOST.fullmatch(authority) and (not colon or _PORT.fullmatch(port))
    return None if good else f'"{authority}" is no host'
