"""SVC185 invalid-probe."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Mapping,
    Node,
    Object,
    Severity,
    integer_at,
    is_null,
    items_at,
    mapping_at,
    node_at,
    rule,
    stored_pod,
    string_at,
    violation_findings,
)

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
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {periodSeconds: 5}  # <- asks nothing
        livenessProbe:
          httpGet: {path: /healthz, port: http}
          successThreshold: 2  # <- one success is all that counts
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
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
        readinessProbe:
          httpGet: {path: /ready, port: http}
          periodSeconds: 5
          successThreshold: 2
        livenessProbe:
          httpGet: {path: /healthz, port: http}
"""

_PROBES = ("livenessProbe", "readinessProbe", "startupProbe")
_HOOKS = ("postStart", "preStop")
_HANDLERS = ("exec", "httpGet", "tcpSocket", "grpc")
_HOOK_HANDLERS = (*_HANDLERS[:3], "sleep")


@rule(id="SVC185", name="invalid-probe", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_probe(each: Object, graph: Graph) -> Iterator[Finding]:
    """A probe or a lifecycle hook cannot work like this.

    It does exactly one thing: exec, httpGet, tcpSocket or grpc. Times and counts are not negative; a liveness or startup probe
    has a successThreshold of 1; a readiness probe kills nothing, so that it has no terminationGracePeriodSeconds. An init
    container that is no sidecar is over before anything could be probed.
    """
    yield from violation_findings(each, graph, "invalid-probe")
    pod = stored_pod(each)
    if pod is None:
        return
    for container in items_at(pod.spec, "containers"):
        yield from _of_container(container)
    for container in items_at(pod.spec, "initContainers"):
        if string_at(container, "restartPolicy") == "Always":
            yield from _of_container(container)
        else:
            yield from _out_of_place(container)


def _of_container(container: Node) -> Iterator[Finding]:
    for name in _PROBES:
        probe = mapping_at(container, name)
        if probe is not None:
            yield from _of_action(probe, name, _HANDLERS)
            yield from _of_counts(probe, name)
    for name in _HOOKS:
        hook = mapping_at(container, "lifecycle", name)
        if hook is not None:
            yield from _of_action(hook, name, _HOOK_HANDLERS)


def _of_action(action: Mapping, name: str, known: tuple[str, ...]) -> Iterator[Finding]:
    given = [each for each in known if not is_null(action.get(each))]
    if not given:
        yield Finding(at=action, message=f"this {name} does nothing: it needs one of {', '.join(known)}")
    for extra in given[1:]:
        yield Finding(at=action.values[extra], message=f"a {name} does one thing, and this one has {' and '.join(given)}")


def _of_counts(probe: Mapping, name: str) -> Iterator[Finding]:
    threshold = integer_at(probe, "successThreshold")
    if name != "readinessProbe" and threshold is not None and threshold > 1:
        message = f"successThreshold of a {name} can only be 1, not {threshold}"
        yield Finding(at=probe.values["successThreshold"], message=message)
    grace = probe.get("terminationGracePeriodSeconds")
    if name == "readinessProbe" and grace is not None and not is_null(grace):
        yield Finding(at=grace, message="a readinessProbe ends nothing, so that it has no terminationGracePeriodSeconds")


def _out_of_place(container: Node) -> Iterator[Finding]:
    for name in (*_PROBES, "lifecycle"):
        node = node_at(container, name)
        if node is not None and not is_null(node):
            message = f"an init container has a {name} only with restartPolicy Always, as a sidecar"
            yield Finding(at=node, message=message)
