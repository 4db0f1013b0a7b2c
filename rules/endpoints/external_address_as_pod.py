"""SVC512 external-address-as-pod."""

from svclint.api import Finding, Graph, Iterator, Service, Severity, addresses_in, in_ranges, parse_address, rule

BAD = """
# file: .svclint.yaml
pod-ranges: [10.244.0.0/16]
# file: service.yaml
apiVersion: v1
kind: Service
metadata: {name: report-engine}
spec:
  ports: [{name: http, port: 8080}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: report-engine-1
  labels: {kubernetes.io/service-name: report-engine}
addressType: IPv4
endpoints:
- addresses:
  - 10.244.3.17  # <- a pod's, until the pod is replaced
ports: [{name: http, port: 8080}]
"""

GOOD = BAD.replace("10.244.3.17  # <- a pod's, until the pod is replaced", "192.0.2.17")


@rule(id="SVC512", name="external-address-as-pod", severity=Severity.INFO, on=Service, bad=BAD, good=GOOD)
def external_address_as_pod(service: Service, graph: Graph) -> Iterator[Finding]:
    """A hand-written backend is the address of a pod.

    A pod gets another address whenever it is replaced, and the old one goes to somebody else: clients then time out or reach
    a stranger. Select the pods by their labels. Needs `pod-ranges` in the configuration.
    """
    ranges = graph.settings.pod_ranges
    for each in graph.hand_written.answering(service) if ranges else ():
        for address in addresses_in(each):
            parsed = parse_address(address.ip)
            if parsed and in_ranges(parsed, ranges):
                yield Finding(
                    at=address.node,
                    message=f"{address.ip} lies in the range of pod addresses, and pods get new ones when they are replaced; "
                    f"give {service.title} a selector",
                )
