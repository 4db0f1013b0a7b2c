"""SVC177 duplicate-container-name."""

from svclint.api import Finding, Graph, Iterator, Node, Object, Related, Severity, items_at, rule, scalar_at, stored_pod

BAD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers:
      - name: web  # <- the main container is called that, too
        image: registry.example.com/migrations:1.4.2
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = BAD.replace("name: web  # <- the main container is called that, too", "name: migrations")


@rule(id="SVC177", name="duplicate-container-name", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def duplicate_container_name(each: Object, _graph: Graph) -> Iterator[Finding]:
    """Two containers of a pod have one name.

    Names are unique among containers and init containers together: logs, probes and `kubectl exec` go by them.
    """
    pod = stored_pod(each)
    if pod is None:
        return
    first: dict[str, Node] = {}
    for item in (*items_at(pod.spec, "containers"), *items_at(pod.spec, "initContainers")):
        node = scalar_at(item, "name")
        name = node.string if node is not None else None
        if node is None or not name:
            continue
        earlier = first.setdefault(name, node)
        if earlier is not node:
            related = (Related(earlier, "the other one"),)
            yield Finding(at=node, message=f'another container of this pod is called "{name}", too', related=related)
