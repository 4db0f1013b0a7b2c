"""SVC124 cluster-ip-on-external-name."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ExternalName
  externalName: db.example.com
  clusterIP: None  # <- only a name
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ExternalName
  externalName: db.example.com
"""


@rule(id="SVC124", name="cluster-ip-on-external-name", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def cluster_ip_on_external_name(service: Service, _graph: Graph) -> Iterator[Finding]:
    """An ExternalName Service has a cluster IP.

    It is only a name in DNS (a CNAME record): it has no address, and cannot be headless either.
    """
    if service.type != "ExternalName":
        return
    nodes = service.cluster_ip_nodes
    if nodes:
        yield Finding(at=nodes[0], message="an ExternalName Service has no cluster IP; leave it out", field="spec.clusterIPs")
