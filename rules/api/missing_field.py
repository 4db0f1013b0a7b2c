"""SVC152 missing-field."""

import re
from dataclasses import replace

from svclint.api import (
    Absent,
    Finding,
    Graph,
    Iterator,
    Mapping,
    MissingField,
    Object,
    Severity,
    is_null,
    rule,
    spell,
    stored_template,
    violation_findings,
)

BAD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:  # <- no selector
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - image: registry.example.com/web:1.4.2  # <- no name
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

_OWN_RULES = frozenset({("Service", "spec", "ports", "port")})
"""Fields whose own rule says more: kind and path, without indexes."""
_OWN_LISTS = frozenset({("Service", "spec.ports.port")})
_BLAMED = {
    "CustomResourceDefinition spec.conversion.webhook.conversionReviewVersions": "spec.conversion.conversionReviewVersions",
    "DaemonSet spec.selector": "spec.template.metadata.labels",
}
"""What the server names instead of the field that is missing (measured)."""
_LIST_INDEX = re.compile(r"\[[0-9]+\]")


@rule(id="SVC152", name="missing-field", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def missing_field(each: Object, graph: Graph) -> Iterator[Finding]:
    """A field that the kind cannot do without is not there, or is empty.

    The API server refuses the object.
    """
    for fault in graph.decode(each):
        if isinstance(fault, MissingField):
            names = (step for step in fault.path if isinstance(step, str))
            if (each.kind, *names, fault.name) not in _OWN_RULES:
                yield _finding(each, fault, graph.doubts.about_fields(each))
    for finding in violation_findings(each, graph, "missing-field"):
        if (each.kind, _LIST_INDEX.sub("", finding.field or "")) not in _OWN_LISTS:
            yield replace(finding, field=_BLAMED.get(f"{each.kind} {finding.field}", finding.field))
    yield from _selects_nothing(each, graph)


def _selects_nothing(each: Object, graph: Graph) -> Iterator[Finding]:
    """A ReplicationController takes its selector from the labels of its template, which must have some then."""
    template = stored_template(each) if each.kind == "ReplicationController" else None
    selector = each.get("spec", "selector")
    if (
        template is None
        or template.labels
        or not (is_null(selector) or (isinstance(selector, Mapping) and not selector.values))
    ):
        return
    place = each.place("spec", "selector")
    yield Finding(at=place, message="spec needs a selector, or its template labels", doubt=graph.doubts.about_fields(each))


def _finding(each: Object, fault: MissingField, doubt: str | None) -> Finding:
    written = fault.parent.get(fault.name)
    path, asked = (*fault.path, fault.name), spell(fault.asked)
    field = _BLAMED.get(f"{each.kind} {asked}", asked)
    if written is None or is_null(written):
        message = f"{spell(fault.path) or each.kind} needs a field {fault.name}"
        return Finding(at=written or Absent(fault.parent, fault.name), message=message, doubt=doubt, field=field)
    return Finding(at=written, message=f"{spell(path)} must not be empty", doubt=doubt, field=field)
