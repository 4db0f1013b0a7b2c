"""SVC160 impossible-rollout."""

import re

from svclint.api import Finding, Graph, Iterator, Mapping, Object, Scalar, Severity, is_null, mapping_at, rule, string_at

BAD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  strategy:
    rollingUpdate:
      maxSurge: 0
      maxUnavailable: 0%  # <- and no pod more either
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker}
spec:
  replicas: 1
  strategy:
    type: Recreate
    rollingUpdate: {maxSurge: 1}  # <- nothing rolls
  selector: {matchLabels: {app: worker}}
  template:
    metadata: {labels: {app: worker}}
    spec:
      containers:
      - name: worker
        image: registry.example.com/worker:1.4.2
"""

GOOD = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  strategy:
    rollingUpdate:
      maxSurge: 1
      maxUnavailable: 0%
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: worker}
spec:
  replicas: 1
  strategy:
    type: Recreate
  selector: {matchLabels: {app: worker}}
  template:
    metadata: {labels: {app: worker}}
    spec:
      containers:
      - name: worker
        image: registry.example.com/worker:1.4.2
"""

_STRATEGIES = {"Deployment": "strategy", "DaemonSet": "updateStrategy", "StatefulSet": "updateStrategy"}
_OTHER_TYPE = {"Deployment": "Recreate", "StatefulSet": "OnDelete"}
"""The other type of strategy where it takes no rollingUpdate; a DaemonSet's `OnDelete` takes one."""
_LIMITED = {"Deployment": ("maxUnavailable",), "DaemonSet": ("maxUnavailable", "maxSurge"), "StatefulSet": ("maxUnavailable",)}
"""The shares that may be at most all pods."""
_SHARE = re.compile(r"([0-9]+)%")
_STATEFUL_SHARES = (1, 35)
"""From here on the server keeps and checks a StatefulSet's maxUnavailable without being told to."""


@rule(id="SVC160", name="impossible-rollout", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def impossible_rollout(each: Object, graph: Graph) -> Iterator[Finding]:
    """A workload cannot be rolled out with the numbers that its strategy gives.

    `maxUnavailable` and `maxSurge` are numbers or shares such as 25%. With both at 0 no pod could ever be replaced; a
    DaemonSet takes only one of them. Another strategy than RollingUpdate takes neither.
    """
    field = _STRATEGIES.get(each.kind) if each.group == "apps" else None
    strategy = mapping_at(each.node, "spec", field) if field is not None else None
    rolling = mapping_at(strategy, "rollingUpdate")
    if rolling is None:
        return
    kind = string_at(strategy, "type") or "RollingUpdate"
    if kind == "RollingUpdate":
        if each.kind != "StatefulSet" or graph.settings.kubernetes_version >= _STATEFUL_SHARES:
            yield from _of_shares(each.kind, rolling)
    elif kind == _OTHER_TYPE.get(each.kind):
        yield Finding(at=rolling, message=f"strategy {kind} takes no rollingUpdate; leave it out")


def _of_shares(kind: str, rolling: Mapping) -> Iterator[Finding]:
    sound = True
    for name in ("maxUnavailable", "maxSurge"):
        node = rolling.get(name)
        fault = _fault(node, limited=name in _LIMITED[kind]) if isinstance(node, Scalar) else None
        if fault is not None and node is not None:
            sound = False
            yield Finding(at=node, message=f"{name}: {fault}")
    if sound:
        yield from _OF_BOTH[kind](rolling)


def _fault(node: Scalar, *, limited: bool) -> str | None:
    text, number = node.string, node.integer
    if number is not None:
        return f"{number} is below 0" if number < 0 else None
    share = _SHARE.fullmatch(text) if text is not None else None
    if share is None:
        return None if text is None else f'"{text}" is neither a number nor a share such as 25%'
    return f"{text} is more than all pods" if limited and int(share.group(1)) > 100 else None  # noqa: PLR2004 - per cent


def _amount(rolling: Mapping, name: str, default: int) -> int:
    """The number, or the number before the sign of per cent."""
    node = rolling.get(name)
    if is_null(node) or not isinstance(node, Scalar):
        return default
    share = _SHARE.fullmatch(node.text)
    return int(share.group(1)) if share else node.integer or 0


def _of_deployment(rolling: Mapping) -> Iterator[Finding]:
    place = rolling.get("maxUnavailable")
    if place is not None and _amount(rolling, "maxUnavailable", 25) == 0 and _amount(rolling, "maxSurge", 25) == 0:
        yield Finding(at=place, message="maxUnavailable and maxSurge are both 0: no pod could ever be replaced")


def _of_daemon_set(rolling: Mapping) -> Iterator[Finding]:
    down, up = _amount(rolling, "maxUnavailable", 1), _amount(rolling, "maxSurge", 0)
    surge, unavailable = rolling.get("maxSurge"), rolling.get("maxUnavailable")
    if down and up and surge is not None:
        yield Finding(at=surge, message="with maxSurge a DaemonSet needs maxUnavailable: 0 (it is 1 by default)")
    elif not down and not up and unavailable is not None:
        yield Finding(at=unavailable, message="maxUnavailable and maxSurge are both 0: no pod could ever be replaced")


def _of_stateful_set(rolling: Mapping) -> Iterator[Finding]:
    place = rolling.get("maxUnavailable")
    if place is not None and _amount(rolling, "maxUnavailable", 1) == 0:
        yield Finding(at=place, message="maxUnavailable is 0: no pod could ever be replaced")


_OF_BOTH = {"Deployment": _of_deployment, "DaemonSet": _of_daemon_set, "StatefulSet": _of_stateful_set}
