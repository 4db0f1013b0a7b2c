"""SVC001 syntax-error."""

from svclint.api import Finding, Graph, Iterator, Severity, Span, SyntaxFault, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    note: ports: 80 and 443  # <- ": " starts another mapping
spec:
  ports: [{port: 80}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    note: "ports: 80 and 443"
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
          ports: [{name: http, containerPort: 8080}]
"""


@rule(id="SVC001", name="syntax-error", severity=Severity.ERROR, on=SyntaxFault, bad=BAD, good=GOOD)
def syntax_error(fault: SyntaxFault, _graph: Graph) -> Iterator[Finding]:
    """A document is no YAML or JSON that the API server could read.

    Nothing of it is applied, while `kubectl apply` has already created the documents before it: half an application runs.
    The other documents of the file are checked all the same.
    """
    message = f"{fault.message}; {fault.hint}" if fault.hint else fault.message
    yield Finding(at=Span(fault.source, fault.offset, max(fault.offset, fault.end)), message=message)
