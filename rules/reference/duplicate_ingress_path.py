"""SVC730 duplicate-ingress-path."""

from svclint.api import (
    ACTION_PORT,
    Finding,
    Graph,
    Ingress,
    IngressPath,
    Iterator,
    Related,
    Severity,
    paths_of,
    rule,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend: {service: {name: web, port: {name: http}}}
      - path: /  # <- the same as above
        pathType: Prefix
        backend: {service: {name: cart, port: {name: http}}}
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

GOOD = BAD.replace("path: /  # <- the same as above", "path: /cart")

_MATCHING = (
    "canary",
    "condition",
    "header",
    "method",
    "quer",
    "entrypoint",
    "listen-ports",
    "group",
    "scheme",
    "priority",
    "internal",
    "match",
    "mergeable",
)
"""Words in the names of annotations by which controllers tell requests apart beyond host and path."""


@rule(id="SVC730", name="duplicate-ingress-path", severity=Severity.WARNING, on=Graph, bad=BAD, good=GOOD)
def duplicate_ingress_path(graph: Graph, _: Graph) -> Iterator[Finding]:
    """One host and path goes to two different backends.

    Only one of them gets the requests: in one Ingress mostly the first, among several that of the oldest; some controllers
    refuse the second. Paths of Ingresses that other annotations tell apart (canaries, headers, load balancers) are let be.
    """
    seen: dict[tuple[str, str, tuple[str, str, str]], IngressPath] = {}
    for ingress in graph.of(Ingress):
        for each in filter(_is_served, paths_of(ingress)):
            earlier = seen.setdefault((ingress.namespace, ingress.class_name, each.key), each)
            if earlier is not each and _differ(earlier, each) and _meet(earlier.ingress, ingress):
                yield _finding(earlier, each)


def _is_served(each: IngressPath) -> bool:
    """Whether requests go to the path for good: an action of the AWS controller may only send plain ones to HTTPS."""
    return each.port is None or each.port.text != ACTION_PORT


def _differ(earlier: IngressPath, later: IngressPath) -> bool:
    """Another Service, or another port of it; a name and a number may mean the same port."""
    one, other = earlier.backend, later.backend
    if one is None or other is None or one == other:
        return False
    return one[0] != other[0] or one[1].isdigit() == other[1].isdigit()


def _meet(one: Ingress, other: Ingress) -> bool:
    """Whether both are applied together and nothing else tells their requests apart."""
    together = one is other or (one.name != other.name and one.folder == other.folder)
    return together and _matching(one) == _matching(other) and not any(key.endswith("canary") for key in _matching(one))


def _matching(ingress: Ingress) -> dict[str, str]:
    return {key: value for key, value in ingress.annotations.items() if any(word in key.lower() for word in _MATCHING)}


def _finding(earlier: IngressPath, later: IngressPath) -> Finding:
    what = f"{later.path} of {later.host or 'every host'}"
    of = "" if earlier.ingress is later.ingress else f" of {earlier.ingress.title}"
    first, second = _backend(earlier), _backend(later)
    return Finding(
        at=later.place,
        message=f"{later.ingress.title} sends {what} to {second}, and an earlier path{of} sends it to {first}",
        related=(Related(earlier.place, f"the same path goes to {first}"),),
    )


def _backend(each: IngressPath) -> str:
    return "Service " + ":".join(filter(None, each.backend or ()))
