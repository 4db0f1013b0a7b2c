"""SVC411 pod-zone-name."""

from svclint.api import Finding, Graph, Iterator, Related, Severity, Where, in_pod_zone, respelt, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: shop}
spec:
  clusterIP: None
  selector: {app: ledger}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ledger, namespace: shop}
spec:
  serviceName: ledger
  replicas: 2
  selector: {matchLabels: {app: ledger}}
  template:
    metadata: {labels: {app: ledger}}
    spec:
      containers:
      - name: postgres
        image: postgres
        env:
        - name: PRIMARY
          value: ledger-0.ledger.shop.pod.cluster.local  # <- the record is below svc
        ports: [{name: sql, containerPort: 5432}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: ledger, namespace: shop}
spec:
  clusterIP: None
  selector: {app: ledger}
  ports: [{name: sql, port: 5432}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: ledger, namespace: shop}
spec:
  serviceName: ledger
  replicas: 2
  selector: {matchLabels: {app: ledger}}
  template:
    metadata: {labels: {app: ledger}}
    spec:
      containers:
      - name: postgres
        image: postgres
        env:
        - name: PRIMARY
          value: ledger-0.ledger.shop.svc.cluster.local
        ports: [{name: sql, containerPort: 5432}]
        readinessProbe: {tcpSocket: {port: sql}}
"""

FIXED = BAD.replace("shop.pod.", "shop.svc.")
_BELOW_SERVICE = 2


@rule(id="SVC411", name="pod-zone-name", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def pod_zone_name(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A text calls a pod by its hostname in a zone that only knows addresses.

    Below `pod` DNS has no names but addresses written with dashes, as `10-0-3-7.shop.pod.cluster.local`. The record of a pod
    with hostname and subdomain is `hostname.subdomain.namespace.svc.cluster.local`; the other never resolves.
    """
    zone = graph.settings.zone
    for host in graph.hosts_in_text.all:
        name = in_pod_zone(host.labels, zone) if host.where is not Where.OTHER else None
        if name is None or name.resolves:
            continue
        parts = (*name.prefix, name.namespace)
        below_service = len(name.prefix) == _BELOW_SERVICE
        services = graph.index.services_named(name.namespace, name.prefix[-1]) if below_service else ()
        right = f"{'.'.join(parts)}.svc.{zone}" if below_service else f"a name below svc.{zone}"
        yield Finding(
            at=host.at,
            message=f"{host.text} never resolves: pod.{zone} has no names but addresses with dashes; {right} may be meant",
            related=tuple(Related(each.name_place, f"Service {each.name} gives such names") for each in services),
            fix=respelt(host, (*parts, "svc", zone)) if below_service else None,
        )
