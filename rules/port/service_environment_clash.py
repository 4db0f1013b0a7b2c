"""SVC309 service-environment-clash."""

import re

from svclint.api import (
    Container,
    Finding,
    Graph,
    Iterator,
    Node,
    Related,
    Scalar,
    Service,
    Severity,
    Span,
    Workload,
    items_at,
    node_at,
    rule,
    scalar_at,
    string_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: redis}
spec:
  selector: {app: redis}
  ports: [{port: 6379, targetPort: redis}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: redis}
spec:
  selector: {matchLabels: {app: redis}}
  template:
    metadata: {labels: {app: redis}}
    spec: {containers: [{name: redis, image: "redis:7", ports: [{name: redis, containerPort: 6379}]}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker}
spec:
  selector: {matchLabels: {app: worker}}
  template:
    metadata: {labels: {app: worker}}
    spec:
      containers:
        - name: worker
          image: worker:1.4
          args:
            - --redis-host=redis
            - --redis-port=$(REDIS_PORT)  # <- is tcp://10.96.0.20:6379, no number
"""

GOOD = (
    BAD.replace("  # <- is tcp://10.96.0.20:6379, no number", "")
    + """\
          env: [{name: REDIS_PORT, value: "6379"}]
"""
)

_READ = re.compile(r"(?<!\$)\$[({]?([A-Z][A-Z0-9_]*)_PORT(?![A-Z0-9_])")


@rule(id="SVC309", name="service-environment-clash", severity=Severity.INFO, on=Workload, bad=BAD, good=GOOD)
def service_environment_clash(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """A container reads a variable that Kubernetes sets to something else than was meant.

    For each Service of the namespace that is there when a pod starts its containers get variables: `REDIS_PORT` is
    `tcp://10.96.0.20:6379` where a Service is called redis, not a number. What the container sets itself wins, so give the
    variable a value there, read `REDIS_SERVICE_PORT`, or set `enableServiceLinks: false`.
    """
    template = workload.template
    if template is None or not any(_variables(template.node)):
        return
    links = scalar_at(template.spec, "enableServiceLinks")
    if links is not None and links.value is False:
        return
    for container in (*template.containers, *template.sidecars, *template.plain_init_containers):
        for at, variable in _read(container):
            services = graph.index.services_named(workload.namespace, variable.removesuffix("_PORT").lower().replace("_", "-"))
            if services and _injects(services[0]):
                yield _finding(workload, at, variable, services[0])


def _read(container: Container) -> Iterator[tuple[Span, str]]:
    """The first place at which a container reads each such variable that it does not set itself."""
    if items_at(container.node, "envFrom"):
        return
    texts = [*items_at(container.node, "command"), *items_at(container.node, "args")]
    env = items_at(container.node, "env")
    texts += [value for item in env if (value := node_at(item, "value"))]
    seen = {string_at(item, "name") for item in env}
    for at, variable in (found for node in texts for found in _variables(node)):
        if variable not in seen and not any(f"{variable}=" in node.text for node in texts if isinstance(node, Scalar)):
            yield at, variable
        seen.add(variable)


def _variables(node: Node) -> Iterator[tuple[Span, str]]:
    source = node.document.source
    for match in _READ.finditer(source.text, node.start, node.end):
        yield Span(source, *match.span()), f"{match[1]}_PORT"


def _injects(service: Service) -> bool:
    """Whether pods get variables for it: it has a virtual IP and a port."""
    return not service.headless and service.type != "ExternalName" and bool(service.ports)


def _finding(workload: Workload, at: Span, variable: str, service: Service) -> Finding:
    number = service.ports[0].port
    return Finding(
        at=at,
        message=f"{variable} is tcp://ADDRESS:{number} in the pods of {workload.title}, where {service.title} sets it; "
        f"read {variable.removesuffix('_PORT')}_SERVICE_PORT, or give it a value of your own",
        related=(Related(service.name_place, f"{service.title} makes {variable}"),),
    )
