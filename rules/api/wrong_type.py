"""SVC151 wrong-type."""

import re

from svclint.api import Edit, Finding, Fix, Graph, Iterator, Mapping, Node, Object, Scalar, Severity, WrongType, rule, spell

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/scrape: yes  # <- a boolean to YAML 1.1
spec:
  selector: {app: web}
  ports:
  - name: http
    port: "80"  # <- a string
"""

FIXED = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/scrape: "yes"  # <- a boolean to YAML 1.1
spec:
  selector: {app: web}
  ports:
  - name: http
    port: 80  # <- a string
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.com/scrape: "yes"
spec:
  selector: {app: web}
  ports:
  - {name: http, port: 80.0, targetPort: "http"}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}, annotations: null}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
        env: [{name: VERBOSE, value: "true"}, {name: MODE, value: "0644"}]
        resources: {limits: {cpu: 1, memory: 128Mi}}
"""

_TYPES = {
    "string": "a string",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a mapping",
    "array": "a list",
}
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")


@rule(id="SVC151", name="wrong-type", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def wrong_type(each: Object, graph: Graph) -> Iterator[Finding]:
    """A value is of another type than its field.

    The API server cannot decode the object and refuses it. Mostly YAML has read something else than was meant: `yes`, `on`
    and `n` are booleans, `1.10` and `0644` are numbers, and a quoted number is a string.
    """
    for fault in graph.decode(each):
        if isinstance(fault, WrongType):
            fix = _fix(fault)
            wanted = " or ".join(_TYPES[name] for name in fault.expected)
            takes = f"takes {wanted}" if wanted else "takes what JSON has a word for"
            message = f"{spell(fault.path) or each.kind} {takes}, and {_found(fault.node)}{_hint(fault, fix)}"
            yield Finding(at=fault.node, message=message, fix=fix)


def _found(node: Node) -> str:
    """What YAML makes of the value, and as what it was written where that is not the same."""
    if not isinstance(node, Scalar):
        return "this is a mapping" if isinstance(node, Mapping) else "this is a list"
    value = node.value
    if isinstance(value, str):
        return f'"{value}" is a string'
    if isinstance(value, bool):
        word = str(value).lower()
        return f"{node.text} is a boolean" if node.text == word else f"{node.text} is the boolean {word}"
    return f"{node.text} is a number" if node.text == str(value) else f"{node.text} is the number {value}"


def _hint(fault: WrongType, fix: Fix | None) -> str:
    if fault.path[-1:] in (("matchLabels",), ("matchExpressions",)):
        return "; a selector of this kind holds the labels themselves"
    if fault.expected == ("array",) and isinstance(fault.node, Mapping):
        return '; begin the first line of each item with "- "'
    return f"; {fix.title}" if fix else ""


def _fix(fault: WrongType) -> Fix | None:
    """Safe where the value has one reading: no server takes the object as it is. None where an alias brought it in."""
    node = fault.node
    if not isinstance(node, Scalar) or node.tag is not None:
        return None
    written = node.document.source.text[node.start : node.end]
    if fault.expected == ("string",) and written == node.text and not node.style:
        return Fix("quote it", (Edit.of(node, f'"{node.text}"'),), safe=True)
    quoted = node.style in ("'", '"') and written == f"{node.style}{node.text}{node.style}"
    number = "integer" in fault.expected and _WHOLE.fullmatch(node.text)
    truth = "boolean" in fault.expected and node.text in ("true", "false")
    if quoted and (number or truth):
        return Fix("take the quotes away", (Edit.of(node, node.text),), safe=True)
    return None
