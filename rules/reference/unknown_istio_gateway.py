"""SVC722 unknown-istio-gateway."""

from svclint.api import (
    MESH,
    Contradicted,
    Finding,
    Fix,
    Graph,
    Iterator,
    Likeness,
    ObjectName,
    Scalar,
    Severity,
    Unverifiable,
    VirtualService,
    gateway_name,
    most_alike,
    rewritten,
    rule,
)

BAD = """
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  selector: {istio: ingressgateway}
  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.example.com"]}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [shop.example.com]
  gateways:
  - front-dor  # <- the Gateway is front-door
  http: [{route: [{destination: {host: web}}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
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

GOOD = BAD.replace("front-dor  # <- the Gateway is front-door", "front-door")

FIXED = BAD.replace("front-dor  #", "front-door  #")


@rule(id="SVC722", name="unknown-istio-gateway", severity=Severity.ERROR, on=VirtualService, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_istio_gateway(virtual: VirtualService, graph: Graph) -> Iterator[Finding]:
    """A VirtualService is for a Gateway of Istio that does not exist.

    Nothing is bound then, and clients get 404. A name alone is one of the VirtualService's own namespace, any other
    is `namespace/name`; Gateways of gateway.networking.k8s.io are another kind.
    """
    for each in virtual.gateways:
        if each.text == MESH:
            continue
        wanted = gateway_name(each.text)
        namespace = wanted.namespace or virtual.namespace
        what = f"{virtual.title} is for Gateway {wanted.name}"
        match graph.named_objects.find(wanted, virtual):
            case Contradicted(near=near, hint=hint):
                yield Finding(
                    at=each,
                    message=f"{what}, which is not in namespace {namespace}" + (f"; {hint}" if hint else ""),
                    related=near,
                    fix=_fix(each, wanted, virtual, graph),
                    severity=None if near else Severity.WARNING,
                )
            case Unverifiable(because=doubt, near=near):
                yield Finding(at=each, message=f"{what}, which is not in these files", related=near, doubt=doubt)


def _fix(at: Scalar, wanted: ObjectName, virtual: VirtualService, graph: Graph) -> Fix | None:
    """The same form with the right name or namespace in it."""
    namespace = graph.named_objects.meant_namespace(wanted)
    if namespace is not None:
        return rewritten(at, at.text.replace(wanted.namespace or "", namespace))
    names = graph.named_objects.names(wanted.group, wanted.kind, wanted.namespace or virtual.namespace)
    alike = most_alike(wanted.name, names)
    return rewritten(at, at.text.replace(wanted.name, alike[0])) if alike and alike[1] is Likeness.SLIP else None
