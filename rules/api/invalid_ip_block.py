"""SVC190 invalid-ip-block."""

from dataclasses import replace

from svclint.api import (
    STRICT_ADDRESSES,
    Finding,
    Fix,
    Graph,
    Iterator,
    Mapping,
    NetworkPolicy,
    Node,
    Related,
    Scalar,
    Severity,
    is_strictly_inside,
    item_text,
    items_at,
    mapping_at,
    parse_range,
    range_fault,
    range_of_host,
    rewritten,
    rule,
    scalar_at,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - ipBlock: {cidr: 192.0.2.7}  # <- /32 is missing
    ports: [{protocol: TCP, port: http}]
"""

FIXED = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - ipBlock: {cidr: 192.0.2.7/32}  # <- /32 is missing
    ports: [{protocol: TCP, port: http}]
"""

GOOD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.128/25]}
    ports: [{protocol: TCP, port: http}]
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
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


@rule(id="SVC190", name="invalid-ip-block", severity=Severity.ERROR, on=NetworkPolicy, bad=BAD, good=GOOD, fixed=FIXED)
def invalid_ip_block(policy: NetworkPolicy, graph: Graph) -> Iterator[Finding]:
    """A block of addresses in a NetworkPolicy is no range, or its exceptions lie outside of it.

    It is an address and the length of its prefix, `192.0.2.0/24`; each exception is a smaller range within. From Kubernetes
    1.36 on, no bit may be set behind the prefix (KEP-4858).
    """
    strict = graph.settings.kubernetes_version >= STRICT_ADDRESSES
    for peer in policy.peers:
        block = mapping_at(peer, "ipBlock")
        if block is not None:
            yield from _of_block(block, strict=strict)


def _of_block(block: Mapping, *, strict: bool) -> Iterator[Finding]:
    cidr = scalar_at(block, "cidr")
    if cidr is None or not cidr.string:
        return
    if fault := range_fault(cidr.string, strict=strict):
        yield Finding(cidr, f'"{cidr.string}" is no range of addresses: {fault}', fix=_fix(cidr, cidr.string))
    outer = parse_range(cidr.string)
    for item in items_at(block, "except") if outer else ():
        text = item_text(item)
        if text is None:
            continue
        if fault := range_fault(text, strict=strict):
            yield Finding(item, f'"{text}" is no range of addresses: {fault}', fix=_fix(item, text))
        inner = parse_range(text)
        if inner and outer and not is_strictly_inside(inner, outer):
            message = f"{text} is no smaller range within {cidr.string}: there is nothing to leave out"
            yield Finding(item, message, related=(Related(cidr, "the range"),))


def _fix(at: Node, text: str) -> Fix | None:
    """Safe: an address alone is one host."""
    right = range_of_host(text)
    return replace(rewritten(at, right), safe=True) if right and isinstance(at, Scalar) else None
