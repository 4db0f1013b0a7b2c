"""SVC724 unserved-gateway-port."""

from svclint.api import (
    Finding,
    Graph,
    IstioGateway,
    Iterator,
    Related,
    Severity,
    few,
    listed,
    rule,
)

BAD = """
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  selector: {edge: public}
  servers:
  - port:
      number: 8443  # <- Service edge has port 80
      name: http
      protocol: HTTP
    hosts: ["*.example.com"]
---
apiVersion: v1
kind: Service
metadata: {name: edge, namespace: shop}
spec:
  selector: {app: edge}
  ports: [{name: http, port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: edge, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: edge}}
  template:
    metadata: {labels: {app: edge, edge: public}}
    spec:
      containers:
      - name: edge
        image: registry.example.com/edge:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("8443  # <- Service edge has port 80", "80")


@rule(id="SVC724", name="unserved-gateway-port", severity=Severity.WARNING, on=IstioGateway, bad=BAD, good=GOOD)
def unserved_gateway_port(gateway: IstioGateway, graph: Graph) -> Iterator[Finding]:
    """A Gateway of Istio listens on a port that the Service of its pods does not have.

    The proxies open the port, and no client gets to it: the Service has to have it, as its own port or as the target of one.
    """
    pods = graph.gateway_proxies.of(gateway)
    if not pods.services:
        return
    for server in gateway.servers:
        if server.number is None or pods.serves(server.number):
            continue
        titles = listed([each.title for each in pods.services])
        there = listed([port.title for each in pods.services for port in each.ports]) or "no ports"
        yield Finding(
            at=server.port_place,
            message=f"{gateway.title} listens on port {server.number}, and {titles} in front of its pods has {there}",
            related=few([Related(each.place("spec", "ports"), f"the ports of {each.title}") for each in pods.services]),
            doubt=next(filter(None, (graph.doubts.about_fields(each) for each in pods.services)), None),
        )
