"""SVC169 mismatched-name."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, mapping_at, rule, string_at

BAD = """
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  name: v1.stock.example.com  # <- it is v1beta1
spec:
  group: stock.example.com
  version: v1beta1
  groupPriorityMinimum: 1000
  versionPriority: 15
  service: {namespace: shop, name: stock-api}
"""

GOOD = """
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata:
  name: v1beta1.stock.example.com
spec:
  group: stock.example.com
  version: v1beta1
  groupPriorityMinimum: 1000
  versionPriority: 15
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

_PARTS = {
    ("apiregistration.k8s.io", "APIService"): (("version",), ("group",)),
    ("apiextensions.k8s.io", "CustomResourceDefinition"): (("names", "plural"), ("group",)),
}
"""Of which fields below `spec`, joined with a dot, a name is made."""


@rule(id="SVC169", name="mismatched-name", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def mismatched_name(each: Object, _graph: Graph) -> Iterator[Finding]:
    """The name of an APIService or a CustomResourceDefinition does not say what it defines.

    An APIService is called after its version and group, a CustomResourceDefinition after the plural of its resource and its
    group, so that nothing can be defined twice.
    """
    parts = _PARTS.get((each.group, each.kind))
    spec = mapping_at(each.node, "spec")
    if parts is None or spec is None:
        return
    words = [string_at(spec, *steps) or "" for steps in parts]
    expected = ".".join(words)  # "v1." for the core group, which only an APIService may name
    if not words[0] or not (words[1] or each.kind == "APIService"):
        return
    fields = " and ".join(".".join(("spec", *steps)) for steps in parts)
    for field in ("name", "generateName"):
        text = string_at(each.metadata, field)
        if text and (text != expected or not each.name):
            message = f'{each.kind} "{text}" must be named "{expected}", after {fields}'
            yield Finding(at=each.place("metadata", field), message=message)
