"""SVC008 unreadable-file."""

from svclint.api import Finding, Graph, Iterator, Severity, Span, Unreadable, rule

BAD = """
apiVersion: v1
kind: ConfigMap
metadata:
  name: laughs
  annotations:
    a: &a [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]
    b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
    c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
    d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
    e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]  # <- a million laughs
"""

GOOD = """
apiVersion: v1
kind: ConfigMap
metadata:
  name: laughs
  labels: &labels {app: web, tier: shop}
  annotations: *labels
data:
  laugh: ha
"""


@rule(id="SVC008", name="unreadable-file", severity=Severity.ERROR, on=Unreadable, bad=BAD, good=GOOD)
def unreadable_file(unreadable: Unreadable, _graph: Graph) -> Iterator[Finding]:
    """A file cannot be read to its end.

    No permission, bytes that are no UTF-8, a text that is too large, nested too deep or grows without bounds through its
    aliases. What stands in it is not checked, and what refers to it cannot be verified.
    """
    source, offset = unreadable.source, unreadable.offset
    line = source.line(source.position(offset)[0])
    end = offset + len(line) - (source.position(offset)[1] - 1)
    yield Finding(at=Span(source, offset, max(offset, end)), message=unreadable.message)
