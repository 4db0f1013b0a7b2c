"""SVC126 missing-external-name."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, is_blank, node_at, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:  # <- no externalName below
  type: ExternalName
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ExternalName
  externalName: db.example.com
"""


@rule(id="SVC126", name="missing-external-name", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def missing_external_name(service: Service, _graph: Graph) -> Iterator[Finding]:
    """An ExternalName Service names nothing.

    The type needs `externalName`, the DNS name that clients shall be sent to.
    """
    if service.type == "ExternalName" and is_blank(node_at(service.spec, "externalName")):
        at = service.place("spec", "externalName")
        yield Finding(at=at, message="an ExternalName Service needs externalName, the DNS name it stands for")
