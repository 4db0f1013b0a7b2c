"""SVC133 duplicate-ip-family."""

from svclint.api import Finding, Graph, Iterator, Node, Related, Service, Severity, item_text, items_at, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: PreferDualStack
  ipFamilies:
  - IPv4
  - IPv4  # <- again
  ports: [{port: 80, targetPort: http}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ipFamilyPolicy: PreferDualStack
  ipFamilies:
  - IPv4
  - IPv6
  ports: [{port: 80, targetPort: http}]
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

FAMILIES = frozenset(["IPv4", "IPv6"])


@rule(id="SVC133", name="duplicate-ip-family", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def duplicate_ip_family(service: Service, _graph: Graph) -> Iterator[Finding]:
    """An IP family is given twice.

    A Service has at most one address of each family.
    """
    items = items_at(service.spec, "ipFamilies")
    if len(items) < 2 or service.type == "ExternalName":  # noqa: PLR2004 - one family cannot be there twice
        return
    seen: dict[str, Node] = {}
    for item in items:
        family = item_text(item)
        if family in FAMILIES and seen.setdefault(family, item) is not item:
            yield Finding(at=item, message=f"{family} is given twice", related=(Related(seen[family], "the first is here"),))
