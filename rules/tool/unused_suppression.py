"""SVC006 unused-suppression."""

from svclint.api import Edit, Finding, Fix, Graph, Iterator, Severity, Suppression, rule

_REST = """
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
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  ports: [{name: http, port: 80, targetPort: http}]
"""

BAD = f"""{_REST}
  # svclint: ignore[service-without-pods] the pods come with the next release  # <- they are here
  selector: {{app: web}}
"""

GOOD = f"""{_REST}
  selector: {{app: web}}
"""


@rule(id="SVC006", name="unused-suppression", severity=Severity.WARNING, on=Suppression, bad=BAD, good=GOOD, fixed=GOOD)
def unused_suppression(suppression: Suppression, _graph: Graph) -> Iterator[Finding]:
    """A suppression hides nothing.

    What it was about is mended or gone; left in place it will hide the next mistake. Only rules that ran count, and only
    in files that svclint understood as a whole.
    """
    for name in suppression.unused:
        fix = Fix("remove the suppression", (Edit(name.removal, ""),), safe=True) if name.removal else None
        yield Finding(at=name.at, message=f"{name.word} finds nothing here that this suppression would hide", fix=fix)
