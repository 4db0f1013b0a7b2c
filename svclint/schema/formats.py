"""Forms of strings. Some the API server parses while it decodes, and refuses others like a wrong type; some it checks later."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from svclint.model.addresses import address_fault, range_fault
from svclint.model.formats import (
    Format,
    annotation_key_fault,
    dns_1035_label_fault,
    dns_label_fault,
    dns_subdomain_fault,
    domain_path_fault,
    fqdn_fault,
    label_value_fault,
    path_segment_fault,
    port_name_fault,
    qualified_name_fault,
    relaxed_search_path_fault,
    search_path_fault,
    wildcard_subdomain_fault,
)
from svclint.model.schedule import schedule_fault, time_zone_fault, zoned_schedule_fault
from svclint.model.webhooks import api_group_fault, webhook_name_fault, webhook_path_fault, webhook_url_fault

EXACTLY = "!"
"""Ends the name of a format that takes an empty string as a value; without it an empty string is no value and passes."""

_QUANTITY = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_TIME = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[+-](?:[01]\d|2[0-4]):[0-5]\d)",
)


def is_quantity(text: object) -> bool:
    """`500m`, `1.5Gi`, `1e3`; numbers pass. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/."""
    return not isinstance(text, str) or _QUANTITY.fullmatch(text.strip()) is not None


def is_base64(text: object) -> bool:
    """Standard base64 with padding; line ends inside do not count (Go's encoding/base64)."""
    return not isinstance(text, str) or _BASE64.fullmatch(re.sub(r"[\r\n]", "", text)) is not None


def is_time(text: object) -> bool:
    """RFC 3339 with a time zone, as `metav1.Time` reads it."""
    return not isinstance(text, str) or _TIME.fullmatch(text) is not None


FAULTS: Mapping[str, Format] = {
    "annotation-key": annotation_key_fault,
    "api-group": api_group_fault,
    "cidr": partial(range_fault, strict=False),
    "dns-1035-label": dns_1035_label_fault,
    "dns-label": dns_label_fault,
    "dns-search-path": search_path_fault,
    "dns-subdomain": dns_subdomain_fault,
    "domain-path": domain_path_fault,
    "fqdn": fqdn_fault,
    "ip": partial(address_fault, strict=False),
    "label-key": qualified_name_fault,
    "label-value": label_value_fault,
    "path-segment": path_segment_fault,
    "port-name": port_name_fault,
    "qualified-name": qualified_name_fault,
    "relaxed-search-path": relaxed_search_path_fault,
    "schedule": schedule_fault,
    "schedule-without-zone": zoned_schedule_fault,
    "strict-cidr": partial(range_fault, strict=True),
    "strict-ip": partial(address_fault, strict=True),
    "time-zone": time_zone_fault,
    "webhook-name": webhook_name_fault,
    "webhook-path": webhook_path_fault,
    "webhook-url": webhook_url_fault,
    "wildcard-subdomain": wildcard_subdomain_fault,
}
"""What constraints may name as `format`: each gives the broken rule in words."""


def accepts_nothing(name: str) -> bool:
    """Whether an empty string is of that format."""
    return FAULTS[name]("") is None


def _is_of(fault_of: Format, text: object) -> bool:
    return not isinstance(text, str) or fault_of(text) is None


def _is_empty_or_of(fault_of: Format, text: object) -> bool:
    return not isinstance(text, str) or not text or fault_of(text) is None


FORMATS: Mapping[str, Callable[[object], bool]] = {
    "quantity": is_quantity,
    "byte": is_base64,
    "date-time": is_time,
    **{name: partial(_is_empty_or_of, fault_of) for name, fault_of in FAULTS.items()},
    **{name + EXACTLY: partial(_is_of, fault_of) for name, fault_of in FAULTS.items()},
}
"""By the name that the schemas give them; both validators get these."""
