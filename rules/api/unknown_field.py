"""SVC150 unknown-field."""

from svclint.api import Edit, Finding, Fix, Graph, Iterator, Likeness, Object, Severity, UnknownField, likeness, rule, spell

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selectors: {app: web}  # <- selector
  ports:
  - name: http
    port: 80
    targetport: 8080  # <- the case counts
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
      - {name: web, image: registry.example.com/web:1.4.2, ports: [{containerPort: 8080}]}
"""

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}  # <- selector
  ports:
  - name: http
    port: 80
    targetPort: 8080  # <- the case counts
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
      - {name: web, image: registry.example.com/web:1.4.2, ports: [{containerPort: 8080}]}
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web, labels: {app: web}}
spec:
  selector: {app: web}
  ports:
  - {name: http, port: 80, targetPort: 8080}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

_FORMER = {"backend": "defaultBackend", "serviceName": "service.name", "servicePort": "service.port.number or .name"}
"""Fields of an Ingress before networking.k8s.io/v1, and what they have become."""


@rule(id="SVC150", name="unknown-field", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_field(each: Object, graph: Graph) -> Iterator[Finding]:
    """An object has a field that its kind does not have.

    kubectl asks for strict validation, so the API server refuses the whole object. A client that does not ask has the
    field dropped without a word, and what it was meant to say is not there: a Service with `selectors` selects nothing.
    """
    for fault in graph.decode(each):
        if isinstance(fault, UnknownField):
            place = spell(fault.path) or each.kind
            hint, near = _hint(each, fault)
            message = f'{place} has no field "{fault.key.text}"' + (f"; {hint}" if hint else "")
            yield Finding(at=fault.key, message=message, fix=_rename(fault, near) if near else None)


def _hint(each: Object, fault: UnknownField) -> tuple[str, str | None]:
    """What was probably meant, and the one name that a fix may write in its place."""
    name = fault.key.text
    meant = [field for field in fault.fitting if likeness(name, field) is Likeness.SLIP and field not in fault.parent]
    if meant:
        return f'did you mean "{meant[0]}"?', meant[0] if len(meant) == 1 else None
    return _of_shape(each, fault) or _of_place(fault), None


def _of_shape(each: Object, fault: UnknownField) -> str:
    """Slips about how things are written rather than where; empty where it is none of them."""
    name = fault.key.text
    if name.partition(":")[0] in fault.allowed:
        return "put a space after the colon"
    if name in ("matchLabels", "matchExpressions") and "selector" in fault.allowed:
        return "a selector of this kind holds the labels themselves"
    if each.kind == "Ingress" and name in _FORMER:
        return f"since networking.k8s.io/v1 it is {_FORMER[name]}"
    return "labels belong in matchLabels" if "matchLabels" in fault.allowed else ""


def _of_place(fault: UnknownField) -> str:
    """Where the field could stand, else what it resembles although the value does not fit."""
    if fault.elsewhere:
        above = spell(fault.elsewhere[0][:-1])
        return f"it belongs in {above}" if above else "it belongs at the top of the object"
    near = [field for field in fault.allowed if likeness(fault.key.text, field) is Likeness.SLIP]
    return f'the nearest is "{near[0]}"' if near else ""


def _rename(fault: UnknownField, field: str) -> Fix | None:
    """Safe: with the slip in it no server takes the object. None where an alias brought the key in."""
    source = fault.key.document.source.text[fault.key.start : fault.key.end]
    if source.strip("'\"") != fault.key.text:
        return None
    return Fix(f"write {field} instead of {fault.key.text}", (Edit.of(fault.key, field),), safe=True)
