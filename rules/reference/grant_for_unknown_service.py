"""SVC716 grant-for-unknown-service."""

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    ReferenceGrant,
    Severity,
    renamed,
    rule,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: from-edge, namespace: shop}
spec:
  from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge}]
  to:
  - group: ""
    kind: Service
    name: wbe  # <- the Service is web
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
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
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("wbe  # <- the Service is web", "web")

FIXED = BAD.replace("wbe  #", "web  #")


@rule(
    id="SVC716", name="grant-for-unknown-service", severity=Severity.ERROR, on=ReferenceGrant, bad=BAD, good=GOOD, fixed=FIXED
)
def grant_for_unknown_service(grant: ReferenceGrant, graph: Graph) -> Iterator[Finding]:
    """A ReferenceGrant opens a Service that its namespace does not have.

    It opens nothing then: routes of other namespaces that refer to the Service that was meant get RefNotPermitted.
    """
    for target in grant.targets:
        if (target.group, target.kind) != ("", "Service") or target.name is None or not target.name.text:
            continue
        name = target.name.text
        match graph.service_named(grant.namespace, name, grant):
            case Contradicted(near=near, hint=hint) if near:
                yield Finding(
                    at=target.name,
                    message=f"{grant.title} opens Service {name}, which is not in namespace {grant.namespace}; {hint}",
                    related=near,
                    fix=renamed(target.name, graph.index.service_slips(grant.namespace, name)),
                )
