"""SVC725 istio-gateway-without-pods."""

from svclint.api import (
    Finding,
    Graph,
    IstioGateway,
    Iterator,
    Severity,
    rewritten,
    rule,
)

BAD = """
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  selector:
    edge: pubilc  # <- the pods of Deployment edge have edge: public
  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.example.com"]}]
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

GOOD = BAD.replace("pubilc  # <- the pods of Deployment edge have edge: public", "public")

FIXED = BAD.replace("pubilc  #", "public  #")


@rule(id="SVC725", name="istio-gateway-without-pods", severity=Severity.ERROR, on=IstioGateway, bad=BAD, good=GOOD, fixed=FIXED)
def istio_gateway_without_pods(gateway: IstioGateway, graph: Graph) -> Iterator[Finding]:
    """The selector of a Gateway of Istio misses the pods of a gateway by a slip.

    No proxy gets the configuration, and nothing listens. The pods may run in any namespace and mostly are installed apart:
    a selector that comes near to nothing is let be.
    """
    near = None if graph.gateway_proxies.of(gateway).workloads else graph.gateway_proxies.near(gateway)
    if near is not None:
        wanted = ", ".join(f"{key}: {value}" for key, value in gateway.selector.items())
        yield Finding(
            at=near.slip.at,
            message=f"no pod carries {wanted}, the selector of {gateway.title}; {near.hint}",
            related=(near.related,),
            fix=rewritten(near.slip.at, near.slip.expected) if near.slip.alone else None,
        )
