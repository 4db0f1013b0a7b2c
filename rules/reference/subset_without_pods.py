"""SVC721 subset-without-pods."""

from svclint.api import (
    DestinationRule,
    Finding,
    Graph,
    Iterator,
    Matched,
    PodLabels,
    Related,
    Severity,
    Subset,
    Workload,
    few,
    is_controller_label,
    label_slip,
    rewritten,
    rule,
)

BAD = """
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: web, namespace: shop}
spec:
  host: web
  subsets:
  - name: stable
    labels:
      tier: frnt  # <- the pods of Deployment web have tier: front
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http: [{route: [{destination: {host: web, subset: stable}}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: front}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("frnt  # <- the pods of Deployment web have tier: front", "front")

FIXED = BAD.replace("frnt  #", "front  #")

_BY_PLACE = ("topology.kubernetes.io/", "topology.istio.io/", "kubernetes.io/")
"""Beginnings of labels that Istio takes from the node or the cluster of a pod."""


@rule(id="SVC721", name="subset-without-pods", severity=Severity.ERROR, on=DestinationRule, bad=BAD, good=GOOD, fixed=FIXED)
def subset_without_pods(found: DestinationRule, graph: Graph) -> Iterator[Finding]:
    """No pod behind the host of a DestinationRule carries the labels of a subset.

    Requests that a VirtualService sends to the subset get 503 with the flag UH. Subsets that nothing uses yet are
    let be, unless a slip shows.
    """
    full = graph.mesh.full(found.host, found.namespace)
    services = graph.mesh.services(full) if found.subsets else ()
    answers = [graph.pods_of(each) for each in services if each.selects_pods]
    workloads = [workload for each in answers if isinstance(each, Matched) for workload in each.found]
    for subset in found.subsets if workloads else ():
        if subset.labels and not any(subset.labels.items() <= each.pod_labels.items() for each in workloads):
            yield from _of_subset(found, subset, workloads, graph)


def _of_subset(found: DestinationRule, subset: Subset, workloads: list[Workload], graph: Graph) -> Iterator[Finding]:
    node = subset.labels_node
    if node is None or any(is_controller_label(key) or key.startswith(_BY_PLACE) for key in subset.labels):
        return
    used = (graph.mesh.full(found.host, found.namespace), subset.name) in graph.mesh.used_subsets
    near = label_slip(node, workloads[0].namespace, PodLabels(workloads))
    if not (used or near):
        return
    together = any(each.folder == found.folder for each in workloads)
    wanted = ", ".join(f"{key}: {value}" for key, value in subset.labels.items())
    yield Finding(
        at=near.slip.at if near else node,
        message=f"no pod behind {found.host} carries {wanted}, the labels of subset {subset.name}"
        + (f"; {near.hint}" if near else ""),
        related=(near.related,) if near else few([_labels(each) for each in workloads]),
        doubt=None if near else graph.doubts.about_world(found) or graph.doubts.about_templates(*workloads),
        fix=rewritten(near.slip.at, near.slip.expected) if near and near.slip.alone else None,
        severity=None if near and used else Severity.WARNING if near or together else Severity.INFO,
    )


def _labels(workload: Workload) -> Related:
    place = workload.template.place("metadata", "labels") if workload.template else workload.node
    return Related(place, f"the labels of the pods of {workload.title}")
