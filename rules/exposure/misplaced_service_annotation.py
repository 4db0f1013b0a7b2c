"""SVC603 misplaced-service-annotation."""

from svclint.api import (
    Finding,
    Graph,
    Ingress,
    Iterator,
    Mapping,
    Object,
    Pod,
    Related,
    Scalar,
    Service,
    Severity,
    Workload,
    is_service_annotation,
    mapping_at,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: intranet}
spec:
  type: LoadBalancer
  selector: {app: intranet}
  ports: [{name: https, port: 443, targetPort: 8443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: intranet}
spec:
  replicas: 2
  selector: {matchLabels: {app: intranet}}
  template:
    metadata:
      labels: {app: intranet}
      annotations:
        service.beta.kubernetes.io/aws-load-balancer-scheme: internal  # <- read on the Service only
    spec:
      containers:
      - name: intranet
        image: intranet
        ports: [{name: https, containerPort: 8443}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata:
  name: intranet
  annotations:
    service.beta.kubernetes.io/aws-load-balancer-scheme: internal
spec:
  type: LoadBalancer
  loadBalancerClass: service.k8s.aws/nlb
  loadBalancerSourceRanges: [10.0.0.0/8]
  selector: {app: intranet}
  ports: [{name: https, port: 443, targetPort: 8443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: intranet}
spec:
  replicas: 2
  selector: {matchLabels: {app: intranet}}
  template:
    metadata:
      labels: {app: intranet}
    spec:
      containers:
      - name: intranet
        image: intranet
        ports: [{name: https, containerPort: 8443}]
        readinessProbe: {tcpSocket: {port: https}}
"""

_BUILT_IN_GROUPS = frozenset({"", "apps", "batch", "extensions"})
_COPYING_CLASSES = ("cilium", "tailscale")


@rule(id="SVC603", name="misplaced-service-annotation", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def misplaced_service_annotation(each: Object, graph: Graph) -> Iterator[Finding]:
    """An annotation that only Services may carry stands on something else.

    Cloud controllers read it on the Service and nowhere else: on a Deployment or a pod template it does nothing, and a
    balancer that was to be internal becomes public.
    """
    if isinstance(each, Workload):
        if each.group in _BUILT_IN_GROUPS:
            yield from _on_workload(each, graph)
    elif isinstance(each, Ingress):
        yield from _on_ingress(each)


def _on_workload(workload: Workload, graph: Graph) -> Iterator[Finding]:
    places = [(workload.title, mapping_at(workload.metadata, "annotations"))]
    if workload.template and not isinstance(workload, Pod):
        places.append((f"the pod template of {workload.title}", mapping_at(workload.template.node, "metadata", "annotations")))
    for where, annotations in places:
        for key in _misplaced(annotations):
            services = graph.services_selecting(workload)
            balancers = [service for service in services if service.type == "LoadBalancer"] or services
            yield Finding(
                at=key,
                message=f"{key.text} does nothing on {where}: it is read on Services only{_belongs(balancers)}",
                related=tuple(Related(service.name_place, f"{service.title} selects these pods") for service in balancers),
            )


def _belongs(services: list[Service] | tuple[Service, ...]) -> str:
    return f", so move it to {services[0].title}" if services else ""


def _on_ingress(ingress: Ingress) -> Iterator[Finding]:
    for key in _misplaced(mapping_at(ingress.metadata, "annotations")):
        doubt = None
        if not ingress.class_name or ingress.class_name.startswith(_COPYING_CLASSES):
            doubt = "some Ingress controllers copy annotations to the Service that they make"
        message = f"{key.text} does nothing on {ingress.title}: it is read on Services only"
        yield Finding(at=key, message=message, doubt=doubt)


def _misplaced(annotations: Mapping | None) -> list[Scalar]:
    return [key for key, _ in annotations.entries if is_service_annotation(key.text)] if annotations else []
