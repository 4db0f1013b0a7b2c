"""SVC736 unknown-ingress-class."""

from svclint.api import (
    Finding,
    Graph,
    Ingress,
    Iterator,
    Likeness,
    Related,
    Severity,
    few,
    likeness,
    renamed,
    rule,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: public}
spec: {controller: k8s.io/ingress-nginx}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, namespace: shop}
spec:
  ingressClassName: pubilc  # <- the class is public
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

GOOD = BAD.replace("pubilc  # <- the class is public", "public")

FIXED = BAD.replace("pubilc  #", "public  #")


@rule(id="SVC736", name="unknown-ingress-class", severity=Severity.ERROR, on=Ingress, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_ingress_class(ingress: Ingress, graph: Graph) -> Iterator[Finding]:
    """The class of an Ingress is a slip of one that exists.

    No controller takes an Ingress of a class that it does not know: it has no address, and nobody says why. Most classes are
    installed with their controllers and are in no file, so that a name which comes near to none is let be.
    """
    at = ingress.scalar("spec", "ingressClassName")
    classes = graph.index.kind("networking.k8s.io", "IngressClass") if at is not None else []
    if at is None or any(each.name == at.text for each in classes):
        return
    near = [each for each in classes if likeness(at.text, each.name) is Likeness.SLIP]
    if near:
        yield Finding(
            at=at,
            message=f"{ingress.title} is of class {at.text}, which does not exist; {near[0].title} may be meant",
            related=few([Related(each.name_place, f"{each.title} is there") for each in near]),
            fix=renamed(at, (each.name for each in classes)),
        )
