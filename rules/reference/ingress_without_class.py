"""SVC731 ingress-without-class."""

from svclint.api import (
    Finding,
    Graph,
    Ingress,
    Iterator,
    Likeness,
    Object,
    Related,
    Scalar,
    Severity,
    few,
    likeness,
    renamed,
    rule,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:  # <- no ingressClassName, and no IngressClass is the default
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

GOOD = BAD.replace("spec:  # <- no ingressClassName, and no IngressClass is the default", "spec:\n  ingressClassName: nginx")

_DEFAULT = "ingressclass.kubernetes.io/is-default-class"
_GKE = ("networking.gke.io/", "ingress.gcp.kubernetes.io/", "kubernetes.io/ingress.global-static-ip-name")
"""Beginnings of annotations that say where the Ingress goes: GKE takes those without a class, and has no IngressClass.

https://cloud.google.com/kubernetes-engine/docs/concepts/ingress#controller_summary
"""


@rule(id="SVC731", name="ingress-without-class", severity=Severity.INFO, on=Ingress, bad=BAD, good=GOOD)
def ingress_without_class(ingress: Ingress, graph: Graph) -> Iterator[Finding]:
    """No controller may feel responsible for an Ingress: it names no class, or one that is not there.

    Without a class it gets the IngressClass that is marked as the default, and where there is none most controllers leave it
    alone. The name of a class that is a slip of one in the files is an error.
    """
    classes = graph.index.kind("networking.k8s.io", "IngressClass")
    at = ingress.scalar("spec", "ingressClassName")
    if not ingress.class_name:
        if not any(key.startswith(_GKE) for key in ingress.annotations) and not any(
            each.annotations.get(_DEFAULT) == "true" for each in classes
        ):
            yield Finding(
                at=ingress.place("spec", "ingressClassName"),
                message=f"{ingress.title} names no class; unless the cluster has a default one, no controller takes it",
                related=few([Related(each.name_place, f"{each.title} is not the default") for each in classes]),
            )
    elif at is not None and all(each.name != at.text for each in classes):
        yield from _unknown(ingress, at, classes)


def _unknown(ingress: Ingress, at: Scalar, classes: list[Object]) -> Iterator[Finding]:
    """Most classes come with their controllers and are in no file: only a slip says something."""
    near = [each for each in classes if likeness(at.text, each.name) is Likeness.SLIP]
    if near:
        yield Finding(
            at=at,
            message=f"{ingress.title} is of class {at.text}, which does not exist; {near[0].title} may be meant",
            related=few([Related(each.name_place, f"{each.title} is there") for each in near]),
            fix=renamed(at, (each.name for each in classes)),
            severity=Severity.ERROR,
        )
