"""SVC137 invalid-selector."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Mapping,
    Object,
    Service,
    Severity,
    items_at,
    label_faults,
    mapping_at,
    rule,
    violation_findings,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector:
    app: web frontend  # <- a space
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector:
    matchExpressions:
    - {key: app, operator: Equals, values: [web]}  # <- it is In
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: agent}
spec:
  selector: {matchLabels: {}}  # <- selects nothing
  template:
    metadata: {labels: {app: agent}}
    spec:
      containers:
      - name: agent
        image: registry.example.com/agent:2.0.1
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
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
        readinessProbe: {httpGet: {path: /healthz, port: http}}
"""


_MUST_SELECT = frozenset({"DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"})


@rule(id="SVC137", name="invalid-selector", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_selector(each: Object, graph: Graph) -> Iterator[Finding]:
    """A selector has a key or value that no label can have, an operator that there is not, or nothing at all.

    No pod could ever carry such a label, and the API server refuses the object. `In` and `NotIn` need values, `Exists` and
    `DoesNotExist` take none. An empty selector would take every pod, which no workload may.
    """
    if isinstance(each, Service):
        selector = each.selector_node
        for at, message in label_faults(selector) if selector is not None else ():
            yield Finding(at=at, message=message, field="spec.selector")
        return
    # the server validates neither the selectors of metrics nor those of a StatefulSet's claims
    if each.group != "autoscaling":
        found = violation_findings(each, graph, "invalid-selector")
        yield from (finding for finding in found if not (finding.field or "").startswith("spec.volumeClaimTemplates"))
    if each.group == "apps" and each.kind in _MUST_SELECT:
        yield from _empty(each, mapping_at(each.node, "spec", "selector"))


def _empty(each: Object, selector: Mapping | None) -> Iterator[Finding]:
    """Labels that stand in the selector itself are fields that it does not have."""
    if selector is None or set(selector.values) - {"matchLabels", "matchExpressions"}:
        return
    if not len(mapping_at(selector, "matchLabels") or ()) and not items_at(selector, "matchExpressions"):
        yield Finding(at=selector, message=f"the selector of {each.title} is empty: it must name labels of its pods")
