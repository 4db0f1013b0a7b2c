"""SVC420 unknown-pod-name."""

from svclint.api import (
    Finding,
    Graph,
    HostInText,
    Iterator,
    Likeness,
    Related,
    Severity,
    StatefulSet,
    Where,
    Workload,
    cluster_name,
    is_host,
    is_known,
    likeness,
    replicas_of,
    respelt,
    rule,
)

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
        ports: [{name: sql, containerPort: 5432}]
        readinessProbe: {tcpSocket: {port: sql}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront, namespace: shop}
data:
  PRIMARY: ledger0.ledger.shop.svc.cluster.local:5432  # <- the pod is ledger-0
"""

GOOD = BAD.replace("ledger0.", "ledger-0.").replace("  # <- the pod is ledger-0", "")

FIXED = BAD.replace("ledger0.", "ledger-0.")
_SHORT = 2
"""Labels of `pod.service`."""
_MANY = 64
"""As many pods of a set as are looked at."""


@rule(id="SVC420", name="unknown-pod-name", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_pod_name(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A text calls a pod below its Service by a name that is nearly the one of a pod, and of no pod.

    Below a Service DNS knows the hostnames of the pods behind it and nothing else: those of a StatefulSet are its name, a
    dash and a number. Any other is NXDOMAIN, although the Service itself resolves.
    """
    hosts = [each for each in graph.hosts_in_text.all if each.where is not Where.OTHER and len(each.labels) > 1]
    published = _published(graph) if hosts else {}
    for host in hosts:
        called = _called(host, graph)
        if called is None:
            continue
        name, service, namespace = called
        below = published.get((namespace, service), {})
        right = None if name in below else next((each for each in below if _is_slip(name, each)), None)
        if right:
            yield Finding(
                at=host.at,
                message=f"{host.text} is no pod below Service {service}; the nearest is {right} of {below[right].title}",
                related=(Related(below[right].name_place, f"its pods have names below {service}"),),
                doubt=graph.doubts.about_fields(below[right]),
                fix=respelt(host, (right, *host.labels[1:])),
            )


def _published(graph: Graph) -> dict[tuple[str, str], dict[str, Workload]]:
    """By namespace and Service, the names of pods below it and whose they are."""
    table: dict[tuple[str, str], dict[str, Workload]] = {}
    for each in graph.of(Workload):
        if isinstance(each, StatefulSet) and each.service_name:
            first, number = each.first_ordinal, replicas_of(each, graph.index).number or 0
            names = [f"{each.name}-{ordinal}" for ordinal in range(first, first + min(number, _MANY))]
            table.setdefault((each.namespace, each.service_name), {}).update(dict.fromkeys(names, each))
        elif each.template and each.template.hostname and each.template.subdomain:
            table.setdefault((each.namespace, each.template.subdomain), {})[each.template.hostname] = each
    return table


def _called(host: HostInText, graph: Graph) -> tuple[str, str, str] | None:
    """The pod, Service and namespace of a name, where it certainly has all three and the Service is there."""
    name = cluster_name(host.labels)
    if name is None:
        is_short = len(host.labels) == _SHORT and host.speaks_for_pods and is_host(host)
        called = (*host.labels, host.namespace) if is_short else None
    else:
        ours = len(name.prefix) == 1 and name.suffix in ("", graph.settings.zone)
        called = (*name.prefix, name.service, name.namespace) if ours else None
    if called is None or not all(map(is_known, called)):
        return None
    pod, service, namespace = called
    is_service = name is None and graph.index.services_named(service, pod)
    there = graph.index.services_named(namespace, service)
    by_hand = any(graph.hand_written.of(each) for each in there)
    return (pod, service, namespace) if there and not by_hand and not is_service else None


def _is_slip(written: str, name: str) -> bool:
    return likeness(written, name) is Likeness.SLIP
