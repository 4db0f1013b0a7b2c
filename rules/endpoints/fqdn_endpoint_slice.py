"""SVC510 fqdn-endpoint-slice."""

from svclint.api import EndpointSlice, Finding, Graph, Iterator, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: payments}
spec:
  ports: [{name: https, port: 443}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: payments-1
  labels: {kubernetes.io/service-name: payments}
addressType: FQDN  # <- nobody resolves it
endpoints: [{addresses: [payments.example.com]}]
ports: [{name: https, port: 443}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: payments}
spec:
  type: ExternalName
  externalName: payments.example.com
"""


@rule(id="SVC510", name="fqdn-endpoint-slice", severity=Severity.WARNING, on=EndpointSlice, bad=BAD, good=GOOD)
def fqdn_endpoint_slice(endpoint_slice: EndpointSlice, _: Graph) -> Iterator[Finding]:
    """An EndpointSlice gives host names instead of addresses.

    kube-proxy ignores slices of type FQDN, so that clients of the Service are refused as if there were no slice; the API
    server warns that the type is deprecated. A Service of type ExternalName is an alias for a host name.
    """
    if endpoint_slice.address_type != "FQDN":
        return
    names = [each.ip for each in endpoint_slice.addresses]
    target = f"to {names[0]} " if len(names) == 1 else ""
    yield Finding(
        at=endpoint_slice.place("addressType"),
        message=f"kube-proxy ignores {endpoint_slice.title} because its type is FQDN; "
        f"send clients {target}with a Service of type ExternalName, or list IP addresses",
    )
