"""SVC747 shared-rollout-service."""

from svclint.api import ROLLOUT_SERVICES, Finding, Graph, Iterator, Object, Related, Severity, is_rollout, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: orders}
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
    canary:
      stableService: orders
      canaryService: orders  # <- the same as stableService
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
metadata: {name: orders-canary}
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
    canary:
      stableService: orders
      canaryService: orders-canary
      steps: [{setWeight: 20}, {pause: {}}]
"""


@rule(id="SVC747", name="shared-rollout-service", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def shared_rollout_service(each: Object, graph: Graph) -> Iterator[Finding]:
    """A Rollout names one Service for both the old and the new version.

    Argo Rollouts points each of the two Services at the pods of one version, which one Service cannot do: the Rollout is
    declared invalid and stays as it is.
    """
    del graph
    for strategy, old, new in ROLLOUT_SERVICES if is_rollout(each) else ():
        first = each.scalar("spec", "strategy", *strategy, old)
        second = each.scalar("spec", "strategy", *strategy, new)
        if first is not None and second is not None and first.text and first.text == second.text:
            yield Finding(
                at=second,
                message=f"{old} and {new} of {each.title} are both {first.text}; "
                "it takes a second Service with the same selector",
                related=(Related(first, f"{old} is {first.text} too"),),
            )
