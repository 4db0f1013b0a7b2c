"""SVC735 canary-without-main."""

from svclint.api import (
    CANARY,
    Finding,
    Graph,
    Ingress,
    IngressPath,
    Iterator,
    Likeness,
    Related,
    Severity,
    few,
    likeness,
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
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop-canary
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
spec:
  ingressClassName: nginx
  rules:
  - host: shop.exmaple.com
    http:
      paths:
      - path: /  # <- the main Ingress is for shop.example.com
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

GOOD = BAD.replace("shop.exmaple.com", "shop.example.com").replace("  # <- the main Ingress is for shop.example.com", "")


@rule(id="SVC735", name="canary-without-main", severity=Severity.WARNING, on=Graph, bad=BAD, good=GOOD)
def canary_without_main(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A canary of ingress-nginx has no main Ingress with the same host and path.

    It takes a share of the requests of one that is no canary, and by itself it gets none: clients see 404, or never the new
    version.
    """
    there: dict[str, dict[tuple[str, str], IngressPath]] = {}
    canaries = []
    for ingress in graph.of(Ingress):
        if ingress.annotations.get(CANARY) == "true":
            canaries.append(ingress)
        else:
            there.setdefault(ingress.namespace, {}).update(((each.host.lower(), each.path), each) for each in paths_of(ingress))
    for ingress in canaries:
        mains = there.get(ingress.namespace, {})
        for each in paths_of(ingress):
            if (each.host.lower(), each.path) not in mains:
                yield _finding(each, list(mains.values()), graph)


def _finding(each: IngressPath, there: list[IngressPath], graph: Graph) -> Finding:
    near = [path for path in there if path.path == each.path and likeness(path.host, each.host) is Likeness.SLIP]
    doubt = graph.doubts.about_world(each.ingress) if there else "no other Ingress of its namespace is among the files given"
    return Finding(
        at=each.place,
        message=f"{each.ingress.title} is a canary for {each.path} of {each.host or 'every host'}, and no main Ingress has that"
        + (f"; {near[0].ingress.title} is for {near[0].host}" if near else ""),
        related=few([Related(path.place, f"{path.ingress.title} is for {path.path} of {path.host}") for path in near or there]),
        doubt=None if near else doubt,
        severity=Severity.ERROR if near else None,
    )
