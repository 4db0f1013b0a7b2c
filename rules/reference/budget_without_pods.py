"""SVC744 budget-without-pods."""

from svclint.api import (
    Contradicted,
    DisruptionBudget,
    Finding,
    Graph,
    Iterator,
    Mapping,
    Selector,
    Severity,
    Unverifiable,
    rewritten,
    rule,
)

BAD = """
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: orders}
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: order  # <- the pods carry app: orders
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  replicas: 2
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec:
      containers:
      - name: orders
        image: orders
        ports: [{containerPort: 8080}]
"""

GOOD = BAD.replace("app: order  # <- the pods carry app: orders", "app: orders")

FIXED = BAD.replace("app: order  #", "app: orders  #")


@rule(id="SVC744", name="budget-without-pods", severity=Severity.ERROR, on=DisruptionBudget, bad=BAD, good=GOOD, fixed=FIXED)
def budget_without_pods(budget: DisruptionBudget, graph: Graph) -> Iterator[Finding]:
    """A PodDisruptionBudget selects no pod.

    It is accepted and protects nothing: when nodes are drained, all pods behind a Service may go at once, and the Service is
    down until others are ready. The selector must take the pods, that is the labels of the workload's template.
    """
    node = budget.selector_node
    selector = Selector.read(node) if node is not None else None
    if node is None or (selector is not None and not selector.requirements):
        yield from _empty(budget, node)
        return
    labels = selector.text if selector else ""
    answer = graph.selections.pods_of(budget)
    match answer:
        case Contradicted(near=near, hint=hint, slip=slip, certain=certain):
            yield Finding(
                at=slip.at if slip else node,
                message=f"{budget.title} protects no pod: none of namespace {budget.namespace} carries {labels}; {hint}",
                related=near,
                fix=rewritten(slip.at, slip.expected) if slip and slip.alone else None,
                severity=None if certain else Severity.WARNING,
            )
        case Unverifiable(because=doubt, near=near):
            message = f"{budget.title} protects no pod of these files: none carries {labels}"
            yield Finding(at=node, message=message, related=near, doubt=doubt)
        case _:
            return


def _empty(budget: DisruptionBudget, node: Mapping | None) -> Iterator[Finding]:
    """No selector takes no pod; one without conditions takes every pod of the namespace, but for v1beta1."""
    if node is None or budget.takes_nothing_when_empty:
        then = "none in policy/v1beta1, and every pod of the namespace in policy/v1" if node is not None else "no pod"
        yield Finding(
            at=budget.place("spec", "selector"),
            message=f"{budget.title} has {'an empty' if node is not None else 'no'} selector, which takes {then}; "
            "select the labels of the pods",
            severity=Severity.WARNING,
        )
