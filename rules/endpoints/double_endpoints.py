"""SVC511 double-endpoints."""

from svclint.api import (
    Backing,
    EndpointAddress,
    Endpoints,
    EndpointSlice,
    Finding,
    Graph,
    Iterator,
    Related,
    Service,
    Severity,
    addresses_in,
    parse_address,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: ldap}
spec:
  ports: [{name: ldaps, port: 636}]
---
apiVersion: v1
kind: Endpoints
metadata: {name: ldap}
subsets:
- addresses:
  - ip: 192.0.2.36  # <- the slice has it too
  ports: [{name: ldaps, port: 636}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ldap-1
  labels: {kubernetes.io/service-name: ldap}
addressType: IPv4
endpoints: [{addresses: [192.0.2.36]}]
ports: [{name: ldaps, port: 636}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: ldap}
spec:
  ports: [{name: ldaps, port: 636}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ldap-1
  labels: {kubernetes.io/service-name: ldap}
addressType: IPv4
endpoints: [{addresses: [192.0.2.36]}]
ports: [{name: ldaps, port: 636}]
"""

_MANAGED_BY = "endpointslice.kubernetes.io/managed-by"
_MIRROR = "endpointslicemirroring-controller.k8s.io"


@rule(id="SVC511", name="double-endpoints", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def double_endpoints(service: Service, graph: Graph) -> Iterator[Finding]:
    """Endpoints and an EndpointSlice, both written by hand, give a Service the same address.

    The controller mirrors the Endpoints into a slice of its own beside the written one, and both count: an address that is
    removed from one of them goes on getting connections because of the other. Keep the slice.
    """
    backing = graph.hand_written.answering(service)
    slices = [each for each in backing if isinstance(each, EndpointSlice) and each.labels.get(_MANAGED_BY) != _MIRROR]
    held = {address: (place, each) for each in reversed(slices) for address, place in _addresses(each)}
    for endpoints in backing if held else ():
        if isinstance(endpoints, Endpoints):
            yield from _shared(endpoints, held)


def _shared(endpoints: Endpoints, held: dict[object, tuple[EndpointAddress, EndpointSlice]]) -> Iterator[Finding]:
    """One finding, at the first address that the Endpoints share with a slice of their folder."""
    for address, place in _addresses(endpoints):
        other, owner = held.get(address, (None, endpoints))
        if other is not None and owner.folder == endpoints.folder:
            yield Finding(
                at=place.node,
                message=f"{place.ip} is in {endpoints.title}, which are mirrored into a slice, and in {owner.title} too; "
                "write it in the slice only",
                related=(Related(other.node, f"{owner.title} gives it to Service {endpoints.name} as well"),),
            )
            return


def _addresses(each: Backing) -> Iterator[tuple[object, EndpointAddress]]:
    return ((parse_address(address.ip) or address.ip, address) for address in addresses_in(each))
