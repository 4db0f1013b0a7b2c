"""SVC007 truncated-reason."""

from svclint.api import Finding, Graph, Iterator, Severity, Suppression, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    svclint.dev/ignore: SVC201:pods come with #4711  # <- what follows " #" is lost
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    svclint.dev/ignore: "SVC201: pods come with #4711"
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}]
"""


@rule(id="SVC007", name="truncated-reason", severity=Severity.WARNING, on=Suppression, bad=BAD, good=GOOD)
def truncated_reason(suppression: Suppression, _graph: Graph) -> Iterator[Finding]:
    """The reason of a suppression ends at a " #" in an annotation without quotes.

    YAML takes the rest of the line for a comment, so the reason that reaches the cluster and every tool that renders the
    manifest is cut short, or gone.
    """
    if suppression.cut is not None:
        lost = suppression.cut.source.text[suppression.cut.start : suppression.cut.end]
        yield Finding(
            at=suppression.at,
            message=f'the annotation ends before "{lost}", which YAML reads as a comment; put the value in quotes',
        )
