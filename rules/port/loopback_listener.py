"""SVC310 loopback-listener."""

import re
from typing import NamedTuple

from svclint.api import (
    Container,
    Finding,
    Graph,
    Iterator,
    PodTemplate,
    Related,
    Scalar,
    Service,
    Severity,
    Workload,
    items_at,
    numbers_in,
    resolve_target,
    rule,
    scalar_at,
    string_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec:
      containers:
        - name: shop
          image: shop:3
          args:
            - --listen=127.0.0.1:8080  # <- no other pod gets through
          ports: [{name: http, containerPort: 8080}]
"""

GOOD = BAD.replace("127.0.0.1:8080  # <- no other pod gets through", "0.0.0.0:8080")

_FLAG = re.compile(r"--?([A-Za-z][\w.-]*)(?:=(.*))?")
_LOOPBACK = re.compile(r"(?:\w+://)?(?:127(?:\.\d{1,3}){3}|localhost|\[?::1\]?)(?::(\d{1,5}))?/?")
_HINT = re.compile(r"127\.|localhost|::1")
_LISTENS = re.compile(r"listen|bind", re.IGNORECASE)
_HOST = re.compile(r"(?:http[._-])?(?:host(?:name)?|addr(?:ess)?)", re.IGNORECASE)
_PORT = re.compile(r"(?:(?:app|bind|https?|listen|secure|server|web)[._-]?)?port", re.IGNORECASE)
_MANY = 24
"""Services of one workload that are looked at: more than a reader would compare."""
_MESH = ("sidecar.istio.io/inject", "linkerd.io/inject", "consul.hashicorp.com/connect-inject")


class _Setting(NamedTuple):
    """A flag or variable of a container, as `name` and `value`, and the scalar that holds the value."""

    name: str
    value: str
    at: Scalar


@rule(id="SVC310", name="loopback-listener", severity=Severity.WARNING, on=Workload, bad=BAD, good=GOOD)
def loopback_listener(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """A container listens on the loopback address only, at a port to which a Service leads.

    Connections from other pods arrive at the pod's own address and are refused; only containers of the same pod, and
    `kubectl port-forward`, get through. Listen on 0.0.0.0 or on the pod's address. A container in front of it, such as a
    proxy that speaks of the same port, is taken to pass connections on.
    """
    template = workload.template
    if template is None or not _HINT.search(template.node.document.source.text, template.node.start, template.node.end):
        return
    targets: dict[int, Service] = {}
    for service in graph.services_selecting(workload)[:_MANY]:
        for port in service.ports:
            targets.setdefault(resolve_target(port, template) or 0, service)
    containers = (*template.containers, *template.sidecars)
    for container in containers if targets else ():
        others = {word for each in containers if each is not container for word in numbers_in(each.node)}
        for setting, number in _closed(container):
            if number in targets and str(number) not in others:
                yield _finding(workload, template, setting, number, targets[number])


def _closed(container: Container) -> Iterator[tuple[_Setting, int]]:
    """Settings that make a container listen on the loopback address, and at which port."""
    settings = [*_flags(container), *_variables(container)]
    for each in settings:
        address = _LOOPBACK.fullmatch(each.value)
        is_own = _LISTENS.search(each.name) or ("://" not in each.value and _HOST.fullmatch(each.name))
        if address is None or not is_own:
            continue
        number = int(address[1]) if address[1] else _port_beside(container, each, settings)
        if number and not _is_open(settings, number):
            yield each, number


def _port_beside(container: Container, setting: _Setting, settings: list[_Setting]) -> int | None:
    """The port that goes with an address without one: the only one that is set, else the only one that is declared."""
    numbers = {int(each.value) for each in settings if _PORT.fullmatch(each.name) and each.value.isdecimal()}
    alone = sum(1 for each in settings if _LISTENS.search(each.name)) == 1
    if not numbers and alone and _LISTENS.search(setting.name):
        numbers = {port.number for port in container.ports if port.number}
    return numbers.pop() if len(numbers) == 1 else None


def _is_open(settings: list[_Setting], number: int) -> bool:
    """Whether it listens at the port on another address as well."""
    ends = f":{number}"
    return any(each.value.endswith(ends) and not _LOOPBACK.fullmatch(each.value) for each in settings)


def _flags(container: Container) -> Iterator[_Setting]:
    """`--name=value` and `--name value` in the command and its arguments, also inside of a line for a shell."""
    nodes = (*items_at(container.node, "command"), *items_at(container.node, "args"))
    words = [(word, node) for node in nodes if isinstance(node, Scalar) for word in node.text.split()]
    for index, (word, node) in enumerate(words):
        flag = _FLAG.fullmatch(word)
        following = words[index + 1 : index + 2]
        if flag and flag[2] is not None:
            yield _Setting(flag[1], flag[2].strip("'\""), node)
        elif flag and following:
            yield _Setting(flag[1], following[0][0].strip("'\""), following[0][1])


def _variables(container: Container) -> Iterator[_Setting]:
    for item in items_at(container.node, "env"):
        value = scalar_at(item, "value")
        if value is not None:
            yield _Setting(string_at(item, "name") or "", value.text, value)


def _finding(workload: Workload, template: PodTemplate, setting: _Setting, number: int, service: Service) -> Finding:
    said = {**template.labels, **template.annotations}
    mesh = next((key for key in _MESH if said.get(key) in ("true", "enabled")), None)
    return Finding(
        at=setting.at,
        message=f"{setting.name} makes {workload.title} listen on {setting.value} only, so connections from "
        f"{service.title} to port {number} are refused; listen on 0.0.0.0",
        related=(Related(service.name_place, f"{service.title} leads to port {number}"),),
        doubt=f"the proxy that {mesh} asks for may pass connections on to the loopback address" if mesh else None,
    )
