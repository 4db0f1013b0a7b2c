"""SVC158 invalid-time."""

from svclint.api import Finding, Graph, Iterator, Malformed, Object, Severity, rule, spell

BAD = """
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  creationTimestamp: yesterday  # <- no time
"""

GOOD = """
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
  creationTimestamp: null
  annotations: {example.com/since: "2024-05-01"}
"""


@rule(id="SVC158", name="invalid-time", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_time(each: Object, graph: Graph) -> Iterator[Finding]:
    """A point in time is not written as RFC 3339 asks.

    The API server cannot decode the object and refuses it.
    """
    for fault in graph.decode(each):
        if isinstance(fault, Malformed) and fault.format == "date-time":
            message = f'{spell(fault.path)} takes a time such as 2024-05-01T12:00:00Z, and "{fault.node.text}" is none'
            yield Finding(at=fault.node, message=message)
