"""SVC173 non-canonical-address."""

from svclint.api import (
    STRICT_ADDRESSES,
    Edit,
    Endpoints,
    EndpointSlice,
    Finding,
    Fix,
    Graph,
    Iterator,
    NetworkPolicy,
    Node,
    Object,
    Service,
    Severity,
    address_fault,
    canonical_address,
    canonical_range,
    item_text,
    items_at,
    node_at,
    range_fault,
    rule,
    scalar_at,
    stored_pod,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilies: [IPv6]
  clusterIP: FD00:10:96::2820  # <- lower case
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilies: [IPv6]
  clusterIP: fd00:10:96::2820
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
"""

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilies: [IPv6]
  clusterIP: "fd00:10:96::2820"  # <- lower case
  ports: [{port: 80, targetPort: http}]
"""


@rule(id="SVC173", name="non-canonical-address", severity=Severity.WARNING, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def non_canonical_address(each: Object, graph: Graph) -> Iterator[Finding]:
    """An address is spelt in an unusual way.

    The API server takes it and warns: other programs compare addresses as text, or read leading zeros as octal numbers.
    IPv6 addresses have one canonical spelling (RFC 5952).
    """
    strict = graph.settings.kubernetes_version >= STRICT_ADDRESSES
    for node in _addresses(each):
        text = item_text(node) or ""
        right = canonical_address(text)
        if right is not None and (not strict or _is_unchecked(each, node) or not address_fault(text, strict=True)):
            yield _finding(node, text, right)
    for node in _ranges(each):
        text = (item_text(node) or "").strip()
        right, fault = canonical_range(text), range_fault(text, strict=True)
        if right is not None and fault is None:
            yield _finding(node, text, right)
        elif right is not None and not strict:
            yield Finding(at=node, message=f'"{text}" is read as {right}: {fault}')


def _is_unchecked(each: Object, node: Node) -> bool:
    """Nobody checks the address that a load balancer is asked for."""
    return node is node_at(each.node, "spec", "loadBalancerIP")


def _addresses(each: Object) -> Iterator[Node]:
    if isinstance(each, Service):
        yield from _of_service(each)
    elif isinstance(each, Endpoints):
        yield from (address.node for subset in each.subsets for address in subset.addresses)
    elif isinstance(each, EndpointSlice) and each.address_type == "IPv4":
        yield from (address.node for address in each.addresses)
    elif (pod := stored_pod(each)) is not None:
        yield from items_at(pod.spec, "dnsConfig", "nameservers")
        aliases = (scalar_at(item, "ip") for item in items_at(pod.spec, "hostAliases"))
        yield from (alias for alias in aliases if alias is not None)


def _of_service(service: Service) -> Iterator[Node]:
    if service.type != "ExternalName":
        yield from service.cluster_ip_nodes
    yield from items_at(service.spec, "externalIPs")
    balancer = scalar_at(service.spec, "loadBalancerIP")
    if balancer is not None:
        yield balancer


def _ranges(each: Object) -> Iterator[Node]:
    if isinstance(each, Service):
        yield from items_at(each.spec, "loadBalancerSourceRanges")
    elif isinstance(each, NetworkPolicy):
        for peer in each.peers:
            cidr = scalar_at(peer, "ipBlock", "cidr")
            yield from (() if cidr is None else (cidr,))
            yield from items_at(peer, "ipBlock", "except")


def _finding(node: Node, text: str, right: str) -> Finding:
    fix = Fix(f"write {right}", (Edit.of(node, f'"{right}"'),), safe=True)
    return Finding(at=node, message=f'"{text}" is an unusual spelling of {right}', fix=fix)
