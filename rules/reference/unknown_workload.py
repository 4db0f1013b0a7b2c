"""SVC703 unknown-workload."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Reference,
    Severity,
    Unverifiable,
    renamed_in,
    rewritten,
    right_kind,
    rule,
)

BAD = """
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
    name: chekout  # <- the Deployment is checkout
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

FIXED = BAD.replace("name: chekout", "name: checkout")


@rule(id="SVC703", name="unknown-workload", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_workload(graph: Graph, _: Graph) -> Iterator[Finding]:
    """An object names a workload that does not exist.

    It is accepted all the same, and does nothing: an autoscaler reports that it cannot get the scale of its target, the number
    of replicas stays as it is, a progressive rollout never begins. The workload must be of the kind that is named, in the
    namespace of the object.
    """
    for reference in graph.references.all:
        if reference.kind and not right_kind(reference):
            yield from _missing(reference, graph)


def _missing(reference: Reference, graph: Graph) -> Iterator[Finding]:
    workloads, named = graph.references.workloads, f"{reference.kind} {reference.name}"
    match workloads.of(reference):
        case Contradicted(near=near, hint=hint, slip=slip):
            message = f"{reference.words} {named}, which is not in namespace {reference.namespace}"
            yield Finding(
                at=reference.name_node,
                message=f"{message}; {hint}" if hint else message,
                related=near,
                fix=rewritten(slip.at, slip.expected) if slip else renamed_in(reference, workloads.slips(reference)),
                severity=None if near else Severity.WARNING,
            )
        case Unverifiable(because=doubt, near=near):
            message = f"{reference.words} {named}, which is not in these files"
            yield Finding(at=reference.name_node, message=message, related=near, doubt=doubt)
        case _:
            return
