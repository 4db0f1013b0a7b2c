"""SVC208 unreached-workload."""

from collections.abc import Iterable

from svclint.api import (
    Absent,
    Contradicted,
    Document,
    Finding,
    Graph,
    Iterator,
    NearService,
    Node,
    Place,
    Profile,
    Related,
    Service,
    Severity,
    StatefulSet,
    Unverifiable,
    Workload,
    listed,
    mapping_at,
    near_services,
    picked_pods,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop, tier: frontend}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop, track: stable}}
  template:
    metadata: {labels: {app: shop, track: stable, tier: frontend}}
    spec: {containers: [{name: shop, image: "shop:3.1", ports: [{name: http, containerPort: 8080}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop-canary}
spec:
  selector: {matchLabels: {app: shop, track: canary}}
  template:
    metadata:
      labels:
        app: shop
        track: canary
        tier: fronted  # <- Service shop asks for frontend
    spec: {containers: [{name: shop, image: "shop:3.2", ports: [{name: http, containerPort: 8080}]}]}
"""

GOOD = BAD.replace("fronted  # <- Service shop asks for frontend", "frontend")


@rule(id="SVC208", name="unreached-workload", severity=Severity.WARNING, on=Graph, bad=BAD, good=GOOD)
def unreached_workload(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A workload waits for connections, and no Service selects its pods.

    A canary or a further version that runs the program of a Service's pods and misses its selector by one label is a mistake
    that nobody sees: the other pods get all the traffic. Any workload that declares ports and readiness, and that no Service,
    monitor, policy or host port names, is listed by an audit.
    """
    loose = {each: None for each in graph.of(Workload) if _is_loose(each, graph)}
    near = {each.workload: each for each in near_services(graph, loose)}
    picked = picked_pods(graph.world.objects, graph.index) if loose else ()
    meant = _meant(graph) if loose else {}
    for workload in loose:
        if workload in near:
            yield _missed(near[workload], graph)
        elif workload not in picked and _waits(workload) and not _holds(workload, meant.get(workload.document, ())):
            yield _unreached(workload, graph)


def _meant(graph: Graph) -> dict[Document, list[int]]:
    """Where the workloads stand that a Service without pods nearly selects: service-without-pods shows them."""
    places: dict[Document, list[int]] = {}
    for service in graph.of(Service):
        answer = graph.pods_of(service) if service.selects_pods and not graph.backends(service) else None
        near = answer.near if isinstance(answer, (Contradicted, Unverifiable)) else ()
        nodes = [each.at.parent if isinstance(each.at, Absent) else each.at for each in near]
        for node in [each for each in nodes if isinstance(each, Node)]:
            places.setdefault(node.document, []).append(node.start)
    return places


def _holds(workload: Workload, places: Iterable[int]) -> bool:
    return any(workload.node.start <= start < workload.node.end for start in places)


def _is_loose(workload: Workload, graph: Graph) -> bool:
    """Whether no Service selects the workload, which declares ports, nor an alternative of it in another file."""
    if workload.is_batch or workload.template is None or not workload.template.ports:
        return False
    same = (workload, *graph.index.by_name[workload.group, workload.kind, workload.namespace, workload.name])
    return not any(isinstance(each, Workload) and graph.services_selecting(each) for each in same)


def _missed(near: NearService, graph: Graph) -> Finding:
    workload, service, key, kinship = near
    written = workload.pod_labels.get(key)
    there = f"they have {key}: {written}" if written else f"they lack {key}"
    return Finding(
        at=_label_place(workload, key),
        message=f"{service.title} does not take the pods of {workload.title}, {kinship}: "
        f"it selects {key}: {service.selector[key]}, {there}",
        related=(Related(service.place("spec", "selector", key), f"{service.title} asks for it"),),
        doubt=graph.doubts.about_templates(service, workload),
    )


def _label_place(workload: Workload, key: str) -> Place:
    return workload.template.place("metadata", "labels", key) if workload.template else workload.node


def _waits(workload: Workload) -> bool:
    """Whether the pods say when they are ready for clients, and reach them by nothing but a Service."""
    template = workload.template
    if template is None or template.host_network or "prometheus.io/scrape" in template.annotations:
        return False
    governed = isinstance(workload, StatefulSet) and workload.service_name
    on_host = any(port.host_port for port in template.ports)
    ready = any(mapping_at(each.node, "readinessProbe") for each in template.containers)
    return ready and not governed and not on_host


def _unreached(workload: Workload, graph: Graph) -> Finding:
    ports = sorted({port.number for port in workload.template.ports if port.number}) if workload.template else []
    return Finding(
        at=workload.name_place,
        message=f"no Service selects the pods of {workload.title}, which declare port "
        f"{listed([str(number) for number in ports])} and readiness",
        doubt=graph.doubts.about_service(workload.namespace, workload) or graph.doubts.about_templates(workload),
        severity=Severity.INFO,
        profile=Profile.AUDIT,
    )
