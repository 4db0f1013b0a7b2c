"""SVC706 unknown-workload-kind."""

from svclint.api import Edit, Finding, Fix, Graph, Iterator, Mapping, Reference, Severity, inserted, right_kind, rule

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
    apiVersion: extensions/v1beta1  # <- Deployments are in apps
    kind: Deployment
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

FIXED = BAD.replace("apiVersion: extensions/v1beta1", "apiVersion: apps/v1")


@rule(id="SVC706", name="unknown-workload-kind", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_workload_kind(graph: Graph, _: Graph) -> Iterator[Finding]:
    """An autoscaler names a kind of workload in a group that does not have it.

    A Deployment is one of `apps`; neither the core group, which a missing apiVersion means, nor `extensions` has any. The
    autoscaler then finds nothing to scale: its events say `no matches for kind "Deployment" in group ""`.
    """
    for reference in graph.references.all:
        right = right_kind(reference)
        if right is not None:
            yield _wrong(reference, *right)


def _wrong(reference: Reference, api_version: str, kind: str) -> Finding:
    named = (
        f"{reference.kind} of {reference.api_version}" if reference.api_version else f"{reference.kind} without an apiVersion"
    )
    written = reference.api_version_node
    slip = reference.kind_node if reference.kind != kind else None
    edits = [Edit.of(slip, kind)] if slip else []
    if written is not None and reference.group != api_version.rpartition("/")[0]:
        edits.append(Edit.of(written, api_version))
    elif written is None and isinstance(reference.at, Mapping):
        edits += filter(None, [inserted(reference.at, "apiVersion", api_version)])
    return Finding(
        at=slip or written or reference.name_node,
        message=f"{reference.words} {reference.name}, a {named}, and there is no such kind; it is {kind} of {api_version}",
        fix=Fix(f"write {kind} of {api_version}", tuple(edits)) if edits else None,
    )
