"""SVC193 invalid-topology-hint."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, rule, violation_findings

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
- addresses: [192.0.2.15]
  hints:
    forZones:
    - name: north
    - name: north  # <- the same again
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
  hints:
    forZones:
    - name: north
ports: [{name: sql, port: 5432}]
"""


@rule(id="SVC193", name="invalid-topology-hint", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_topology_hint(each: Object, graph: Graph) -> Iterator[Finding]:
    """A hint for which zones or nodes an endpoint is meant names one twice, or one that cannot be.

    Zones are written like values of labels, nodes like DNS subdomains.
    https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/
    """
    yield from violation_findings(each, graph, "invalid-topology-hint")
