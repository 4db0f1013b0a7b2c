"""SVC403 governing-service-selects-other-pods."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Matched,
    Severity,
    StatefulSet,
    Unverifiable,
    publisher_among,
    publisher_named,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: orders-db}
spec:
  clusterIP: None
  selector: {app: orders}
  ports: [{name: http, port: 8080}]
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
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: orders-db}
spec:
  serviceName: orders-db  # <- the Service selects app: orders
  replicas: 2
  selector: {matchLabels: {app: orders-db}}
  template:
    metadata: {labels: {app: orders-db}}
    spec:
      containers:
      - name: postgres
        image: postgres
        ports: [{name: sql, containerPort: 5432}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: orders-db}
spec:
  clusterIP: None
  selector: {app: orders-db}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: orders-db}
spec:
  serviceName: orders-db
  replicas: 2
  selector: {matchLabels: {app: orders-db}}
  template:
    metadata: {labels: {app: orders-db}}
    spec:
      containers:
      - name: postgres
        image: postgres
        ports: [{name: sql, containerPort: 5432}]
        readinessProbe: {tcpSocket: {port: sql}}
"""


@rule(
    id="SVC403",
    name="governing-service-selects-other-pods",
    severity=Severity.ERROR,
    on=StatefulSet,
    bad=BAD,
    good=GOOD,
)
def governing_service_selects_other_pods(stateful_set: StatefulSet, graph: Graph) -> Iterator[Finding]:
    """The governing Service of a StatefulSet does not select its pods.

    A pod gets a name only below a Service that selects it: with other pods, or none, behind the Service, `db-0.db` does not
    resolve although both objects are there.
    """
    at = stateful_set.scalar("spec", "serviceName")
    named = publisher_named(graph, stateful_set, stateful_set.service_name) if stateful_set.service_name else None
    if at is None or not isinstance(named, Matched):
        return
    name, title = stateful_set.service_name, stateful_set.title
    message = f"Service {name} does not select the pods of {title}, which get no names of their own"
    match publisher_among(graph, named.found, stateful_set):
        case Contradicted(near=near, hint=hint):
            together = any(each.folder == stateful_set.folder for each in named.found)
            severity = None if together else Severity.WARNING
            by_hand = (
                None if any(each.selector for each in named.found) else f"whoever writes the endpoints of {name} may name pods"
            )
            yield Finding(at=at, message=f"{message}; {hint}", related=near, doubt=by_hand, severity=severity)
        case Unverifiable(because=doubt, near=near):
            yield Finding(at=at, message=message, related=near, doubt=doubt)
        case _:
            return
