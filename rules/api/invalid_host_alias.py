"""SVC183 invalid-host-alias."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, rule, violation_findings

BAD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  hostAliases:
  - ip: 192.0.2.300  # <- no address
    hostnames:
    - legacy_db.example.com  # <- an underscore
    - db.example.com
  containers:
  - name: report
    image: registry.example.com/report:2.0.1
"""

GOOD = BAD.replace("192.0.2.300", "192.0.2.30").replace("legacy_db", "legacy-db")


@rule(id="SVC183", name="invalid-host-alias", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_host_alias(each: Object, graph: Graph) -> Iterator[Finding]:
    """A line for the pod's /etc/hosts cannot be written.

    It takes an address and names of DNS labels joined with dots, in lower case and without a wildcard.
    """
    yield from violation_findings(each, graph, "invalid-host-alias")
