"""SVC005 unknown-suppression."""

from svclint.api import Edit, Finding, Fix, Graph, Iterator, Severity, SilencedName, Suppression, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  # svclint: ignore[SVC9201] the pods come with the next release  # <- no such rule
  selector: {app: web}
  ports: [{name: http, port: 80}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  # svclint: ignore[service-without-pods] the pods come with the next release
  selector: {app: web}
  ports: [{name: http, port: 80}]
"""


@rule(id="SVC005", name="unknown-suppression", severity=Severity.WARNING, on=Suppression, bad=BAD, good=GOOD)
def unknown_suppression(suppression: Suppression, _graph: Graph) -> Iterator[Finding]:
    """A suppression names no rule, or stands where it holds for nothing.

    Whoever wrote it believes that a finding is silenced for good, and it is not; or a typing error keeps it from working.
    With `require-reason: true` in the configuration a suppression without a reason holds for nothing either, and with
    `inline-suppressions: false` none does.
    """
    if suppression.idle:
        fix = Fix("remove the suppression", (Edit(suppression.removal, ""),), safe=True) if suppression.removal else None
        yield Finding(at=suppression.at, message=f"this suppression holds for nothing: {suppression.idle}", fix=fix)
    for name in suppression.unknown:
        hint = f'; did you mean "{name.near}"?' if name.near else ""
        yield Finding(at=name.at, message=f'there is no rule or category "{name.word}"{hint}', fix=_fix(name))


def _fix(name: SilencedName) -> Fix | None:
    """A misspelt name may hide something once it is right, so that is for people to decide."""
    if name.near:
        return Fix(f"write {name.near}", (Edit(name.at, name.near),))
    return Fix(f"remove {name.word}", (Edit(name.removal, ""),), safe=True) if name.removal else None
