"""SVC134 unknown-ip-family-policy."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, rule, scalar_at, unknown_choice

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: DualStack  # <- Prefer or Require?
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: PreferDualStack
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

POLICIES = ("SingleStack", "PreferDualStack", "RequireDualStack")


@rule(id="SVC134", name="unknown-ip-family-policy", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def unknown_ip_family_policy(service: Service, _graph: Graph) -> Iterator[Finding]:
    """An ipFamilyPolicy is none of the three.

    SingleStack, PreferDualStack or RequireDualStack, in exactly this spelling.
    """
    if service.type != "ExternalName":
        yield from unknown_choice(scalar_at(service.spec, "ipFamilyPolicy"), "ipFamilyPolicy", POLICIES)
