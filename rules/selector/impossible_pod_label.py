"""SVC205 impossible-pod-label."""

from svclint.api import Contradicted, Finding, Graph, Iterator, Service, Severity, rewritten, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: db-3}
spec:
  selector:
    app: db
    statefulset.kubernetes.io/pod-name: db-3  # <- three replicas are db-0, db-1 and db-2
  ports: [{port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: db}
spec:
  replicas: 3
  selector: {matchLabels: {app: db}}
  template:
    metadata: {labels: {app: db}}
    spec: {containers: [{name: db, image: postgres, ports: [{containerPort: 5432}]}]}
"""

GOOD = BAD.replace("db-3  # <- three replicas are db-0, db-1 and db-2", "db-2").replace("db-3", "db-2")


@rule(id="SVC205", name="impossible-pod-label", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def impossible_pod_label(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service selects by a label that a controller sets, with a value that no pod can get.

    Controllers number the pods of a StatefulSet, name the pods of a Job, and put hashes on the pods of Deployments. A number
    beyond the replicas, another name, or another kind of workload means that the Service stays empty.
    """
    if not service.selects_pods or not graph.index.are_set_later(service):
        return
    match graph.pods_of(service):
        case Contradicted(near=near, hint=hint, slip=slip, impossible=key) if key:
            yield Finding(
                at=service.place("spec", "selector", key),
                message=f"no pod gets {key}: {service.selector[key]}; {hint}",
                related=near,
                fix=rewritten(slip.at, slip.expected) if slip else None,
            )
        case _:
            return
