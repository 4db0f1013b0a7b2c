"""SVC201 service-without-pods."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Service,
    Severity,
    Unverifiable,
    nothing_selected,
    rewritten,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: wbe}  # <- Deployment web carries app: web
  ports: [{port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 80}]}]}
"""

GOOD = BAD.replace("{app: wbe}  # <- Deployment web carries app: web", "{app: web}")


@rule(
    id="SVC201",
    name="service-without-pods",
    severity=Severity.ERROR,
    on=Service,
    bad=BAD,
    good=GOOD,
    fixed=BAD.replace("wbe", "web"),
)
def service_without_pods(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service selects no pod.

    The API server accepts it, its endpoints simply stay empty, and clients see connection refused. Every label of the
    selector must be on the pods, that is on the workload's template; labels of the workload itself do not count, and neither
    do pods of another namespace.
    """
    node = service.selector_node
    if node is None or not service.selects_pods:
        return
    answer = graph.pods_of(service)
    match answer:
        case Contradicted(near=near, slip=slip, certain=certain, impossible=""):
            yield Finding(
                at=slip.at if slip else node,
                message=nothing_selected(service, answer),
                related=near,
                fix=rewritten(slip.at, slip.expected) if slip and slip.alone and certain else None,
                severity=None if certain else Severity.WARNING,
            )
        case Unverifiable(because=reason, near=near):
            yield Finding(at=node, message=nothing_selected(service, answer), related=near, doubt=reason)
        case _:
            return
