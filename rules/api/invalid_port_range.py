"""SVC191 invalid-port-range."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Mapping,
    NetworkPolicy,
    Node,
    Scalar,
    Severity,
    is_null,
    node_at,
    port_number_fault,
    rule,
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
    - ipBlock: {cidr: 192.0.2.0/24}
    ports: [{protocol: TCP, port: 8080, endPort: 8079}]  # <- ends before it begins
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
    - ipBlock: {cidr: 192.0.2.0/24}
    ports: [{protocol: TCP, port: 8080, endPort: 8089}]
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


@rule(id="SVC191", name="invalid-port-range", severity=Severity.ERROR, on=NetworkPolicy, bad=BAD, good=GOOD)
def invalid_port_range(policy: NetworkPolicy, _graph: Graph) -> Iterator[Finding]:
    """The end of a range of ports is no port, lies before its beginning, or has none.

    `endPort` goes with a `port` that is a number, and is at least as high.
    """
    for port in policy.ports:
        end = node_at(port, "endPort")
        number = end.integer if isinstance(end, Scalar) else None
        if end is None or number is None:
            continue
        fault = _fault(port, number)
        if fault is not None:
            yield Finding(end, f"endPort {number} {fault}")


def _fault(port: Mapping, end: int) -> str | None:
    first = port.get("port")
    if is_null(first):
        return "needs a port with which the range begins"
    start = _number(first)
    if start is None:
        return "goes with the number of a port only, not with its name" if _is_name(first) else None
    if end < start:
        return f"lies before port {start}"
    fault = port_number_fault(end)
    return f"is no port: {fault}" if fault else None


def _number(node: Node | None) -> int | None:
    return node.integer if isinstance(node, Scalar) else None


def _is_name(node: Node | None) -> bool:
    return isinstance(node, Scalar) and node.string is not None
