"""SVC740 monitor-without-targets."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Monitor,
    Selector,
    Severity,
    Unverifiable,
    rewritten,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: orders
  labels: {app: orders}
spec:
  selector: {app: orders}
  ports: [{name: metrics, port: 9102}]
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
        ports: [{name: metrics, containerPort: 9102}]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: orders}
spec:
  selector:
    matchLabels:
      app: order  # <- the Service is labelled app: orders
  endpoints: [{port: metrics}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: orders
  labels: {app: orders}
spec:
  selector: {app: orders}
  ports: [{name: metrics, port: 9102}]
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
        ports: [{name: metrics, containerPort: 9102}]
        readinessProbe: {tcpSocket: {port: metrics}}
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: orders}
spec:
  selector:
    matchLabels:
      app: orders
  endpoints: [{port: metrics}]
"""

FIXED = BAD.replace("app: order  #", "app: orders  #")


@rule(id="SVC740", name="monitor-without-targets", severity=Severity.ERROR, on=Monitor, bad=BAD, good=GOOD, fixed=FIXED)
def monitor_without_targets(monitor: Monitor, graph: Graph) -> Iterator[Finding]:
    """A ServiceMonitor, PodMonitor or Probe selects nothing.

    Prometheus takes it and has nobody to ask: graphs stay empty, and alerts that need a metric never fire. A ServiceMonitor
    looks at the labels in the Service's own metadata, not at the Service's selector nor at the pods; a PodMonitor looks at the
    pods; both look in their own namespace unless `namespaceSelector` says otherwise.
    """
    node = monitor.selector_node
    if node is None:
        return
    selector = Selector.read(node)
    labels = (selector and selector.text) or "any labels"
    what = f"{monitor.title} selects no {monitor.target}"
    match graph.selections.refutation_of(monitor):
        case Contradicted(near=near, hint=hint, slip=slip, certain=certain):
            yield Finding(
                at=slip.at if slip else node,
                message=f"{what}: none in {_where(monitor)} carries {labels}; {hint}",
                related=near,
                fix=rewritten(slip.at, slip.expected) if slip and slip.alone else None,
                severity=None if certain else Severity.WARNING,
            )
        case Unverifiable(because=doubt, near=near):
            yield Finding(at=node, message=f"{what} of these files: none carries {labels}", related=near, doubt=doubt)
        case _:
            return


def _where(monitor: Monitor) -> str:
    if monitor.namespaces is None:
        return "any namespace"
    return f"namespace{'s' if len(monitor.namespaces) > 1 else ''} {', '.join(monitor.namespaces)}"
