"""SVC402 missing-governing-service."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Related,
    Severity,
    StatefulSet,
    Unverifiable,
    few,
    publisher_named,
    renamed,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: ledger-db}
spec:
  clusterIP: None
  selector: {app: ledger-db}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ledger-db}
spec:
  serviceName: leger-db  # <- the Service is ledger-db
  replicas: 2
  selector: {matchLabels: {app: ledger-db}}
  template:
    metadata: {labels: {app: ledger-db}}
    spec:
      containers:
      - name: postgres
        image: postgres
        ports: [{name: sql, containerPort: 5432}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: ledger-db}
spec:
  clusterIP: None
  selector: {app: ledger-db}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ledger-db}
spec:
  serviceName: ledger-db
  replicas: 2
  selector: {matchLabels: {app: ledger-db}}
  template:
    metadata: {labels: {app: ledger-db}}
    spec:
      containers:
      - name: postgres
        image: postgres
        ports: [{name: sql, containerPort: 5432}]
        readinessProbe: {tcpSocket: {port: sql}}
"""

FIXED = BAD.replace("serviceName: leger-db", "serviceName: ledger-db")


@rule(id="SVC402", name="missing-governing-service", severity=Severity.WARNING, on=StatefulSet, bad=BAD, good=GOOD, fixed=FIXED)
def missing_governing_service(stateful_set: StatefulSet, graph: Graph) -> Iterator[Finding]:
    """A StatefulSet names a governing Service that does not exist.

    The pods start all the same, but none of them gets a name of its own: `db-0.db` does not resolve, and peers that look
    for each other by name never find one another. One pod that has nobody to find is well without: where the field, which long
    had to be there, only repeats the name of the StatefulSet, that is worth a note.
    """
    at = stateful_set.scalar("spec", "serviceName")
    if at is None or not stateful_set.service_name:
        return
    name, namespace = stateful_set.service_name, stateful_set.namespace
    match publisher_named(graph, stateful_set, name):
        case Contradicted(near=near, hint=hint):
            used = _used(stateful_set, graph)
            text = f"no Service {name} in namespace {namespace} gives the pods of {stateful_set.title} names of their own"
            yield Finding(
                at=at,
                message="; ".join((text, *filter(None, (hint, *(each.message for each in used[:1]))))),
                related=(*near, *used),
                fix=renamed(at, graph.index.service_slips(namespace, name)),
                severity=_severity(stateful_set, used=bool(used), hint=bool(hint)),
            )
        case Unverifiable(because=doubt, near=near):
            message = f"no Service {name} in these files gives the pods of {stateful_set.title} names of their own"
            yield Finding(at=at, message=message, related=near, doubt=doubt)
        case _:
            return


def _severity(stateful_set: StatefulSet, *, used: bool, hint: bool) -> Severity | None:
    if used:
        return Severity.ERROR
    alone = stateful_set.replicas in (None, 0, 1) and stateful_set.service_name == stateful_set.name
    return Severity.INFO if alone and not hint else None


def _used(stateful_set: StatefulSet, graph: Graph) -> tuple[Related, ...]:
    """Where someone calls one of the pods by the name that it will not have."""
    hosts = graph.hosts_in_text.pods_of(stateful_set)
    return few([Related(host.at, f"{'.'.join(host.labels)} is used here") for host in hosts])
