"""SVC170 conflicting-topology-annotations."""

from svclint.api import Finding, Graph, Iterator, Related, Service, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.kubernetes.io/topology-aware-hints: disabled
    service.kubernetes.io/topology-mode: Auto  # <- or disabled?
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.kubernetes.io/topology-mode: Auto
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

OLD = "service.kubernetes.io/topology-aware-hints"
NEW = "service.kubernetes.io/topology-mode"


@rule(id="SVC170", name="conflicting-topology-annotations", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def conflicting_topology_annotations(service: Service, _graph: Graph) -> Iterator[Finding]:
    """The old and the new topology annotation disagree.

    `service.kubernetes.io/topology-aware-hints` was renamed to `service.kubernetes.io/topology-mode` in 1.27. Both together
    must say the same.
    """
    if OLD not in service.annotations or NEW not in service.annotations:
        return
    old, new = service.annotations[OLD], service.annotations[NEW]
    if old != new:
        yield Finding(
            at=service.place("metadata", "annotations", NEW),
            message=f'topology-mode is "{new}" and topology-aware-hints "{old}"; remove the latter, it is the old name',
            related=(Related(service.place("metadata", "annotations", OLD), f'"{old}" is here'),),
        )
