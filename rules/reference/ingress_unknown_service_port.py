"""SVC702 ingress-unknown-service-port."""

from svclint.api import (
    ContainerPort,
    Edit,
    Finding,
    Fix,
    Graph,
    Ingress,
    Iterator,
    Likeness,
    Matched,
    PodTemplate,
    Related,
    Scalar,
    Service,
    ServicePort,
    Severity,
    likeness,
    most_alike,
    named_port,
    numbered_port,
    rewritten,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: storefront}
spec:
  selector: {app: storefront}
  ports: [{name: https, port: 443, targetPort: 8443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront}
spec:
  replicas: 2
  selector: {matchLabels: {app: storefront}}
  template:
    metadata: {labels: {app: storefront}}
    spec:
      containers:
      - name: storefront
        image: storefront
        ports: [{name: https, containerPort: 8443}]
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations: {nginx.ingress.kubernetes.io/backend-protocol: HTTPS}
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: storefront
            port:
              number: 8443  # <- the pods' port, not the Service's
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: storefront}
spec:
  selector: {app: storefront}
  ports: [{name: https, port: 443, targetPort: 8443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: storefront}
spec:
  replicas: 2
  selector: {matchLabels: {app: storefront}}
  template:
    metadata: {labels: {app: storefront}}
    spec:
      containers:
      - name: storefront
        image: storefront
        ports: [{name: https, containerPort: 8443}]
        readinessProbe: {tcpSocket: {port: https}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations: {nginx.ingress.kubernetes.io/backend-protocol: HTTPS}
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: storefront
            port:
              number: 443
"""

FIXED = BAD.replace("number: 8443  #", "number: 443  #")


@rule(id="SVC702", name="ingress-unknown-service-port", severity=Severity.ERROR, on=Ingress, bad=BAD, good=GOOD, fixed=FIXED)
def ingress_unknown_service_port(ingress: Ingress, graph: Graph) -> Iterator[Finding]:
    """An Ingress names a port that its Service does not have.

    The port of a backend is the *Service's*, by name or by number: not the target port, not the container's. With any other
    the controller finds no endpoints and answers 503.
    """
    for backend in ingress.backends:
        name = backend.name.string if backend.name else None
        answer = graph.service_named(ingress.namespace, name, ingress) if name else None
        if backend.port is None or not isinstance(answer, Matched) or not answer.found:
            continue
        written = backend.port
        if not any(_is_served(service, written) for service in answer.found):
            yield _unknown(ingress, answer.found[0], written, graph)


def _unknown(ingress: Ingress, service: Service, written: Scalar, graph: Graph) -> Finding:
    meant = _meant(service, written, graph)
    explained = _is_explained(service, written, meant, graph)
    text = f"{ingress.title} sends requests to port {written.text} of Service {service.name}, which has {_ports(service)}"
    return Finding(
        at=written,
        message=text + _explained(service, written, meant, graph),
        related=tuple(Related(port.place("port"), f"Service {service.name} has {port.title}") for port in service.ports)
        or (Related(service.name_place, f"Service {service.name} has no ports"),),
        doubt=None if explained else graph.doubts.about_fields(service),
        severity=None if explained or service.folder == ingress.folder else Severity.WARNING,
        fix=_fix(written, meant),
    )


def _is_served(service: Service, written: Scalar) -> bool:
    """By name or by number, as it is written. An ExternalName has no ports of its own: controllers use the number as it is."""
    if service.type == "ExternalName":
        return True
    return any(written.value == (port.name if written.string is not None else port.port) for port in service.ports)


def _meant(service: Service, written: Scalar, graph: Graph) -> ServicePort | None:
    """The one Service port that leads to what is written, is named like it, or is the only one."""
    by_target = [port for port in service.ports if _leads_to(port, service, written, graph)]
    alike = most_alike(written.text, (port.name for port in service.ports if port.name))
    by_name = [port for port in service.ports if alike and port.name == alike[0] and written.string is not None]
    for found in (by_target, by_name, list(service.ports)):
        if len(found) == 1:
            return found[0]
    return None


def _leads_to(port: ServicePort, service: Service, written: Scalar, graph: Graph) -> bool:
    """Whether what is written is the target port, or the name or number of the container port behind it."""
    if port.target_port == written.value:
        return True
    behind = [_behind(port, workload.template) for workload in graph.backends(service) if workload.template]
    return any(declared and written.value in (declared.name, declared.number) for declared in behind)


def _behind(port: ServicePort, template: PodTemplate) -> ContainerPort | None:
    if isinstance(port.target_port, str):
        return named_port(template, port.target_port)
    return numbered_port(template, port.target_port or 0)


def _explained(service: Service, written: Scalar, meant: ServicePort | None, graph: Graph) -> str:
    if meant is None:
        return ""
    if not _leads_to(meant, service, written, graph):
        return f"; {meant.title} may be meant"
    if written.string is None:
        return f"; {meant.port} is the Service port, the pods listen on {written.text}"
    return f"; {meant.name or meant.port} is the Service port, {written.text} is the name of the pods' port"


def _is_explained(service: Service, written: Scalar, meant: ServicePort | None, graph: Graph) -> bool:
    """Whether the miss is a slip that shows itself, whatever a kustomization may still change."""
    if meant is None:
        return False
    alike = written.string is not None and likeness(written.text, meant.name) is Likeness.SLIP
    return alike or _leads_to(meant, service, written, graph)


def _ports(service: Service) -> str:
    return "ports " + ", ".join(port.title.removeprefix("port ") for port in service.ports) if service.ports else "no ports"


def _fix(written: Scalar, meant: ServicePort | None) -> Fix | None:
    if meant is None or meant.port is None:
        return None
    if written.string is None:
        return Fix(f"write {meant.port} instead of {written.text}", (Edit.of(written, str(meant.port)),))
    return rewritten(written, meant.name) if meant.name else None
