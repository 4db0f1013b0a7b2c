"""SVC702 unknown-service-port."""

from svclint.api import (
    AskedPort,
    Edit,
    Finding,
    Fix,
    Graph,
    Ingress,
    Iterator,
    Mapping,
    Matched,
    PortMiss,
    Reference,
    Related,
    Service,
    ServicePort,
    Severity,
    asked_ports,
    has_port,
    inserted,
    port_miss,
    refusal,
    rewritten,
    rule,
    string_at,
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
  annotations: {projectcontour.io/response-timeout: 30s}
spec:
  ingressClassName: contour
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
  annotations: {projectcontour.io/response-timeout: 30s}
spec:
  ingressClassName: contour
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


_NGINX = "nginx.ingress.kubernetes.io/"


@rule(id="SVC702", name="unknown-service-port", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_service_port(graph: Graph, _: Graph) -> Iterator[Finding]:
    """An object names a port that its Service does not have.

    Nearly everything that names a Service takes the *Service's* port, by name or by number: not the target port, not the
    container's (a Route of OpenShift takes the name, or the pods' number). With any other the connection has nowhere to go:
    clients see 503, a webhook times out. Some gateways look the port up for an ExternalName too, some take any. ingress-nginx
    also takes what the Service has as its target port, so there it is a warning: it works until the controller changes.
    """
    for reference in graph.references.all:
        asked = asked_ports(reference) if reference.names_service else ()
        answer = graph.references.service_of(reference) if asked and not reference.half_qualified else None
        if isinstance(answer, Matched) and answer.found:
            for each in asked:
                if not any(has_port(service, each, graph) for service in answer.found):
                    yield _unknown(reference, port_miss(answer.found[0], each, graph), graph)


def _unknown(reference: Reference, miss: PortMiss, graph: Graph) -> Finding:
    service = miss.service
    lenient = _is_taken_by_nginx(reference, miss, graph)
    is_certain = not lenient and (miss.explained or service.folder == reference.object.folder)
    explained = _explained(miss) + ("; ingress-nginx takes that as well, other controllers answer 503" if lenient else "")
    ports = tuple(Related(port.place("port"), f"{service.title} has {port.title}") for port in service.ports)
    return Finding(
        at=miss.asked.at,
        message=f"{reference.words} {_port(miss.asked)} {service.title}, which has {_ports(service)}{explained}",
        related=(*(ports or (Related(service.name_place, f"{service.title} has no ports"),)), *refusal(reference)),
        doubt=None if miss.explained else graph.doubts.about_fields(service),
        severity=None if is_certain and service.type != "ExternalName" else Severity.WARNING,
        fix=_fix(reference, miss),
    )


def _is_taken_by_nginx(reference: Reference, miss: PortMiss, graph: Graph) -> bool:
    """Whether ingress-nginx serves the Ingress: it compares a backend's port with the target ports as they are written, too.

    https://github.com/kubernetes/ingress-nginx/blob/main/internal/ingress/controller/controller.go (serviceEndpoints)
    """
    each = reference.object
    written = {str(port.target_port) for port in miss.service.ports if port.target_port is not None}
    if not isinstance(each, Ingress) or str(miss.asked.value) not in written:
        return False
    classes = (one for one in graph.index.kind("networking.k8s.io", "IngressClass") if one.name == each.class_name)
    named = (each.class_name, *(string_at(one.node, "spec", "controller") or "" for one in classes))
    bare = not each.class_name and any(key.startswith(_NGINX) for key in each.annotations)
    return bare or any("nginx" in text for text in named)


def _port(asked: AskedPort) -> str:
    if asked.kind == "endpoint":
        return f"port {asked.value} of the pods behind"
    if asked.kind != "text" and isinstance(asked.value, str) and asked.value.isdecimal():
        return f'a port named "{asked.value}" of'
    return f"port {asked.value} of" if asked.scalar else f"port {asked.value}, the default, of"


def _ports(service: Service) -> str:
    return "ports " + ", ".join(port.title.removeprefix("port ") for port in service.ports) if service.ports else "no ports"


def _explained(miss: PortMiss) -> str:
    meant = miss.meant
    if meant is None:
        return ""
    return f"; {_told_apart(meant, miss.asked)}" if miss.leads else f"; {meant.title} may be meant"


def _told_apart(meant: ServicePort, asked: AskedPort) -> str:
    """What the port that was asked for is, and what should stand in its place."""
    if asked.kind == "endpoint":
        return f"{asked.value} is the Service port, the pods listen on {meant.target_port}"
    if asked.value == meant.node_port:
        return f"{meant.port} is the Service port, {asked.value} its node port"
    if asked.value == str(meant.port):
        return "that is its number"
    if str(asked.value).isdecimal():
        return f"{meant.port} is the Service port, the pods listen on {asked.value}"
    return f"{meant.name or meant.port} is the Service port, {asked.value} is the name of the pods' port"


def _fix(reference: Reference, miss: PortMiss) -> Fix | None:
    right, written = miss.right, miss.asked.scalar
    if right is None:
        return None
    if written is None:
        edit = inserted(reference.at, "port", right) if isinstance(reference.at, Mapping) and reference.row.port else None
        return Fix(f"write port: {right}", (edit,)) if edit else None
    if isinstance(right, int):
        return Fix(f"write {right} instead of {written.text}", (Edit.of(written, str(right)),))
    return rewritten(written, right)
