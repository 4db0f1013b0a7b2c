"""SVC209 broad-selector."""

from svclint.api import Finding, Graph, Iterator, Related, Service, Severity, few, listed, rule, swept_up

BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app.kubernetes.io/part-of: shop}  # <- so are the database and the cache
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: web}}
  template:
    metadata: {labels: {app.kubernetes.io/name: web, app.kubernetes.io/part-of: shop}}
    spec: {containers: [{name: web, image: "shop-web:3", ports: [{containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: cache}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: cache}}
  template:
    metadata: {labels: {app.kubernetes.io/name: cache, app.kubernetes.io/part-of: shop}}
    spec: {containers: [{name: cache, image: "redis:7.4", ports: [{containerPort: 6379}]}]}
"""

GOOD = BAD.replace("{app.kubernetes.io/part-of: shop}  # <- so are the database and the cache", "{app.kubernetes.io/name: web}")


@rule(id="SVC209", name="broad-selector", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def broad_selector(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service selects by labels that everything around it carries.

    Labels such as `app.kubernetes.io/instance` and `part-of` say to what a workload belongs, not what it is. Connections are
    spread over all the pods that carry them, and those that run another program refuse theirs. Add the label that tells the
    right pods from the rest.
    """
    odd = swept_up(graph, service)
    if odd and service.selector_node:
        pairs = ", ".join(f"{key}: {value}" for key, value in service.selector.items())
        names, targets = listed([each.title for each in odd]), listed(sorted({str(port.target_port) for port in service.ports}))
        yield Finding(
            at=service.selector_node,
            message=f"{service.title} takes every pod with {pairs}, also those of {names}, "
            f"which listen on other ports than {targets}; add a label that only the right pods have",
            related=few([Related(each.name_place, f"{each.title} is selected") for each in odd]),
        )
