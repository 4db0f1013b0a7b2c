"""SVC745 skipped-namesake."""

from svclint.api import DisruptionBudget, Finding, Graph, Iterator, Monitor, Object, Related, Severity, few, listed, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: cart
  labels: {app: cart}
spec:
  selector: {app: cart}
  ports: [{name: metrics, port: 9102}]
---
apiVersion: v1
kind: Service
metadata:
  name: orders
  labels: {app: orders}
spec:
  selector: {app: orders}
  ports: [{name: metrics, port: 9102}]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: orders}
spec:
  selector:
    matchLabels:
      app: cart  # <- copied from the monitor of cart
  endpoints: [{port: metrics}]
"""

_DEPLOYMENT = """---
apiVersion: apps/v1
kind: Deployment
metadata: {name: NAME}
spec:
  replicas: 2
  selector: {matchLabels: {app: NAME}}
  template:
    metadata: {labels: {app: NAME}}
    spec:
      containers:
      - name: NAME
        image: NAME
        ports: [{name: metrics, containerPort: 9102}]
        readinessProbe: {tcpSocket: {port: metrics}}
"""

GOOD = (
    BAD.replace("app: cart  # <- copied from the monitor of cart", "app: orders")
    + _DEPLOYMENT.replace("NAME", "cart")
    + _DEPLOYMENT.replace("NAME", "orders")
)


@rule(id="SVC745", name="skipped-namesake", severity=Severity.WARNING, on=Object, bad=BAD, good=GOOD)
def skipped_namesake(each: Object, graph: Graph) -> Iterator[Finding]:
    """A monitor or a PodDisruptionBudget selects others than those it is named after.

    Copied from another one, it watches or protects the same things twice, and its own not at all. Nothing reports it: there are
    targets, only the wrong ones.
    """
    over = graph.selections.passed_over(each) if isinstance(each, (Monitor, DisruptionBudget)) else None
    if over is None:
        return
    key, value = over.wanted.key, over.wanted.value
    there = over.namesake
    yield Finding(
        at=over.wanted.value_at,
        message=f"{each.title} selects {listed([one.title for one in over.found])} by {key}: {value}, not {there.title}, "
        "after which it is named",
        related=few([Related(one.name_place, f"{one.title} is {verb}") for one, verb in _both(over.found, there)]),
    )


def _both(found: tuple[Object, ...], there: Object) -> list[tuple[Object, str]]:
    return [(there, "left out"), *((one, "selected") for one in found)]
