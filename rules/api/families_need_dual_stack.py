"""SVC135 families-need-dual-stack."""

from svclint.api import Finding, Graph, Iterator, Related, Service, Severity, items_at, rule, string_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: SingleStack  # <- two families below
  ipFamilies: [IPv4, IPv6]
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: PreferDualStack
  ipFamilies: [IPv4, IPv6]
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


@rule(id="SVC135", name="families-need-dual-stack", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def families_need_dual_stack(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A Service asks for two IP families under a policy of one.

    The policy is SingleStack also where none is given, so two `ipFamilies` or two `clusterIPs` need `ipFamilyPolicy:
    PreferDualStack` or `RequireDualStack` beside them.
    """
    families, addresses = items_at(service.spec, "ipFamilies"), service.cluster_ip_nodes
    if (len(families) < 2 and len(addresses) < 2) or service.type == "ExternalName":  # noqa: PLR2004 - one of each fits every policy
        return
    written = string_at(service.spec, "ipFamilyPolicy")
    dual_by_default = written is None and service.headless and service.selector_node is None
    if written not in {None, "SingleStack"} or dual_by_default:
        return
    what = "ipFamilies" if len(families) > 1 else "clusterIPs"
    policy = "SingleStack" if written else "not given, which means SingleStack"
    yield Finding(
        at=service.place("spec", "ipFamilyPolicy"),
        message=f"two {what} need ipFamilyPolicy PreferDualStack or RequireDualStack; it is {policy}",
        related=(Related(service.place("spec", what), f"two {what} are here"),),
    )
