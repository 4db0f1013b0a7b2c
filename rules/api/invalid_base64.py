"""SVC157 invalid-base64."""

from svclint.api import Finding, Graph, Iterator, Malformed, Object, Severity, rule, spell

BAD = """
apiVersion: v1
kind: Secret
metadata: {name: web}
data:
  password: correct horse  # <- plain text
"""

GOOD = """
apiVersion: v1
kind: Secret
metadata: {name: web}
data:
  password: Y29ycmVjdCBob3JzZQ==
stringData:
  user: web
"""


@rule(id="SVC157", name="invalid-base64", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_base64(each: Object, graph: Graph) -> Iterator[Finding]:
    """Data that must be base64 is something else.

    The API server cannot decode the object and refuses it. Plain text goes into a Secret's `stringData`, which the server
    encodes itself. The value is not shown: it may be a secret.
    """
    for fault in graph.decode(each):
        if isinstance(fault, Malformed) and fault.format == "byte":
            advice = "put plain text into stringData" if each.kind == "Secret" else "encode it"
            message = f"{spell(fault.path)} takes base64, and this is none; {advice}"
            yield Finding(at=fault.node, message=message)
