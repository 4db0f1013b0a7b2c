"""SVC608 external-name-to-ip."""

from ipaddress import AddressValueError, IPv4Address

from svclint.api import (
    Edit,
    Finding,
    Fix,
    Graph,
    Ingress,
    Iterator,
    Related,
    Scalar,
    Service,
    ServicePort,
    Severity,
    Span,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: warehouse
spec:
  type: ExternalName
  externalName: 192.0.2.20  # <- a DNS name that does not exist
  ports:
  - name: sql
    port: 5432
"""

FIXED = """
apiVersion: v1
kind: Service
metadata:
  name: warehouse
spec:
  type: ClusterIP
  clusterIP: None  # <- a DNS name that does not exist
  ports:
  - name: sql
    port: 5432
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: warehouse-1
  labels:
    kubernetes.io/service-name: warehouse
addressType: IPv4
endpoints:
- addresses: [192.0.2.20]
ports:
- name: sql
  port: 5432
  protocol: TCP
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: warehouse
spec:
  clusterIP: None
  ports:
  - name: sql
    port: 5432
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: warehouse-1
  labels:
    kubernetes.io/service-name: warehouse
addressType: IPv4
endpoints:
- addresses: [192.0.2.20]
ports:
- name: sql
  port: 5432
"""


@rule(id="SVC608", name="external-name-to-ip", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD, fixed=FIXED)
def external_name_to_ip(service: Service, graph: Graph) -> Iterator[Finding]:
    """An ExternalName points at an IP address.

    `externalName` is a DNS name. The API server takes an address as one that consists of digits, and DNS answers NXDOMAIN to
    whoever asks for the Service. A headless Service without selector, with a slice that holds the address, does what was
    meant. Some Ingress controllers read the field themselves and cope; pods do not.
    """
    at = service.scalar("spec", "externalName")
    if at is None or service.type != "ExternalName" or not _is_address(service.external_name):
        return
    callers = dict.fromkeys(each.object for each in graph.referrers_of(service) if isinstance(each.object, Ingress))
    yield Finding(
        at=at,
        message=f"externalName {service.external_name} of {service.title} is an address, and DNS knows no such name;"
        " use a headless Service without selector and an EndpointSlice",
        related=tuple(Related(each.name_place, f"{each.title} sends clients there") for each in callers),
        fix=_fix(service, at),
        severity=Severity.WARNING if callers else None,
    )


def _is_address(name: str) -> bool:
    try:
        IPv4Address(name)
    except AddressValueError:
        return False
    return True


def _fix(service: Service, at: Scalar) -> Fix | None:
    """A slice behind the Service, where the Service is a block of YAML of its own and nothing in it stands in the way."""
    document, spec = service.document, service.spec
    kind = service.scalar("spec", "type")
    key = spec.key("externalName") if spec else None
    text = document.source.text
    plain = document.root is service.node and not text[service.node.start :].startswith("{")
    if (
        kind is None
        or key is None
        or spec is None
        or not plain
        or service.selector_node
        or service.namespace != service.default_namespace
    ):
        return None
    end = Span(document.source, document.end, document.end)
    start = "---\n" if text[: document.end].endswith("\n") else "\n---\n"
    edits = (
        Edit.of(kind, "ClusterIP"),
        Edit(Span(document.source, key.start, at.end), "clusterIP: None"),
        Edit(end, start + _slice(service)),
    )
    return Fix("make it a headless Service with an EndpointSlice", edits)


def _slice(service: Service) -> str:
    ports = [port for port in service.ports if port.port is not None]
    return f"""apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: {service.name}-1
  labels:
    kubernetes.io/service-name: {service.name}
addressType: IPv4
endpoints:
- addresses: [{service.external_name}]
ports:{"".join(_port(port) for port in ports) or " []"}
"""


def _port(port: ServicePort) -> str:
    number = port.target_port if isinstance(port.target_port, int) else port.port
    return f"""
- name: {port.name or '""'}
  port: {number}
  protocol: {port.protocol}"""
