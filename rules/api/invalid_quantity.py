"""SVC156 invalid-quantity."""

from svclint.api import Finding, Graph, Iterator, Malformed, Object, Severity, rule, spell

BAD = """
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
        ports: [{containerPort: 8080}]
        resources:
          limits:
            cpu: 1.5
            memory: 512MB  # <- MB is no unit
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
        ports: [{containerPort: 8080}]
        resources:
          limits:
            cpu: 1.5
            memory: 512Mi
"""


@rule(id="SVC156", name="invalid-quantity", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_quantity(each: Object, graph: Graph) -> Iterator[Finding]:
    """An amount of memory, time of a processor or storage is not in the form of a quantity.

    The API server cannot decode the object and refuses it. Units are `k`, `M`, `G` (thousands), `Ki`, `Mi`, `Gi` (powers
    of 1024), `m` for a thousandth; https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.
    """
    for fault in graph.decode(each):
        if isinstance(fault, Malformed) and fault.format == "quantity":
            message = f'{spell(fault.path)} takes a quantity such as 500m, 1.5 or 512Mi, and "{fault.node.text}" is none'
            yield Finding(at=fault.node, message=message)
