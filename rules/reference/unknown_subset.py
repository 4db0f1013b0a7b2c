"""SVC720 unknown-subset."""

from svclint.api import (
    Destination,
    DestinationRule,
    Finding,
    Graph,
    Iterator,
    Likeness,
    Related,
    Scalar,
    Severity,
    VirtualService,
    few,
    listed,
    most_alike,
    renamed,
    rule,
)

BAD = """
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: web, namespace: shop}
spec:
  host: web
  subsets: [{name: stable, labels: {app: web}}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [web]
  http:
  - route:
    - destination:
        host: web
        subset: stabel  # <- the subset is stable
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
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("stabel  # <- the subset is stable", "stable")

FIXED = BAD.replace("stabel  #", "stable  #")


@rule(id="SVC720", name="unknown-subset", severity=Severity.ERROR, on=VirtualService, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_subset(virtual: VirtualService, graph: Graph) -> Iterator[Finding]:
    """A VirtualService sends requests to a subset that no DestinationRule of the host has.

    The proxies know no such cluster, and requests get 503 with the flag NC. A host without a dot is one of the namespace of the
    object that names it, in the VirtualService as in the DestinationRule.
    """
    for destination in virtual.destinations:
        if destination.subset is None or not destination.host:
            continue
        rules = graph.mesh.rules_for(graph.mesh.full(destination.host, virtual.namespace))
        if not rules:
            yield _without_rule(virtual, destination, destination.subset, graph)
        elif all(each.name != destination.subset.text for found in rules for each in found.subsets):
            yield _without_subset(virtual, destination.subset, rules, graph)


def _without_subset(virtual: VirtualService, at: Scalar, rules: tuple[DestinationRule, ...], graph: Graph) -> Finding:
    names = [each.name for found in rules for each in found.subsets]
    alike = most_alike(at.text, names)
    slip = alike is not None and alike[1] is Likeness.SLIP
    there = f"has {listed(names)}" if names else "has no subsets"
    return Finding(
        at=at,
        message=f"{virtual.title} sends requests to subset {at.text}, and {rules[0].title} {there}"
        + (f"; {alike[0]} may be meant" if alike else ""),
        related=few(
            [Related(each.place("spec", "subsets"), f"{each.title} defines the subsets of {each.host}") for each in rules]
        ),
        doubt=None if slip else graph.doubts.about_world(virtual),
        fix=renamed(at, names),
        severity=None if slip or rules[0].folder == virtual.folder else Severity.WARNING,
    )


def _without_rule(virtual: VirtualService, destination: Destination, at: Scalar, graph: Graph) -> Finding:
    full = graph.mesh.full(destination.host, virtual.namespace)
    near, slip = graph.mesh.near_rule(full) or (None, False)
    return Finding(
        at=at,
        message=f"{virtual.title} sends requests to subset {at.text}, and no DestinationRule is for {full}"
        + (f"; {near.title} is for {graph.mesh.full(near.host, near.namespace)}" if near else ""),
        related=(Related(near.place("spec", "host"), f"the host of {near.title}"),) if near else (),
        doubt=None if slip else _doubt(virtual, graph),
        severity=None if slip else Severity.WARNING,
    )


def _doubt(virtual: VirtualService, graph: Graph) -> str | None:
    if not graph.of(DestinationRule):
        return "no DestinationRule is among the files given (pass its manifest too)"
    return graph.doubts.about_world(virtual)
