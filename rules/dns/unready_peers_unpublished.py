"""SVC415 unready-peers-unpublished."""

import re

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Reading,
    Related,
    Service,
    Severity,
    StatefulSet,
    Workload,
    node_at,
    readings_of,
    rule,
    scalar_at,
    string_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: quorum}
spec:
  clusterIP: None
  selector: {app: quorum}
  ports: [{name: raft, port: 8300}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: quorum}
spec:
  serviceName: quorum
  podManagementPolicy: Parallel
  replicas: 3
  selector: {matchLabels: {app: quorum}}
  template:
    metadata: {labels: {app: quorum}}
    spec:
      containers:
      - name: quorum
        image: quorum
        args:
        - --peers=quorum-0.quorum:8300,quorum-1.quorum:8300,quorum-2.quorum:8300  # <- no name before the pod is Ready
        ports: [{name: raft, containerPort: 8300}]
        readinessProbe: {exec: {command: [quorum, has-leader]}}
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: quorum}
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: {app: quorum}
  ports: [{name: raft, port: 8300}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: quorum}
spec:
  serviceName: quorum
  podManagementPolicy: Parallel
  replicas: 3
  selector: {matchLabels: {app: quorum}}
  template:
    metadata: {labels: {app: quorum}}
    spec:
      containers:
      - name: quorum
        image: quorum
        args:
        - --peers=quorum-0.quorum:8300,quorum-1.quorum:8300,quorum-2.quorum:8300
        ports: [{name: raft, containerPort: 8300}]
        readinessProbe: {exec: {command: [quorum, has-leader]}}
"""


_ASKS_OTHERS = re.compile(
    r"leader|quorum|peer|member|joined|synced|wsrep|replset|rs\.status|nodetool|cluster(?!\S*local=true)", re.IGNORECASE
)
"""What a probe says that waits for the other pods."""


@rule(id="SVC415", name="unready-peers-unpublished", severity=Severity.WARNING, on=Workload, bad=BAD, good=GOOD)
def unready_peers_unpublished(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """Pods look each other up by names that exist only once the pods are Ready.

    A pod that is not Ready has no record in DNS. Members of a cluster that become Ready by finding each other then never do:
    the first start, or the one after all of them were down, waits for itself. `publishNotReadyAddresses: true` on the headless
    Service gives them their names at once. Readiness that asks for the others, as a probe with `leader` or `quorum` in it does,
    makes that certain enough for a warning; where the probe only asks the pod itself, the names come a little late.
    """
    if workload.is_batch or not _has_several(workload) or not any(_probes(workload)):
        return
    readings = [each for each in readings_of(workload, graph) if each.namespace == workload.namespace]
    services = [each for each in graph.services_selecting(workload) if each.headless] if readings else ()
    published = {each.name for each in services if each.publishes_unready or _is_denied(each)}
    for service in services:
        used = [each for each in readings if each.service == service.name and _is_peer(each, workload)]
        if used and service.name not in published:
            yield _finding(workload, service, used)


def _finding(workload: Workload, service: Service, used: list[Reading]) -> Finding:
    first = used[0].host
    return Finding(
        at=first.at,
        message=f"the pods of {workload.title} look each other up as {first.text}, and have no such names until they are Ready;"
        f" set publishNotReadyAddresses: true on {service.title}",
        related=(Related(service.name_place, f"{service.title} publishes pods that are Ready"),),
        severity=None if any(_ASKS_OTHERS.search(each) for each in _probes(workload)) else Severity.INFO,
    )


def _has_several(workload: Workload) -> bool:
    return workload.replicas is None or workload.replicas > 1


def _probes(workload: Workload) -> Iterator[str]:
    """The texts of the readiness probes. Without one a pod is Ready as soon as it runs."""
    containers = (*workload.template.containers, *workload.template.sidecars) if workload.template else ()
    probes = (node_at(each.node, "readinessProbe") for each in containers)
    return (each.document.source.text[each.start : each.end] for each in probes if each is not None)


def _is_denied(service: Service) -> bool:
    """Whether someone wrote that pods are to be published only when Ready."""
    written = scalar_at(service.spec, "publishNotReadyAddresses")
    return written is not None and written.value is False


def _is_peer(reading: Reading, workload: Workload) -> bool:
    """Whether a name leads to pods that start together.

    A StatefulSet starts them one after the other, each when the last is Ready, unless told to start them in parallel: its
    first pod is Ready before anybody asks for it.
    """
    if not isinstance(workload, StatefulSet):
        return not reading.prefix
    in_parallel = string_at(workload.node, "spec", "podManagementPolicy") == "Parallel"
    pod = reading.prefix[0] if len(reading.prefix) == 1 else ""
    return in_parallel if not reading.prefix else pod in workload.pod_names[0 if in_parallel else 1 :]
