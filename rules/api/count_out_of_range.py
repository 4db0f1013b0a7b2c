"""SVC159 count-out-of-range."""

from svclint.api import (
    Absent,
    Finding,
    Graph,
    Iterator,
    Object,
    Severity,
    integer_at,
    mapping_at,
    rule,
    scalar_at,
    violation_findings,
)

BAD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: -1  # <- none is 0
  minReadySeconds: 30
  progressDeadlineSeconds: 30  # <- over before a pod counts as available
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  minReadySeconds: 30
  progressDeadlineSeconds: 300
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

_DEFAULT_DEADLINE = 600


@rule(id="SVC159", name="count-out-of-range", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def count_out_of_range(each: Object, graph: Graph) -> Iterator[Finding]:
    """A number of pods, tries or seconds of a workload is below what there can be.

    Replicas, completions, limits and deadlines begin at 0; only a StatefulSet takes a revisionHistoryLimit below it, with a
    warning, and keeps all revisions. A Deployment must have more time to make progress
    (`progressDeadlineSeconds`, 600 by default) than a pod needs to count as available (`minReadySeconds`).
    """
    yield from violation_findings(each, graph, "count-out-of-range")
    yield from _revisions(each)
    spec = mapping_at(each.node, "spec") if (each.group, each.kind) == ("apps", "Deployment") else None
    if spec is None:
        return
    ready, deadline = integer_at(spec, "minReadySeconds") or 0, integer_at(spec, "progressDeadlineSeconds")
    limit = _DEFAULT_DEADLINE if deadline is None else deadline
    if 0 <= limit <= ready:
        at = spec.get("progressDeadlineSeconds") or Absent(spec, "progressDeadlineSeconds")
        message = f"{limit} seconds to make progress are over before a pod is available after {ready} seconds (minReadySeconds)"
        yield Finding(at=at, message=message)


def _revisions(each: Object) -> Iterator[Finding]:
    stateful = (each.group, each.kind) == ("apps", "StatefulSet")
    node = scalar_at(each.node, "spec", "revisionHistoryLimit") if stateful else None
    if node is not None and node.integer is not None and node.integer < 0:
        message = f"revisionHistoryLimit {node.integer} keeps all revisions; it should be at least 0"
        yield Finding(at=node, message=message, severity=Severity.WARNING)
