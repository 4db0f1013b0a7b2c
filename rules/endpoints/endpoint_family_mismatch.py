"""SVC508 endpoint-family-mismatch."""

from svclint.api import (
    Backing,
    Endpoints,
    Finding,
    Graph,
    Iterator,
    Place,
    Related,
    Service,
    Severity,
    addresses_in,
    families_of,
    family_of,
    parse_address,
    rule,
    string_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: mainframe}
spec:
  ipFamilies: [IPv4]
  ports: [{name: tn3270, port: 23}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: mainframe-1
  labels: {kubernetes.io/service-name: mainframe}
addressType: IPv6  # <- the Service is IPv4 only
endpoints: [{addresses: ["2001:db8::23"]}]
ports: [{name: tn3270, port: 23}]
"""

GOOD = BAD.replace("ipFamilies: [IPv4]", "ipFamilies: [IPv6]").replace("  # <- the Service is IPv4 only", "")

_DUAL = frozenset({"PreferDualStack", "RequireDualStack"})


@rule(id="SVC508", name="endpoint-family-mismatch", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def endpoint_family_mismatch(service: Service, graph: Graph) -> Iterator[Finding]:
    """Hand-written backends are of another IP family than their Service.

    kube-proxy keeps IPv4 and IPv6 apart: the virtual IP of an IPv4 Service only ever leads to IPv4 addresses, so that others
    are never used. Families that the cluster chooses are not judged, and neither are headless Services, whose addresses DNS
    hands out as they are.
    """
    backing = graph.hand_written.answering(service)
    families = _families(service, graph) if backing else ()
    wrong = [each for each in backing if families and _families_in(each).isdisjoint(families) and _families_in(each)]
    only = f"{service.title} is {' and '.join(families)} only"
    for each in wrong:
        yield Finding(
            at=_place(each),
            message=f"{each.title} has {' and '.join(sorted(_families_in(each)))} addresses, {only}",
            related=(Related(_family_place(service), only),),
            severity=None if len(wrong) == len(backing) and each.folder == service.folder else Severity.WARNING,
        )


def _families(service: Service, graph: Graph) -> tuple[str, ...]:
    """The families of the virtual IP; none where only the cluster knows them."""
    ranges, dual = graph.settings.service_ranges, string_at(service.spec, "ipFamilyPolicy") in _DUAL
    stated = bool(service.families or service.cluster_ip) and not dual
    return families_of(service, graph.settings) if not service.headless and (ranges or stated) else ()


def _families_in(each: Backing) -> frozenset[str]:
    """The families of its addresses; none for host names, which kube-proxy does not use at all."""
    if not isinstance(each, Endpoints):
        return frozenset({each.address_type} & {"IPv4", "IPv6"})
    addresses = (parse_address(address.ip) for address in addresses_in(each))
    return frozenset(family_of(address) for address in addresses if address)


def _place(each: Backing) -> Place:
    return addresses_in(each)[0].node if isinstance(each, Endpoints) else each.place("addressType")


def _family_place(service: Service) -> Place:
    return service.place("spec", "clusterIP" if service.cluster_ip and not service.families else "ipFamilies")
