"""SVC311 unnameable-port."""

from svclint.api import Finding, Graph, Iterator, Profile, Service, Severity, dns_label_fault, listed, port_name_fault, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports:
    - name: administration-http  # <- 19 characters
      port: 8081
      targetPort: admin
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: "shop:3", ports: [{name: admin, containerPort: 8081}]}]}
"""

GOOD = BAD.replace("administration-http  # <- 19 characters", "admin-http")


@rule(
    id="SVC311",
    name="unnameable-port",
    severity=Severity.INFO,
    on=Service,
    bad=BAD,
    good=GOOD,
    profile=Profile.AUDIT,
)
def unnameable_port(service: Service, _: Graph) -> Iterator[Finding]:
    """No Ingress can name a port of the Service.

    Service port names may have up to 63 characters and may consist of digits. The backend port of an Ingress follows the
    stricter rules for container port names: at most 15 characters, one of them a letter. The API server rejects an Ingress
    that names such a port; only its number is left.
    """
    named = [port for port in service.ports if port.protocol == "TCP" and port.name not in ("", str(port.port))]
    odd = [port for port in named if port_name_fault(port.name) and dns_label_fault(port.name) is None]
    if odd:
        names, numbers = listed([port.name for port in odd]), listed([str(port.port) for port in odd])
        yield Finding(
            at=odd[0].place("name"),
            message=f"an Ingress cannot name port {names} of {service.title}, only give the number {numbers}: "
            f"{port_name_fault(odd[0].name)}",
        )
