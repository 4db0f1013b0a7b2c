"""SVC202 batch-pods-behind-service."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Related,
    Selector,
    Service,
    Severity,
    Workload,
    few,
    is_controller_label,
    listed,
    mapping_at,
    named_port,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: orders}
spec:
  selector: {app: orders}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders}
spec:
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec: {containers: [{name: orders, image: "orders:2.1", ports: [{containerPort: 8080}]}]}
---
apiVersion: batch/v1
kind: Job
metadata: {name: orders-migrate}
spec:
  template:
    metadata:
      labels:
        app: orders  # <- gets a share of the traffic of Service orders
    spec:
      restartPolicy: Never
      containers: [{name: migrate, image: "orders:2.1", args: [migrate]}]
"""

GOOD = BAD.replace("app: orders  # <- gets a share of the traffic of Service orders", "app: orders-migrate")


@rule(id="SVC202", name="batch-pods-behind-service", severity=Severity.WARNING, on=Workload, bad=BAD, good=GOOD)
def batch_pods_behind_service(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """Pods of a Job carry the labels that a Service selects.

    While they run they get a share of the Service's connections and refuse them: a migration makes requests fail at random.
    Give the Job labels of its own. Adding a label to the Service's selector instead empties the Service until all its pods
    have been replaced.
    """
    if not (workload.is_batch or "helm.sh/hook" in workload.annotations):
        return
    services = [each for each in graph.services_selecting(workload) if _is_for_others(each, workload, graph)]
    if not services:
        return
    reached = [each for each in services if _takes_traffic(each, workload)]
    label = next(iter(services[0].selector))
    titles = listed([each.title for each in reached or services])
    harm = f"answer for {titles} while they run" if reached else f"are listed without a port behind {titles}"
    yield Finding(
        at=workload.template.place("metadata", "labels", label) if workload.template else workload.name_place,
        message=f"the pods of {workload.title} carry {_pairs(services[0])} and {harm}; give them labels of their own",
        related=few([Related(each.selector_node or each.node, f"{each.title} selects them") for each in services]),
        severity=None if reached or _is_counted_elsewhere(workload, services, graph) else Severity.INFO,
    )


def _is_for_others(service: Service, workload: Workload, graph: Graph) -> bool:
    """Whether the Service also has pods that stay; one that has batch pods only, or asks for a Job by its name, means them."""
    if any(is_controller_label(key) for key in service.selector):
        return False
    return any(not each.is_batch and each is not workload for each in graph.backends(service))


def _takes_traffic(service: Service, workload: Workload) -> bool:
    """A pod that lacks the named port is listed without it, and only the name of a headless Service still leads to it."""
    template = workload.template
    return service.headless or any(
        not isinstance(port.target_port, str)
        or (template is not None and named_port(template, port.target_port, port.protocol))
        for port in service.ports
    )


def _is_counted_elsewhere(workload: Workload, services: list[Service], graph: Graph) -> bool:
    """Whether the selector of the workload behind the Service takes these pods too, as autoscalers and budgets then do.

    https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
    """
    owners = (each for service in services for each in graph.servers(service).without(()))
    selectors = (mapping_at(each.node, "spec", "selector") for each in owners if each is not workload)
    known = (Selector.read(node) for node in selectors if node is not None and "matchLabels" in node)
    return any(selector.accepts(workload.pod_labels) for selector in known if selector is not None)


def _pairs(service: Service) -> str:
    return ", ".join(f"{key}: {value}" for key, value in service.selector.items())
