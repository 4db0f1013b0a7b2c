"""SVC404 governing-service-with-cluster-ip."""

import re

from svclint.api import Finding, Graph, Iterator, Matched, Related, Severity, StatefulSet, publisher_named, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: search}
spec:
  selector: {app: search}
  ports: [{name: transport, port: 9300}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: search}
spec:
  serviceName: search  # <- it has a cluster IP
  replicas: 3
  selector: {matchLabels: {app: search}}
  template:
    metadata: {labels: {app: search}}
    spec:
      containers:
      - name: search
        image: search
        ports: [{name: transport, containerPort: 9300}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: search}
spec:
  clusterIP: None
  selector: {app: search}
  ports: [{name: transport, port: 9300}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: search}
spec:
  serviceName: search
  replicas: 3
  selector: {matchLabels: {app: search}}
  template:
    metadata: {labels: {app: search}}
    spec:
      containers:
      - name: search
        image: search
        ports: [{name: transport, containerPort: 9300}]
        readinessProbe: {tcpSocket: {port: transport}}
"""

_CALLED_HEADLESS = re.compile(r"(.+-)?(headless|hl)(-.+)?")


@rule(
    id="SVC404",
    name="governing-service-with-cluster-ip",
    severity=Severity.WARNING,
    on=StatefulSet,
    bad=BAD,
    good=GOOD,
)
def governing_service_with_cluster_ip(stateful_set: StatefulSet, graph: Graph) -> Iterator[Finding]:
    """The governing Service of several pods is not headless.

    The names of single pods answer, but the bare name gives the virtual IP: peers that look up all members by it find one
    address, and what asks for a certain member is sent to any. One replica has no peers and is left alone, unless the
    Service is called headless.
    """
    at, name = stateful_set.scalar("spec", "serviceName"), stateful_set.service_name
    has_peers = (stateful_set.replicas or 0) > 1
    if at is None or not name or not (has_peers or _CALLED_HEADLESS.fullmatch(name)):
        return
    answer = publisher_named(graph, stateful_set, name)
    found = answer.found if isinstance(answer, Matched) else ()
    governing = [each for each in found if stateful_set in graph.backends(each)]
    if not governing or any(each.headless for each in governing):
        return
    other = next((each.name for each in graph.services_selecting(stateful_set) if each.headless), None)
    harm = f"governs {stateful_set.replicas} pods and has a cluster IP, so its name does not list them"
    if not has_peers:
        harm = "is called headless and has a cluster IP"
    advice = f"name the headless Service {other} instead" if other else "write clusterIP: None there"
    yield Finding(
        at=at,
        message=f"Service {name} {harm}; {advice}",
        related=tuple(Related(each.name_place, f"Service {each.name} is not headless") for each in governing),
    )
