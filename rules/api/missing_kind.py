"""SVC154 missing-kind."""

from svclint.api import (
    Absent,
    Edit,
    Finding,
    Fix,
    Graph,
    Iterator,
    Likeness,
    Object,
    Scalar,
    Severity,
    Unserved,
    inserted,
    is_null,
    likeness,
    rule,
)

BAD = """
kind: Service  # <- no apiVersion
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}]
---
apiversion: v1  # <- the case counts
kind: ConfigMap
metadata: {name: web}
"""

FIXED = """
apiVersion: v1
kind: Service  # <- no apiVersion
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}]
---
apiVersion: v1  # <- the case counts
kind: ConfigMap
metadata: {name: web}
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: registry.example.com/web:1.4.2, ports: [{containerPort: 80}]}
"""


@rule(id="SVC154", name="missing-kind", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def missing_kind(each: Object, graph: Graph) -> Iterator[Finding]:
    """An object does not say its apiVersion or its kind.

    kubectl refuses it: "Object 'Kind' is missing". Files that only resemble an object (without metadata, of a kind or
    version that Kubernetes does not know) are left alone.
    """
    if each.metadata is None or (each.api_version and each.kind):
        return
    known = graph.unserved(each)
    other = "apiVersion" if each.kind else "kind"
    if known is None or not (known.instead if each.kind else known.siblings) or not is_null(each.node.get(other)):
        return
    slip = next((key for key, _ in each.node.entries if likeness(key.text, other) is Likeness.SLIP), None)
    advice = (
        f"{each.kind} is served as {known.instead[0]}" if each.kind else f"what of {each.api_version} it is, no server can tell"
    )
    message = f'the field is spelt "{other}", not "{slip.text}"' if slip else f"the object has no {other}; {advice}"
    yield Finding(at=slip or Absent(each.node, other), message=message, fix=_rename(slip, other) if slip else _add(each, known))


def _add(each: Object, known: Unserved) -> Fix | None:
    """Safe where one apiVersion serves the kind."""
    only = known.instead if each.kind and "apiVersion" not in each.node else ()
    edit = inserted(each.node, "apiVersion", only[0]) if len(only) == 1 else None
    return Fix(f"add apiVersion: {only[0]}", (edit,), safe=True) if edit else None


def _rename(key: Scalar, field: str) -> Fix:
    """Safe: as it is no client takes the object."""
    return Fix(f"write {field} instead of {key.text}", (Edit.of(key, field),), safe=True)
