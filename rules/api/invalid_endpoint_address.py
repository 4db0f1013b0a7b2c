"""SVC186 invalid-endpoint-address."""

from svclint.api import (
    STRICT_ADDRESSES,
    Edit,
    Endpoints,
    EndpointSlice,
    Finding,
    Fix,
    Graph,
    Iterator,
    Node,
    Object,
    Severity,
    address_fault,
    canonical_address,
    family_of,
    fqdn_fault,
    is_blank,
    item_text,
    items_at,
    node_at,
    parse_address,
    rule,
    special_fault,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: ledger}
spec:
  ports: [{name: sql, port: 5432}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ledger-outside
  labels:
    kubernetes.io/service-name: ledger
    endpointslice.kubernetes.io/managed-by: shop
addressType: IPv4
endpoints:
- addresses: [127.0.0.1]  # <- loopback
ports: [{name: sql, port: 5432}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: ledger}
spec:
  ports: [{name: sql, port: 5432}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ledger-outside
  labels:
    kubernetes.io/service-name: ledger
    endpointslice.kubernetes.io/managed-by: shop
addressType: IPv4
endpoints:
- addresses: [192.0.2.15]
ports: [{name: sql, port: 5432}]
"""

CANONICAL_SLICES = (1, 33)
"""From here on IPv6 addresses of slices must be written canonically (KEP-4858)."""


@rule(id="SVC186", name="invalid-endpoint-address", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_endpoint_address(each: Object, graph: Graph) -> Iterator[Finding]:
    """The address of a backend is none that traffic could be sent to.

    Endpoints take IP addresses, and a slice takes those of its `addressType` only. No host names (but in slices of type
    FQDN), no unspecified, loopback or link-local addresses. Slices take IPv6 addresses in canonical spelling only since
    1.33; leading zeros and IPv4 addresses mapped into IPv6 are refused since 1.36 (KEP-4858).
    """
    if isinstance(each, Endpoints):
        yield from _of_endpoints(each, strict=graph.settings.kubernetes_version >= STRICT_ADDRESSES)
    elif isinstance(each, EndpointSlice) and each.version == "v1":
        for index, endpoint in enumerate(items_at(each.node, "endpoints")):
            for address in items_at(endpoint, "addresses"):
                yield from _of_slice(address, each.address_type, index, graph.settings.kubernetes_version)


def _of_endpoints(each: Endpoints, *, strict: bool) -> Iterator[Finding]:
    for subset in items_at(each.node, "subsets"):
        for field in ("addresses", "notReadyAddresses"):
            for item in items_at(subset, field):
                ip = node_at(item, "ip")
                if ip is not None and not is_blank(ip):
                    yield from _of_ip(ip, strict=strict)


def _of_slice(node: Node, kind: str, index: int, version: tuple[int, int]) -> Iterator[Finding]:
    text = item_text(node)
    if text is None or kind not in {"IPv4", "IPv6", "FQDN"}:
        return
    if kind == "FQDN":
        fault = fqdn_fault(text)
        if fault is not None:
            yield Finding(node, f'"{text}" is no full domain name: {fault}')
        return
    canonical = kind == "IPv6" and version >= CANONICAL_SLICES
    broken = tuple(_of_ip(node, strict=canonical or version >= STRICT_ADDRESSES))
    yield from broken
    address = parse_address(text)
    if address is not None and family_of(address) != kind:
        message = f"{text} is an {family_of(address)} address in a slice of type {kind}; give it a slice of its own"
        yield Finding(node, message, field=f"endpoints[{index}].addresses")
    elif canonical and not broken and (right := canonical_address(text)):
        fix = Fix(f"write {right}", (Edit.of(node, f'"{right}"'),), safe=True)
        yield Finding(node, f'"{text}" must be written as {right}', fix=fix)


def _of_ip(node: Node, *, strict: bool) -> Iterator[Finding]:
    text = item_text(node)
    if text is None:
        return
    address = parse_address(text)
    fault = address_fault(text, strict=strict) or (address and special_fault(address))
    if fault is not None:
        yield Finding(node, f'"{text}" cannot be the address of an endpoint: {fault}')
