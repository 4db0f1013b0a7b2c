"""SVC406 hostname-without-subdomain."""

from svclint.api import Finding, Graph, Iterator, Related, Severity, StatefulSet, Workload, few, listed, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: peers}
spec:
  clusterIP: None
  selector: {app: quorum}
  ports: [{name: raft, port: 8300}]
---
apiVersion: v1
kind: Pod
metadata: {name: quorum-0, labels: {app: quorum}}
spec:
  hostname: quorum-0  # <- without a subdomain, quorum-0.peers does not exist
  containers:
  - name: quorum
    image: quorum
    ports: [{name: raft, containerPort: 8300}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: peers}
spec:
  clusterIP: None
  selector: {app: quorum}
  ports: [{name: raft, port: 8300}]
---
apiVersion: v1
kind: Pod
metadata: {name: quorum-0, labels: {app: quorum}}
spec:
  hostname: quorum-0
  subdomain: peers
  containers:
  - name: quorum
    image: quorum
    ports: [{name: raft, containerPort: 8300}]
    readinessProbe: {tcpSocket: {port: raft}}
"""


@rule(id="SVC406", name="hostname-without-subdomain", severity=Severity.WARNING, on=Workload, bad=BAD, good=GOOD)
def hostname_without_subdomain(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """A pod behind a headless Service sets a hostname but no subdomain.

    The hostname then only shows inside the container: no DNS record is made, and peers that call the pod by that name below
    the Service get NXDOMAIN. The subdomain must be the name of the Service.
    """
    template = workload.template
    if template is None or not template.hostname or template.subdomain or isinstance(workload, StatefulSet):
        return
    headless = [each for each in graph.services_selecting(workload) if each.headless]
    if headless:
        names = listed(sorted({each.name for each in headless})).replace(" and ", " or ")
        yield Finding(
            at=template.place("spec", "hostname"),
            message=f"hostname {template.hostname} of {workload.title} makes no DNS name without subdomain: {names}",
            related=few([Related(each.name_place, f"headless Service {each.name} selects it") for each in headless]),
        )
