"""SVC707 canary-on-stable-service."""

from svclint.api import Finding, Graph, Iterator, Object, Related, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: storefront}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: storefront}
spec:
  replicas: 4
  selector: {matchLabels: {app: storefront}}
  strategy:
    canary:
      stableService: storefront
      canaryService: storefront  # <- the same as for the stable pods
      steps:
      - setWeight: 25
      - pause: {duration: 10m}
  template:
    metadata: {labels: {app: storefront}}
    spec:
      containers:
      - name: storefront
        image: registry.example.com/storefront:3.2.0
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: storefront}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: v1
kind: Service
metadata: {name: storefront-canary}
spec:
  selector: {app: storefront}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: storefront}
spec:
  replicas: 4
  selector: {matchLabels: {app: storefront}}
  strategy:
    canary:
      stableService: storefront
      canaryService: storefront-canary
      steps:
      - setWeight: 25
      - pause: {duration: 10m}
  template:
    metadata: {labels: {app: storefront}}
    spec:
      containers:
      - name: storefront
        image: registry.example.com/storefront:3.2.0
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
"""

_PAIRS = (
    (("canary", "stableService"), ("canary", "canaryService")),
    (("blueGreen", "activeService"), ("blueGreen", "previewService")),
    (("canary", "pingPong", "pingService"), ("canary", "pingPong", "pongService")),
)
"""Fields below `spec.strategy` (https://argo-rollouts.readthedocs.io/en/stable/features/specification/)."""


@rule(id="SVC707", name="canary-on-stable-service", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def canary_on_stable_service(each: Object, _graph: Graph) -> Iterator[Finding]:
    """A Rollout uses one Service for its old pods and its new ones.

    The controller adds the hash of one version's pods to the selector of each of the two Services, so that it takes two. It
    marks a Rollout with one as invalid, and nothing is rolled out.
    """
    if each.group != "argoproj.io" or each.kind != "Rollout":
        return
    for one, other in _PAIRS:
        first, second = each.scalar("spec", "strategy", *one), each.scalar("spec", "strategy", *other)
        if first is not None and second is not None and first.text and first.text == second.text:
            yield Finding(
                at=second,
                message=f"{other[-1]} is {second.text}, and so is {one[-1]}: {each.title} needs two Services",
                related=(Related(first, f"{one[-1]}, the same Service"),),
            )
