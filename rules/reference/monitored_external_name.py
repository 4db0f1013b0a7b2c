"""SVC749 monitored-external-name."""

from svclint.api import Finding, Graph, Iterator, Matched, Monitor, Related, Service, Severity, few, listed, rule

BAD = """
apiVersion: v1
kind: Service
metadata:
  name: ledger
  labels: {app: ledger}
spec:
  type: ExternalName
  externalName: ledger.example.com
  ports: [{name: metrics, port: 9102}]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: ledger}
spec:
  selector:
    matchLabels: {app: ledger}  # <- an alias has no endpoints
  endpoints: [{port: metrics}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: ledger
  labels: {app: ledger}
spec:
  clusterIP: None
  ports: [{name: metrics, port: 9102}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ledger-1
  labels: {kubernetes.io/service-name: ledger}
addressType: IPv4
ports: [{name: metrics, port: 9102, protocol: TCP}]
endpoints: [{addresses: [203.0.113.7]}]
---
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata: {name: ledger}
spec:
  selector:
    matchLabels: {app: ledger}
  endpoints: [{port: metrics}]
"""


@rule(id="SVC749", name="monitored-external-name", severity=Severity.ERROR, on=Monitor, bad=BAD, good=GOOD)
def monitored_external_name(monitor: Monitor, graph: Graph) -> Iterator[Finding]:
    """A ServiceMonitor selects nothing but Services of type ExternalName.

    It finds its targets in the endpoints of the Services, and a Service that is an alias for a name has none: Prometheus
    shows no target. A headless Service with a hand-written EndpointSlice, or a ScrapeConfig or Probe with the name, has one.
    """
    node = monitor.selector_node
    answer = graph.selections.services_of(monitor) if monitor.kind == "ServiceMonitor" else None
    found = answer.found if isinstance(answer, Matched) else ()
    if node is not None and found and all(_is_alias(each, graph) for each in found):
        yield Finding(
            at=node,
            message=f"{monitor.title} selects only {listed([each.title for each in found])} of type ExternalName, "
            "without endpoints to ask",
            related=few([Related(each.place("spec", "type"), f"{each.title} is an alias") for each in found]),
        )


def _is_alias(service: Service, graph: Graph) -> bool:
    by_hand = ("", "Endpoints", service.namespace, service.name)
    return service.type == "ExternalName" and not graph.index.by_name.get(by_hand)
