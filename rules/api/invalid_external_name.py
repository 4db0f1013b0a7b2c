"""SVC127 invalid-external-name."""

from dataclasses import replace

from svclint.api import (
    Finding,
    Fix,
    Graph,
    Iterator,
    Scalar,
    Service,
    Severity,
    dns_subdomain_fault,
    parse_address,
    rewritten,
    rule,
    scalar_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ExternalName
  externalName: https://db.example.com/  # <- a URL
---
apiVersion: v1
kind: Service
metadata: {name: files}
spec:
  type: ExternalName
  externalName: Files.example.com  # <- upper case
"""

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ExternalName
  externalName: db.example.com  # <- a URL
---
apiVersion: v1
kind: Service
metadata: {name: files}
spec:
  type: ExternalName
  externalName: files.example.com  # <- upper case
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ExternalName
  externalName: db.example.com
"""


@rule(id="SVC127", name="invalid-external-name", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def invalid_external_name(service: Service, _graph: Graph) -> Iterator[Finding]:
    """An externalName is no DNS name.

    It is a bare name in lower case: no scheme, no port, no path, no underscore, no IPv6 address. It becomes a CNAME record.
    """
    if service.type != "ExternalName":
        return
    node = scalar_at(service.spec, "externalName")
    text = node.string if node else None
    if node is None or not text:
        return
    fault = dns_subdomain_fault(text.removesuffix("."))
    if fault is not None:
        yield Finding(at=node, message=f'"{text}" is no DNS name: {_reason(text) or fault}', fix=_fix(node, text))


def _fix(node: Scalar, text: str) -> Fix | None:
    """Safe where only letter case, white space and the scheme are wrong: no other name can be meant."""
    right = text.strip().lower()
    right = (right.partition("://")[2] or right).removesuffix("/")
    return None if dns_subdomain_fault(right.removesuffix(".")) else replace(rewritten(node, right), safe=True)


def _reason(text: str) -> str | None:
    if "://" in text:
        return "it is a URL; only the host belongs here"
    if parse_address(text) is not None:
        return "it is an IP address; use a Service without selector and an EndpointSlice"
    if "/" in text:
        return "a path cannot be part of it"
    host, colon, port = text.rpartition(":")
    if colon and port.isdigit() and ":" not in host:
        return "a port cannot be part of it; clients keep the port that they use"
    return None
