"""SVC176 invalid-container-name."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, rule, violation_findings

BAD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  containers:
  - name: report.writer  # <- a dot
    image: registry.example.com/report:2.0.1
  - name: Uploader  # <- upper case
    image: registry.example.com/uploader:1.1.0
"""

GOOD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  containers:
  - name: report-writer
    image: registry.example.com/report:2.0.1
  - name: uploader
    image: registry.example.com/uploader:1.1.0
"""


@rule(id="SVC176", name="invalid-container-name", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_container_name(each: Object, graph: Graph) -> Iterator[Finding]:
    """The name of a container is no DNS label.

    Lower-case letters, digits and dashes, at most 63 of them; the API server refuses any other.
    """
    yield from violation_findings(each, graph, "invalid-container-name")
