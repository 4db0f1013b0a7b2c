"""SVC108 selector-template-mismatch."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Mapping,
    Place,
    PodTemplate,
    Related,
    Selector,
    Severity,
    Workload,
    generated_labels,
    is_manual,
    listed,
    mapping_at,
    rule,
    scalar_at,
    stored_template,
)

BAD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web, tier: front}}
  template:
    metadata:
      labels:
        app: web
        tier: frontend  # <- the selector says front
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web, tier: frontend}}
  template:
    metadata:
      labels:
        app: web
        tier: frontend
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

_WITH_SELECTOR = frozenset(
    {("apps", "DaemonSet"), ("apps", "Deployment"), ("apps", "ReplicaSet"), ("apps", "StatefulSet"), ("batch", "Job")}
)


@rule(id="SVC108", name="selector-template-mismatch", severity=Severity.ERROR, on=Workload, bad=BAD, good=GOOD)
def selector_template_mismatch(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """The selector of a workload does not take the pods that its own template makes.

    The controller could never find its pods again, so the API server refuses the workload. Both say the same labels; the
    template may have more.
    """
    node = mapping_at(workload.node, "spec", "selector")
    template = stored_template(workload)
    selector = _selector(workload, node) if node is not None else None
    if node is None or selector is None or template is None:
        return
    labels = template.labels | _generated(workload)
    if selector.accepts(labels) or _is_undecodable(workload, graph):
        return
    keys = list(dict.fromkeys(each.key for each in selector.requirements if not each.accepts(labels)))
    yield Finding(
        at=_place(template, keys),
        message=f"the pods of {workload.title} are not taken by its own selector: {listed(keys)} must agree",
        related=(Related(node, "the selector"),),
        doubt=graph.doubts.about_fields(workload),
        field="spec.template.metadata.labels",
    )


def _selector(workload: Workload, node: Mapping) -> Selector | None:
    """None for kinds that bring none; a CronJob's is refused anyway."""
    if workload.kind == "ReplicationController" and not workload.group:
        pairs = {key: scalar_at(node, key) for key in node.values}
        return Selector.equal_to({key: value.text if value is not None else "" for key, value in pairs.items()})
    return Selector.read(node) if (workload.group, workload.kind) in _WITH_SELECTOR else None


def _generated(workload: Workload) -> dict[str, str]:
    if workload.kind != "Job" or is_manual(workload.get("spec")):
        return {}
    return generated_labels(workload)


def _is_undecodable(workload: Workload, graph: Graph) -> bool:
    """Whether the selector or the labels are written so that they cannot be compared."""
    places = (("spec", "selector"), ("spec", "template", "metadata", "labels"))
    return any(fault.path[: len(place)] == place for fault in graph.decode(workload) for place in places)


def _place(template: PodTemplate, keys: list[str]) -> Place:
    """The first label that is there with another value, else the labels."""
    written = (template.labels_node.get(key) for key in keys) if template.labels_node is not None else ()
    return next((each for each in written if each is not None), template.place("metadata", "labels"))
