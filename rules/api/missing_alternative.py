"""SVC188 missing-alternative."""

from svclint.api import (
    Absent,
    Endpoints,
    Finding,
    Graph,
    Ingress,
    Iterator,
    Mapping,
    NetworkPolicy,
    Node,
    Object,
    Sequence,
    Severity,
    integer_at,
    is_blank,
    is_null,
    items_at,
    mapping_at,
    node_at,
    rule,
    string_at,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  defaultBackend: {}  # <- neither a Service nor a resource
"""

GOOD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  defaultBackend: {service: {name: web, port: {name: http}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
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
        readinessProbe: {httpGet: {path: /healthz, port: http}}
"""

_PEERS = ("podSelector", "namespaceSelector", "ipBlock")


@rule(id="SVC188", name="missing-alternative", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def missing_alternative(each: Object, _graph: Graph) -> Iterator[Finding]:
    """One of several fields must be given, and none is.

    An Ingress has rules or a default backend; a backend has a Service or a resource, and a Service's port by name or by
    number. A peer of a NetworkPolicy is a selector or a block of addresses. A subset of Endpoints has addresses.
    """
    if isinstance(each, Ingress) and each.api_version == "networking.k8s.io/v1":
        yield from _of_ingress(each)
    elif isinstance(each, NetworkPolicy):
        for peer in each.peers:
            if _has_none(peer, _PEERS):
                yield Finding(peer, "this peer is nobody: it needs a podSelector, a namespaceSelector or an ipBlock")
    elif isinstance(each, Endpoints):
        for subset in items_at(each.node, "subsets"):
            if _has_none(subset, ("addresses", "notReadyAddresses")):
                yield Finding(subset, "this subset has no endpoint: it needs addresses or notReadyAddresses")
    elif each.api_version == "networking.k8s.io/v1" and each.kind == "IngressClass":
        yield from _of_class(each)


def _of_ingress(ingress: Ingress) -> Iterator[Finding]:
    spec = node_at(ingress.node, "spec")
    if spec is None or is_null(spec):
        yield Finding(ingress.place("spec"), "an Ingress needs rules or a defaultBackend")
    elif _has_none(spec, ("rules", "defaultBackend")):
        yield Finding(spec, "this Ingress has no backend: it needs rules or a defaultBackend")
    for backend in ingress.backend_nodes:
        service = mapping_at(backend, "service")
        if _has_none(backend, ("service", "resource")):
            yield Finding(backend, "this backend is nothing: it needs a service or a resource")
        elif service is not None and _has_no_port(service):
            yield Finding(backend, f"the port of Service {string_at(service, 'name')} is missing: give its name or number")


def _of_class(each: Object) -> Iterator[Finding]:
    parameters = mapping_at(each.node, "spec", "parameters")
    if parameters is not None and string_at(parameters, "scope") == "Namespace" and is_null(parameters.get("namespace")):
        at = parameters.get("namespace") or Absent(parameters, "namespace")
        yield Finding(at, "parameters of scope Namespace need the namespace that they are in")


def _has_none(node: Node, fields: tuple[str, ...]) -> bool:
    """Null counts as an empty mapping; what is of a wrong type is another rule's business."""
    return is_null(node) or (isinstance(node, Mapping) and all(_is_empty(node.get(field)) for field in fields))


def _is_empty(node: Node | None) -> bool:
    return is_null(node) or (isinstance(node, Sequence) and not node.items)


def _has_no_port(service: Mapping) -> bool:
    port = service.get("port")
    if not isinstance(port, Mapping):
        return is_null(port)
    return is_blank(port.get("name")) and (is_null(port.get("number")) or integer_at(port, "number") == 0)
