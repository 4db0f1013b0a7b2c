"""SVC125 ip-families-on-external-name."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, items_at, rule, scalar_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ExternalName
  externalName: db.example.com
  ipFamilyPolicy: PreferDualStack  # <- only a name
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: db}
spec:
  type: ExternalName
  externalName: db.example.com
"""


@rule(id="SVC125", name="ip-families-on-external-name", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def ip_families_on_external_name(service: Service, _graph: Graph) -> Iterator[Finding]:
    """An ExternalName Service has IP families.

    It is only a name in DNS: which families its target has is up to the target.
    """
    if service.type != "ExternalName" or service.spec is None:
        return
    if items_at(service.spec, "ipFamilies"):
        yield Finding(
            at=service.place("spec", "ipFamilies"), message="an ExternalName Service has no ipFamilies; leave them out"
        )
    policy = scalar_at(service.spec, "ipFamilyPolicy")
    if policy is not None:
        yield Finding(at=policy, message="an ExternalName Service has no ipFamilyPolicy; leave it out")
