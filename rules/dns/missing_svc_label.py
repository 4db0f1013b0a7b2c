"""SVC419 missing-svc-label."""

from svclint.api import Finding, Graph, HostInText, Iterator, Related, Severity, Where, respelt, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: shop}
spec:
  selector: {app: ledger}
  ports: [{name: http, port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ledger, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: ledger}}
  template:
    metadata: {labels: {app: ledger}}
    spec:
      containers:
      - name: ledger
        image: ledger
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront, namespace: shop}
data:
  LEDGER_URL: http://ledger.shop.cluster.local:8080/accounts  # <- Services are below svc
"""

GOOD = BAD.replace("shop.cluster.local:8080/accounts  # <- Services are below svc", "shop.svc.cluster.local:8080/accounts")

FIXED = BAD.replace("shop.cluster.local", "shop.svc.cluster.local")
_SERVICES = "svc"
_SLIPS = frozenset({"scv", "service", "services", "srv", "sv", "svs", "svcs", "vsc"})
"""What people write for `svc`."""


@rule(id="SVC419", name="missing-svc-label", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def missing_svc_label(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A text names a Service in the cluster's zone without `svc`, or without the namespace before it.

    The record of a Service is `name.namespace.svc.cluster.local`. No search path of a pod completes a name that already ends in
    the zone: with a label less, or another one for `svc`, it is NXDOMAIN for good
    (https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/).
    """
    zone = tuple(graph.settings.zone.split("."))
    for host in graph.hosts_in_text.all:
        if host.where is Where.OTHER or host.labels[-len(zone) :] != zone:
            continue
        path = _meant(host.labels[: -len(zone)], host)
        services = graph.index.services_named(path[-1], path[-2]) if path else ()
        if services:
            right = (*path, _SERVICES, *zone)
            yield Finding(
                at=host.at,
                message=f"{host.text} never resolves; Service {path[-2]} is {'.'.join(right)}",
                related=tuple(Related(each.name_place, f"Service {each.name} is there") for each in services),
                fix=respelt(host, right),
            )


def _meant(labels: tuple[str, ...], host: HostInText) -> tuple[str, ...]:
    """What should stand before `svc`, the Service's name and its namespace last; empty where nothing is missing."""
    match labels:
        case (name, "svc"):
            return (name, host.namespace)
        case (*_, "svc" | "pod"):
            return ()
        case (*before, name, namespace, slip) if slip in _SLIPS:
            return (*before, name, namespace)
        case (_, _, *_):
            return labels
        case _:
            return ()
