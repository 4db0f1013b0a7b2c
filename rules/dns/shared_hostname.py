"""SVC409 shared-hostname."""

from svclint.api import DaemonSet, Finding, Graph, Iterator, Job, Related, Severity, StatefulSet, Workload, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: queue}
spec:
  clusterIP: None
  selector: {app: queue}
  ports: [{name: amqp, port: 5672}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: queue}
spec:
  replicas: 3
  selector: {matchLabels: {app: queue}}
  template:
    metadata: {labels: {app: queue}}
    spec:
      hostname: broker  # <- three pods, one name
      subdomain: queue
      containers:
      - name: broker
        image: broker
        ports: [{name: amqp, containerPort: 5672}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: queue}
spec:
  clusterIP: None
  selector: {app: queue}
  ports: [{name: amqp, port: 5672}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: queue}
spec:
  serviceName: queue
  replicas: 3
  selector: {matchLabels: {app: queue}}
  template:
    metadata: {labels: {app: queue}}
    spec:
      containers:
      - name: broker
        image: broker
        ports: [{name: amqp, containerPort: 5672}]
        readinessProbe: {tcpSocket: {port: amqp}}
"""


@rule(id="SVC409", name="shared-hostname", severity=Severity.WARNING, on=Workload, bad=BAD, good=GOOD)
def shared_hostname(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """Several pods publish one hostname.

    All replicas of the template answer under the same name, so whoever calls "the" pod reaches any of them, and each believes
    to be the same member. A StatefulSet gives each pod a name of its own.
    """
    template = workload.template
    if template is None or not (template.hostname and template.subdomain) or not _has_several(workload):
        return
    publishing = [each for each in graph.services_selecting(workload) if each.name == template.subdomain]
    if publishing:
        count = "all" if workload.replicas is None else f"all {workload.replicas}"
        yield Finding(
            at=template.place("spec", "hostname"),
            message=f"{count} pods of {workload.title} answer as {template.hostname}.{template.subdomain};"
            " a StatefulSet gives each a name of its own",
            related=tuple(Related(each.name_place, f"Service {each.name} publishes the name") for each in publishing),
        )


def _has_several(workload: Workload) -> bool:
    if isinstance(workload, StatefulSet) or (isinstance(workload, Job) and workload.indexed):
        return False
    return isinstance(workload, DaemonSet) or (workload.replicas or 0) > 1
