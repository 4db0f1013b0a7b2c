"""SVC110 missing-ports."""

from svclint.api import Finding, Graph, Iterator, Sequence, Service, Severity, is_null, node_at, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:  # <- no ports below
  selector: {app: web}
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


@rule(id="SVC110", name="missing-ports", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def missing_ports(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A Service has no ports.

    Only a headless Service and an ExternalName can do without: there is nothing that a cluster IP could forward.
    """
    if service.headless or service.type == "ExternalName" or (service.spec is None and not is_null(service.get("spec"))):
        return
    ports = node_at(service.spec, "ports")
    if is_null(ports) or (isinstance(ports, Sequence) and not ports.items):
        at = service.place("spec", "ports")
        yield Finding(
            at=at,
            message="a Service needs at least one port; only a headless one or an ExternalName can do without",
            field="spec.ports",
        )
