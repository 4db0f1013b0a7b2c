"""SVC166 invalid-api-service."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, is_blank, mapping_at, rule, scalar_at, violation_findings

BAD = """
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.stock.example.com}
spec:
  group: stock.example.com
  version: v1beta1
  groupPriorityMinimum: 0  # <- it begins at 1
  versionPriority: 15
  insecureSkipTLSVerify: true  # <- with a certificate to check by
  caBundle: Y2VydGlmaWNhdGU=
  service: {namespace: shop, name: stock-api}
"""

GOOD = """
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.stock.example.com}
spec:
  group: stock.example.com
  version: v1beta1
  groupPriorityMinimum: 1000
  versionPriority: 15
  caBundle: Y2VydGlmaWNhdGU=
  service: {namespace: shop, name: stock-api}
---
apiVersion: v1
kind: Service
metadata: {name: stock-api, namespace: shop}
spec:
  selector: {app: stock-api}
  ports: [{name: https, port: 443, targetPort: https}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: stock-api, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: stock-api}}
  template:
    metadata: {labels: {app: stock-api}}
    spec:
      containers:
      - name: stock-api
        image: registry.example.com/stock-api:1.4.2
        ports: [{name: https, containerPort: 8443}]
        readinessProbe: {httpGet: {path: /healthz, port: https, scheme: HTTPS}}
"""


@rule(id="SVC166", name="invalid-api-service", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_api_service(each: Object, graph: Graph) -> Iterator[Finding]:
    """An APIService cannot be registered: a priority, its group or version, or contradicting ways to trust its server.

    `groupPriorityMinimum` is from 1 to 20000 and `versionPriority` from 1 to 1000. A caBundle says by which certificate to
    check the server, `insecureSkipTLSVerify` not to check at all; without a Service there is no server.
    """
    if each.group != "apiregistration.k8s.io" or each.kind != "APIService":
        return
    yield from violation_findings(each, graph, "invalid-api-service")
    spec = mapping_at(each.node, "spec")
    insecure, bundle = scalar_at(spec, "insecureSkipTLSVerify"), scalar_at(spec, "caBundle")
    trusting = insecure is not None and insecure.value is True
    if spec is not None and mapping_at(spec, "service") is None:
        if bundle is not None and not is_blank(bundle):
            yield Finding(at=bundle, message="an APIService without a service has no server whose certificate to check")
        if insecure is not None and trusting:
            yield Finding(at=insecure, message="an APIService without a service has no server to trust")
    elif insecure is not None and trusting and not is_blank(bundle):
        yield Finding(at=insecure, message="insecureSkipTLSVerify may not be true where there is a caBundle")
