"""SVC734 unknown-annotated-service."""

from svclint.api import (
    AnnotatedService,
    Contradicted,
    Finding,
    Graph,
    Ingress,
    Iterator,
    Likeness,
    Matched,
    Related,
    Service,
    Severity,
    Unverifiable,
    annotated_services,
    few,
    listed,
    most_alike,
    paths_of,
    renamed,
    rule,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/default-backend: carte  # <- the Service is cart
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}
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
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec:
  selector: {app: cart}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: cart}}
  template:
    metadata: {labels: {app: cart}}
    spec:
      containers:
      - name: cart
        image: registry.example.com/cart:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("carte  # <- the Service is cart", "cart")

FIXED = BAD.replace("carte  #", "cart  #")


@rule(id="SVC734", name="unknown-annotated-service", severity=Severity.ERROR, on=Ingress, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_annotated_service(ingress: Ingress, graph: Graph) -> Iterator[Finding]:
    """An annotation of an Ingress names a Service, or a port of it, that does not exist.

    Default backends, addresses that are asked for permission, the target groups of an action, and what a controller does for
    some of the backends: the Ingress is accepted, and its controller passes over the annotation or answers 503.
    """
    for each in annotated_services(ingress):
        if each.own:
            yield from _of_backends(ingress, each)
            continue
        answer = graph.service_named(each.namespace or ingress.namespace, each.name, ingress)
        if isinstance(answer, Matched):
            yield from _of_port(ingress, each, answer.found, graph)
        else:
            yield _unknown(ingress, each, answer, graph)


def _unknown(ingress: Ingress, each: AnnotatedService, answer: Contradicted | Unverifiable, graph: Graph) -> Finding:
    if isinstance(answer, Unverifiable):
        message = f"{_what(ingress, each)}, which is not in these files"
        return Finding(at=each.at, message=message, related=answer.near, doubt=answer.because)
    namespace = each.namespace or ingress.namespace
    return Finding(
        at=each.at,
        message=f"{_what(ingress, each)}, which is not in namespace {namespace}" + (f"; {answer.hint}" if answer.hint else ""),
        related=answer.near,
        fix=renamed(each.at, graph.index.service_slips(ingress.namespace, each.at.text)),
        severity=None if answer.near else Severity.WARNING,
    )


def _what(ingress: Ingress, each: AnnotatedService) -> str:
    return f"{each.annotation} of {ingress.title} names Service {each.name}"


def _of_port(ingress: Ingress, each: AnnotatedService, services: tuple[Service, ...], graph: Graph) -> Iterator[Finding]:
    known = {text for service in services for port in service.ports for text in (port.name, str(port.port))}
    if each.port is None or each.port in known or not services or services[0].type == "ExternalName":
        return
    there = listed([port.title for port in services[0].ports]) or "no ports"
    yield Finding(
        at=each.at,
        message=f"{_what(ingress, each)} with port {each.port}, and the Service has {there}",
        related=few([Related(service.place("spec", "ports"), f"the ports of {service.title}") for service in services]),
        doubt=graph.doubts.about_fields(services[0]),
    )


def _of_backends(ingress: Ingress, each: AnnotatedService) -> Iterator[Finding]:
    """What adds to a backend must name one of the Ingress's own."""
    backends = {path.service.text: path.service for path in paths_of(ingress) if path.service is not None}
    if not backends or each.name in backends:
        return
    alike = most_alike(each.name, backends)
    slip = alike is not None and alike[1] is Likeness.SLIP
    yield Finding(
        at=each.at,
        message=f"{_what(ingress, each)}, which is no backend of it; there is {listed(list(backends))}",
        related=few([Related(node, f"backend {name}") for name, node in backends.items()]),
        severity=None if slip else Severity.WARNING,
    )
