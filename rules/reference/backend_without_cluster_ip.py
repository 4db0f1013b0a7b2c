"""SVC732 backend-without-cluster-ip."""

from svclint.api import (
    Finding,
    Graph,
    Ingress,
    Iterator,
    ObjectReference,
    Place,
    Related,
    Route,
    Service,
    Severity,
    paths_of,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: files, namespace: shop}
spec: {type: ExternalName, externalName: files.example.net}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  ingressClassName: traefik
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: files  # <- an alias for files.example.net
            port: {number: 80}
"""

GOOD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  ingressClassName: traefik
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
"""

_ALIAS = {
    "nginx": "the controller asks DNS for its target, unless it runs with --disable-svc-external-name",
    "traefik": "Traefik refuses it unless allowExternalNameServices is set",
    "contour": "Contour refuses it unless enableExternalNameService is set",
    "alb": "the AWS controller sends requests to pods and nodes only",
    "gce": "GKE sends requests to pods and nodes only",
}
"""What controllers do with an ExternalName, by the word that begins their class."""
_HEADLESS = {
    "alb": "the AWS controller needs node ports unless alb.ingress.kubernetes.io/target-type is ip",
    "gce": "GKE needs node ports or an address of its own",
}
_TARGETS = "alb.ingress.kubernetes.io/target-type"


@rule(id="SVC732", name="backend-without-cluster-ip", severity=Severity.INFO, on=Graph, bad=BAD, good=GOOD)
def backend_without_cluster_ip(graph: Graph, _: Graph) -> Iterator[Finding]:
    """An Ingress or a route sends requests to a Service that has no cluster IP.

    An ExternalName is an alias for a name outside, which the cluster knows nothing of; many controllers refuse it for
    that reason, and Gateway API advises them to. A headless Service has pods behind it, which is enough for most controllers.
    """
    if all(each.type != "ExternalName" and not each.headless for each in graph.of(Service)):
        return
    for ingress in graph.of(Ingress):
        for each in paths_of(ingress):
            found = graph.index.services_named(ingress.namespace, each.service.text) if each.service is not None else ()
            if each.service is not None and found:
                yield from _of_ingress(ingress, each.service, found[0])
    for route in graph.of(Route):
        for backend in route.backends:
            yield from _of_route(route, backend, graph)


def _of_ingress(ingress: Ingress, at: Place, service: Service) -> Iterator[Finding]:
    known = _ALIAS if service.type == "ExternalName" else _HEADLESS if service.headless else {}
    default = "not every controller follows one" if service.type == "ExternalName" else ""
    says = next((text for word, text in known.items() if ingress.class_name.startswith(word)), default)
    if says and not (service.headless and ingress.annotations.get(_TARGETS) == "ip"):
        yield _finding(f"{ingress.title} sends requests", at, service, says)


def _of_route(route: Route, backend: ObjectReference, graph: Graph) -> Iterator[Finding]:
    """https://gateway-api.sigs.k8s.io/reference/spec/#backendobjectreference: implementations should not follow it."""
    found = graph.index.services_named(backend.namespace or route.namespace, backend.name) if backend.is_service else ()
    if found and found[0].type == "ExternalName":
        yield _finding(
            f"{route.title} sends requests", backend.place, found[0], "Gateway API advises implementations to refuse it"
        )


def _finding(words: str, at: Place, service: Service, says: str) -> Finding:
    what = f"an ExternalName for {service.external_name}" if service.type == "ExternalName" else "headless"
    place = service.place("spec", "externalName" if service.type == "ExternalName" else "clusterIP")
    return Finding(
        at=at,
        message=f"{words} to {service.title}, which is {what}; {says}",
        related=(Related(place, f"{service.title} is {what}"),),
    )
