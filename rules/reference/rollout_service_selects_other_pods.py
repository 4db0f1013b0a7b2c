"""SVC748 rollout-service-selects-other-pods."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Matched,
    Object,
    Related,
    RolloutService,
    Service,
    Severity,
    Workload,
    is_rollout,
    rule,
    services_of_rollout,
    string_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: orders}
spec:
  selector: {app: orders}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: cart}
spec:
  selector: {app: cart}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart}
spec:
  replicas: 2
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec: {containers: [{name: cart, image: cart, ports: [{containerPort: 8080}]}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: orders}
spec:
  replicas: 3
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec: {containers: [{name: orders, image: orders, ports: [{containerPort: 8080}]}]}
  strategy:
    canary:
      stableService: orders
      canaryService: cart  # <- selects app: cart
      steps: [{setWeight: 20}, {pause: {}}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: orders}
spec:
  selector: {app: orders}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: orders-preview}
spec:
  selector: {app: orders}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: orders}
spec:
  replicas: 3
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec: {containers: [{name: orders, image: orders, ports: [{containerPort: 8080}]}]}
  strategy:
    blueGreen:
      activeService: orders
      previewService: orders-preview
"""

_HASH = "rollouts-pod-template-hash"
"""The label that the controller itself writes into the selectors of these Services."""


@rule(id="SVC748", name="rollout-service-selects-other-pods", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def rollout_service_selects_other_pods(each: Object, graph: Graph) -> Iterator[Finding]:
    """A Service of a Rollout does not select the Rollout's pods.

    Argo Rollouts asks that each label of the Service's selector is on the pods, and declares the Rollout invalid otherwise:
    nothing is rolled out.
    """
    pods = _pods(each, graph) if is_rollout(each) else None
    for named in services_of_rollout(each) if pods is not None else ():
        answer = graph.service_named(each.namespace, named.name.text, each)
        found = answer.found if isinstance(answer, Matched) else ()
        if pods is not None and found and not any(_fits(service, pods) or _is_told(service, graph) for service in found):
            yield _finding(each, named, found[0], pods, graph)


def _pods(rollout: Object, graph: Graph) -> Workload | None:
    """The workload whose template it rolls out: itself, or the one that `workloadRef` names."""
    reference = rollout.get("spec", "workloadRef")
    if reference is None:
        return rollout if isinstance(rollout, Workload) else None
    group = (string_at(reference, "apiVersion") or "").rpartition("/")[0]
    key = group, string_at(reference, "kind") or "", rollout.namespace, string_at(reference, "name") or ""
    return next((each for each in graph.index.by_name.get(key, ()) if isinstance(each, Workload)), None)


def _fits(service: Service, pods: Workload) -> bool:
    return _missing(service, pods) is None


def _missing(service: Service, pods: Workload) -> str | None:
    wanted = ((key, value) for key, value in service.selector.items() if key != _HASH)
    return next((key for key, value in wanted if pods.pod_labels.get(key) != value), None)


def _is_told(service: Service, graph: Graph) -> bool:
    """Whether the Service selects nothing at all, which is said of the Service itself."""
    return isinstance(graph.pods_of(service), Contradicted)


def _finding(rollout: Object, named: RolloutService, service: Service, pods: Workload, graph: Graph) -> Finding:
    key = _missing(service, pods) or ""
    there = pods.pod_labels.get(key)
    return Finding(
        at=named.name,
        message=f"{named.field} {service.name} of {rollout.title} selects {key}: {service.selector[key]}, "
        f"but its pods have {f'{key}: {there}' if there else f'no label {key}'}",
        related=(Related(service.place("spec", "selector", key), f"{service.title} asks for {key}: {service.selector[key]}"),),
        doubt=graph.doubts.about_fields(service),
        severity=None if service.folder == rollout.folder else Severity.WARNING,
    )
