"""SVC507 virtual-ip-endpoint."""

from svclint.api import (
    Backing,
    EndpointAddress,
    Finding,
    Graph,
    Iterator,
    Related,
    Service,
    Severity,
    addresses_in,
    in_ranges,
    parse_address,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: orders-db}
spec:
  ports: [{name: sql, port: 5432}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: orders-db-1
  labels: {kubernetes.io/service-name: orders-db}
addressType: IPv4
endpoints:
- addresses:
  - 10.96.40.20  # <- the virtual IP of Service postgres
ports: [{name: sql, port: 5432}]
---
apiVersion: v1
kind: Service
metadata: {name: postgres}
spec:
  clusterIP: 10.96.40.20
  selector: {app: postgres}
  ports: [{name: sql, port: 5432, targetPort: sql}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: postgres}
spec:
  replicas: 2
  selector: {matchLabels: {app: postgres}}
  template:
    metadata: {labels: {app: postgres}}
    spec:
      containers:
      - name: postgres
        image: registry.example.com/postgres:16.3
        ports: [{name: sql, containerPort: 5432}]
"""

GOOD = BAD.replace("10.96.40.20  # <- the virtual IP of Service postgres", "192.0.2.20")


@rule(id="SVC507", name="virtual-ip-endpoint", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def virtual_ip_endpoint(service: Service, graph: Graph) -> Iterator[Finding]:
    """A hand-written backend is the cluster IP of a Service.

    kube-proxy rewrites a connection once: from the virtual IP of a Service to one of its endpoints. Where that is a virtual
    IP again, nobody rewrites it a second time and clients time out. Give the addresses behind it, select its pods, or make an
    alias with ExternalName. Clients of a headless Service get the address from DNS and connect to it directly, which works.
    """
    for each in () if service.headless else graph.hand_written.answering(service):
        for address in addresses_in(each):
            yield from _check(each, address, graph)


def _check(backing: Backing, address: EndpointAddress, graph: Graph) -> Iterator[Finding]:
    parsed = parse_address(address.ip)
    if parsed is None:
        return
    owner = graph.hand_written.virtual_ips.get(parsed)
    harm = "kube-proxy does not follow one virtual IP to another"
    if owner is not None:
        yield Finding(
            at=address.node,
            message=f"{address.ip} is the cluster IP of Service {owner.name}; {harm}",
            related=(Related(owner.place("spec", "clusterIP"), f"Service {owner.name} of namespace {owner.namespace} has it"),),
            severity=None if owner.folder == backing.folder else Severity.WARNING,
        )
    elif in_ranges(parsed, graph.settings.service_ranges):
        yield Finding(at=address.node, message=f"{address.ip} lies in the cluster's range of virtual IPs; {harm}")
