"""SVC111 unnamed-port."""

from collections import Counter

from svclint.api import (
    Absent,
    Edit,
    Endpoints,
    Finding,
    Fix,
    Graph,
    Iterator,
    Mapping,
    Node,
    Object,
    Service,
    ServicePort,
    Severity,
    inserted,
    is_blank,
    is_null,
    items_at,
    port_name_fault,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: http
    port: 80
    targetPort: http
  - port: 443  # <- which one is this?
    targetPort: https
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: http
    port: 80
    targetPort: http
  - name: http-alt
    port: 8080
    targetPort: http
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

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports:
  - name: http
    port: 80
    targetPort: http
  - name: https
    port: 443  # <- which one is this?
    targetPort: https
"""


@rule(id="SVC111", name="unnamed-port", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD, fixed=FIXED)
def unnamed_port(each: Object, graph: Graph) -> Iterator[Finding]:
    """One of several ports has no name.

    With one port a name is a luxury; with two, kube-proxy and the endpoints join them by name. Where the target port has a
    name in the pods, and no other port that name, the port can only be meant to be called so.
    """
    if isinstance(each, Service):
        yield from _among(items_at(each.spec, "ports"), "a Service", "spec.ports", _names(each, graph))
    elif isinstance(each, Endpoints):
        for index, subset in enumerate(items_at(each.node, "subsets")):
            yield from _among(items_at(subset, "ports"), "a subset", f"subsets[{index}].ports")


def _among(items: tuple[Node, ...], owner: str, field: str, names: dict[Mapping, str] | None = None) -> Iterator[Finding]:
    if len(items) < 2:  # noqa: PLR2004 - a single port may be unnamed
        return
    for index, item in enumerate(items):
        if is_null(item):
            yield Finding(at=item, message="an empty port among several: it has no name", field=f"{field}[{index}].name")
        elif isinstance(item, Mapping) and is_blank(item.get("name")):
            message = f"{owner} with several ports must name each of them; this one has no name"
            fix = _named(item, names.get(item)) if names else None
            yield Finding(at=item.get("name") or Absent(item, "name"), message=message, fix=fix)


def _names(service: Service, graph: Graph) -> dict[Mapping, str]:
    """The one name that each unnamed port can be meant to have."""
    unnamed = [port for port in service.ports if not port.name] if len(service.ports) > 1 else []
    meant = {port.node: name for port in unnamed if (name := _target_name(port, service, graph))}
    taken = Counter([*meant.values(), *(port.name for port in service.ports)])
    return {node: name for node, name in meant.items() if taken[name] == 1}


def _target_name(port: ServicePort, service: Service, graph: Graph) -> str | None:
    target = port.target_port
    if not isinstance(target, int):
        return target if target and port_name_fault(target) is None else None
    declared = {each.name for each in graph.servers(service).numbered(target, port.protocol).values()}
    name = declared.pop() if len(declared) == 1 else ""
    return name if name and port_name_fault(name) is None else None


def _named(item: Mapping, name: str | None) -> Fix | None:
    written = item.get("name")
    if name is None or (written is not None and written.start == written.end):
        return None
    edit = Edit.of(written, f'"{name}"') if written else inserted(item, "name", name)
    return Fix(f"name it {name}", (edit,), safe=True) if edit else None
