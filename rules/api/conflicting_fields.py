"""SVC189 conflicting-fields."""

from svclint.api import (
    Finding,
    Graph,
    Ingress,
    Iterator,
    Mapping,
    NetworkPolicy,
    Object,
    Related,
    Scalar,
    Severity,
    integer_at,
    is_blank,
    is_null,
    mapping_at,
    node_at,
    rule,
    scalar_at,
    string_at,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - ipBlock: {cidr: 192.0.2.0/24}  # <- both in one peer
      podSelector: {}
    ports: [{protocol: TCP, port: http}]
"""

GOOD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - ipBlock: {cidr: 192.0.2.0/24}
    - podSelector: {}
    ports: [{protocol: TCP, port: http}]
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

CLASS_ANNOTATION = "kubernetes.io/ingress.class"


@rule(id="SVC189", name="conflicting-fields", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def conflicting_fields(each: Object, _graph: Graph) -> Iterator[Finding]:
    """Fields are given together that exclude one another.

    A backend of an Ingress is a Service or a resource, and a Service's port goes by name or by number. A peer of a
    NetworkPolicy is a block of addresses or is found by selectors. Class and class annotation of an Ingress must agree.
    """
    if isinstance(each, Ingress) and each.api_version == "networking.k8s.io/v1":
        for backend in each.backend_nodes:
            yield from _of_backend(backend)
        yield from _of_classes(each)
    elif isinstance(each, NetworkPolicy):
        for peer in each.peers:
            if isinstance(peer, Mapping) and not is_null(peer.get("ipBlock")):
                yield from _of_peer(peer)
    elif each.api_version == "networking.k8s.io/v1" and each.kind == "IngressClass":
        yield from _of_parameters(each)


def _of_backend(backend: Mapping) -> Iterator[Finding]:
    port = mapping_at(backend, "service", "port")
    if not is_null(backend.get("service")) and not is_null(backend.get("resource")):
        yield Finding(backend, "a backend is a service or a resource, and this one has both")
    elif port is not None and not is_blank(port.get("name")) and integer_at(port, "number"):
        name, number = string_at(port, "name"), integer_at(port, "number")
        yield Finding(backend, f"the port of a backend goes by name or by number, and this one has both: {name} and {number}")


def _of_peer(peer: Mapping) -> Iterator[Finding]:
    for field in ("podSelector", "namespaceSelector"):
        if not is_null(peer.get(field)):
            yield Finding(peer, f"a peer with an ipBlock cannot have a {field}, too; make it two items")


def _of_classes(ingress: Ingress) -> Iterator[Finding]:
    name = scalar_at(ingress.node, "spec", "ingressClassName")
    annotation = node_at(ingress.metadata, "annotations", CLASS_ANNOTATION)
    text = ingress.annotations.get(CLASS_ANNOTATION, "" if annotation is not None and is_null(annotation) else None)
    if name is None or not isinstance(annotation, Scalar) or text is None or name.string in (None, text):
        return
    message = f'annotation {CLASS_ANNOTATION} says "{text}" and ingressClassName "{name.text}"; leave out the annotation'
    related = (Related(name, "the class"),)
    yield Finding(annotation, message, related=related, field=f"annotations.{CLASS_ANNOTATION}")


def _of_parameters(each: Object) -> Iterator[Finding]:
    parameters = mapping_at(each.node, "spec", "parameters")
    namespace = node_at(parameters, "namespace")
    scope = node_at(parameters, "scope")
    if namespace is None or is_null(namespace):
        return
    if scope is None or is_null(scope) or string_at(parameters, "scope") == "Cluster":
        yield Finding(namespace, "parameters have a namespace only with scope Namespace; theirs is Cluster")
