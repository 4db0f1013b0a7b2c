"""SVC705 unscalable-workload."""

from svclint.api import UNSCALABLE, Finding, Graph, Iterator, Severity, right_kind, rule

BAD = """
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: checkout}
spec:
  selector: {matchLabels: {app: checkout}}
  template:
    metadata: {labels: {app: checkout}}
    spec:
      containers:
      - name: checkout
        image: registry.example.com/checkout:2.0.1
        resources: {requests: {cpu: 200m}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: checkout}
spec:
  minReplicas: 2
  maxReplicas: 6
  scaleTargetRef:
    apiVersion: apps/v1
    kind: DaemonSet  # <- one pod a node, whatever the load
    name: checkout
"""

GOOD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: checkout}
spec:
  selector: {matchLabels: {app: checkout}}
  template:
    metadata: {labels: {app: checkout}}
    spec:
      containers:
      - name: checkout
        image: registry.example.com/checkout:2.0.1
        resources: {requests: {cpu: 200m}}
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: checkout}
spec:
  minReplicas: 2
  maxReplicas: 6
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: checkout
"""


@rule(id="SVC705", name="unscalable-workload", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD)
def unscalable_workload(graph: Graph, _: Graph) -> Iterator[Finding]:
    """An autoscaler is to scale something that has no number of replicas.

    A DaemonSet runs one pod a node, Jobs run to an end: none of them has a scale subresource. The autoscaler is accepted, and
    its events say for ever that it cannot get the current scale.
    """
    for reference in graph.references.all:
        target = reference.row.target
        if target and target.scales and reference.kind in UNSCALABLE and not right_kind(reference):
            reason = "runs one pod a node" if reference.kind == "DaemonSet" else "runs to an end"
            yield Finding(
                at=reference.kind_node or reference.name_node,
                message=f"{reference.words} {reference.kind} {reference.name}, which {reason} and cannot be scaled",
            )
