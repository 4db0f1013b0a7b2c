"""SVC410 hostname-too-long."""

from svclint.api import (
    DaemonSet,
    Finding,
    Graph,
    Iterator,
    Pod,
    PodTemplate,
    Severity,
    StatefulSet,
    Workload,
    replicas_of,
    rule,
    scalar_at,
    subdomain_of,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: payments}
spec:
  clusterIP: None
  selector: {app: payments}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: payments-reconciliation-ledger-of-the-northern-region-db  # <- 56 characters, and its pods add more
spec:
  serviceName: payments
  replicas: 3
  selector: {matchLabels: {app: payments}}
  template:
    metadata: {labels: {app: payments}}
    spec:
      containers:
      - name: db
        image: postgres
        ports: [{name: sql, containerPort: 5432}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: payments}
spec:
  clusterIP: None
  selector: {app: payments}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: payments-ledger}
spec:
  serviceName: payments
  replicas: 3
  selector: {matchLabels: {app: payments}}
  template:
    metadata: {labels: {app: payments}}
    spec:
      setHostnameAsFQDN: true
      containers:
      - name: db
        image: postgres
        ports: [{name: sql, containerPort: 5432}]
        readinessProbe: {tcpSocket: {port: sql}}
"""

_LABEL = 63
_KERNEL = 64
_REVISION = 11
"""A dash and a hash of ten characters, behind the name of a StatefulSet in the label controller-revision-hash."""
_RANDOM = "-xxxxx"
"""What the name of a DaemonSet gets in those of its pods, in length."""


@rule(id="SVC410", name="hostname-too-long", severity=Severity.ERROR, on=Workload, bad=BAD, good=GOOD)
def hostname_too_long(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """The hostname of a pod is longer than DNS, a label or the kernel allows.

    The API server accepts the workload, and its pods never start. The name of a StatefulSet becomes part of hostnames and
    labels of at most 63 characters, of which 52 are left for it (https://github.com/kubernetes/kubernetes/issues/64023). With
    `setHostnameAsFQDN` the full name of a pod must fit into the 64 characters that Linux has for a hostname
    (https://kubernetes.io/docs/concepts/workloads/pods/pod-hostname/).
    """
    if isinstance(workload, StatefulSet) and len(workload.name) + _REVISION > _LABEL:
        yield Finding(
            at=workload.name_place,
            message=f"the name of {workload.title} has {len(workload.name)} characters, and no pod can be made with more than"
            f" {_LABEL - _REVISION}: the label controller-revision-hash adds {_REVISION} and takes {_LABEL}",
        )
    elif workload.template and _is_on(workload.template):
        hostname, subdomain = _longest_hostname(workload, workload.template, graph), subdomain_of(workload)
        name = f"{hostname}.{subdomain}.{workload.namespace}.svc.{graph.settings.zone}"
        if hostname and subdomain and len(name) > _KERNEL:
            yield Finding(
                at=workload.template.place("spec", "setHostnameAsFQDN"),
                message=f"setHostnameAsFQDN asks for the hostname {name}, which has {len(name)} characters: with more than"
                f" {_KERNEL} no pod of {workload.title} starts",
            )


def _is_on(template: PodTemplate) -> bool:
    node = scalar_at(template.spec, "setHostnameAsFQDN")
    return node is not None and node.value is True


def _longest_hostname(workload: Workload, template: PodTemplate, graph: Graph) -> str:
    """Empty where the controller makes names whose length is not known."""
    match workload:
        case StatefulSet():
            return f"{workload.name}-{workload.first_ordinal + max(replicas_of(workload, graph.index).shown, 1) - 1}"
        case Pod():
            return template.hostname or workload.name
        case DaemonSet():
            return template.hostname or workload.name + _RANDOM
    return template.hostname
