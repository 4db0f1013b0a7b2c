"""SVC004 rule-crash."""

from svclint.api import Crash, Finding, Graph, Iterator, Severity, rule

BAD = '''
# file: shop/web.yaml
apiVersion: v1
kind: Service
metadata:
  name: web  # <- the rule looked at this Service
spec:
  type: ExternalName
  externalName: web.example.com
# file: rules/no_shared_zone.py
"""TEAM001 no-shared-zone."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, rule


@rule(id="TEAM001", name="no-shared-zone", severity=Severity.WARNING, on=Service, bad="", good="")
def no_shared_zone(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A Service has no annotation about its zone."""
    if service.annotations["example.com/zone"] == "shared":
        yield Finding(at=service.name_place, message="the zone is shared")
'''

GOOD = BAD.replace('annotations["example.com/zone"]', 'annotations.get("example.com/zone")')


@rule(id="SVC004", name="rule-crash", severity=Severity.ERROR, on=Crash, bad=BAD, good=GOOD)
def rule_crash(crash: Crash, _graph: Graph) -> Iterator[Finding]:
    """A rule failed, so what it looks for was not looked for here.

    The run goes on with all other rules and objects and ends with exit status 2. It is a bug of the rule: of your own under
    `--rules`, of a package's, or of svclint's.
    """
    about = f" on {crash.subject.title}" if crash.subject else ""
    failure = f"the rule {crash.rule_id} {crash.rule_name} failed{about} with {crash.error}"
    yield Finding(at=crash.at, message=f"{failure}; leave it out with --ignore {crash.rule_id}")
