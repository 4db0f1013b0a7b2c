"""SVC731 ingress-without-class."""

from svclint.api import (
    Finding,
    Graph,
    Ingress,
    Iterator,
    Related,
    Severity,
    few,
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
    """An Ingress names no class, and no controller may feel responsible for it.

    It gets the IngressClass that is marked as the default, and where there is none most controllers leave it alone: it has no
    address, and nobody says why.
    """
    if ingress.class_name or any(key.startswith(_GKE) for key in ingress.annotations):
        return
    classes = graph.index.kind("networking.k8s.io", "IngressClass")
    if all(each.annotations.get(_DEFAULT) != "true" for each in classes):
        yield Finding(
            at=ingress.place("spec", "ingressClassName"),
            message=f"{ingress.title} names no class; unless the cluster has a default one, no controller takes it",
            related=few([Related(each.name_place, f"{each.title} is not the default") for each in classes]),
        )
