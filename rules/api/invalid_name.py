"""SVC102 invalid-name."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Job,
    Object,
    Severity,
    dns_subdomain_fault,
    foreign_doubt,
    generated_name_fault,
    name_format,
    nearest_name,
    prefix_fault,
    rule,
    string_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web_frontend  # <- a DNS name has no underscore
spec:
  selector: {app: web}
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web-frontend
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


_PREFIX_UNASKED = ("ReplicationController",)
"""Of these only the whole name is looked at (measured)."""


@rule(id="SVC102", name="invalid-name", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_name(each: Object, graph: Graph) -> Iterator[Finding]:
    """An object's name has signs that its kind does not allow.

    Names end up in URLs and DNS names. Most kinds take a DNS subdomain; a Service, a Namespace and a StatefulSet take a
    single label without dots. The name of a Service may begin with a digit from Kubernetes 1.36 on (KEP-5311). The name of a
    Job becomes a label of its pods. RBAC objects allow more.
    """
    fault_of = name_format(each, graph.settings.kubernetes_version)
    prefix = string_at(each.metadata, "generateName") or ""
    if each.name and (fault := fault_of(each.name)):
        yield _finding(each, "name", nearest_name(each.name, fault_of), fault)
    if prefix and each.kind not in _PREFIX_UNASKED and (fault := prefix_fault(prefix, fault_of)):
        yield _finding(each, "generateName", nearest_name(prefix, fault_of), fault)
    elif prefix and not each.name and (fault := generated_name_fault(prefix, fault_of)):
        yield _finding(each, "generateName", nearest_name(prefix, fault_of), fault, blamed="metadata.name")


def _finding(each: Object, field: str, right: str | None, fault: str, blamed: str | None = None) -> Finding:
    text = string_at(each.metadata, field) or ""
    hint = f'; "{right}" would do' if right else ""
    return Finding(
        at=each.place("metadata", field),
        message=f'"{text}" cannot be the {field} of a {each.kind}: {fault}{hint}',
        doubt=foreign_doubt(each),
        field="spec.template.labels" if isinstance(each, Job) and dns_subdomain_fault(text) is None else blamed,
    )
