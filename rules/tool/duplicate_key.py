"""SVC002 duplicate-key."""

from svclint.api import Document, DuplicateKey, Finding, Graph, Iterator, Related, Severity, key_name, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
  selector: {app: shop}  # <- the first selector is lost
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web, tier: shop}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, tier: shop}}
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1.4.2
          ports: [{name: http, containerPort: 8080}]
"""


@rule(id="SVC002", name="duplicate-key", severity=Severity.ERROR, on=Document, bad=BAD, good=GOOD)
def duplicate_key(document: Document, _graph: Graph) -> Iterator[Finding]:
    """A key stands twice in one mapping.

    The API server's strict decoding rejects it; `kubectl` drops all but the last before the server sees them, even with
    `--validate=strict`, so that half of what is written never takes effect and nobody is told.
    """
    for duplicate in document.duplicates:
        yield Finding(
            at=duplicate.second,
            message=f'key "{key_name(duplicate.second)}" stands twice in this mapping; {_winner(duplicate)}',
            related=(Related(duplicate.first, "written here first"),),
        )


def _winner(duplicate: DuplicateKey) -> str:
    """Which value `kubectl apply` sends."""
    winner = duplicate.mapping.key(key_name(duplicate.second))
    if winner is duplicate.second or winner is None:
        return "kubectl keeps this one and drops the one before"
    return f"kubectl keeps the one in line {winner.document.source.position(winner.start)[0]}"
