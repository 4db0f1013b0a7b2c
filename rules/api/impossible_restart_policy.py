"""SVC184 impossible-restart-policy."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Object,
    Severity,
    is_blank,
    is_null,
    rule,
    scalar_at,
    stored_pod,
    unknown_choice,
)

BAD = """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  template:
    spec:  # <- Always is the default, and a Job cannot have it
      containers:
      - name: migrate
        image: registry.example.com/migrations:1.4.2
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
      restartPolicy: OnFailure  # <- a Deployment's pods run on
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: batch/v1
kind: Job
metadata: {name: migrate}
spec:
  template:
    spec:
      restartPolicy: OnFailure
      containers:
      - name: migrate
        image: registry.example.com/migrations:1.4.2
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
      restartPolicy: Always
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

_ALL = ("Always", "OnFailure", "Never")
_FINITE = ("OnFailure", "Never")
_ENDLESS = ("Always",)
_ALLOWED = {"CronJob": _FINITE, "Job": _FINITE, "Pod": _ALL, "PodTemplate": _ALL}


@rule(id="SVC184", name="impossible-restart-policy", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def impossible_restart_policy(each: Object, graph: Graph) -> Iterator[Finding]:
    """The restartPolicy is one that the pods of this kind cannot have.

    A Job's pods come to an end, so that they need OnFailure or Never; Always, the default, is refused. Those of a Deployment,
    StatefulSet or DaemonSet run on: Always is all there is.
    """
    pod = stored_pod(each)
    if pod is None or pod.spec is None:
        return
    node = pod.spec.get("restartPolicy")
    allowed = _ALLOWED.get(each.kind, _ENDLESS)
    policy = scalar_at(node)
    if is_blank(node):
        if allowed is _FINITE:
            message = f"the pods of a {each.kind} need restartPolicy OnFailure or Never; Always is the default"
            place = pod.place("spec", "restartPolicy")
            yield Finding(at=place, message=message, doubt=graph.doubts.about_fields(each) if is_null(node) else None)
    elif policy is not None and policy.string in _ALL and policy.string not in allowed:
        message = f"the pods of a {each.kind} cannot have restartPolicy {policy.string}, only {' or '.join(allowed)}"
        yield Finding(at=policy, message=message)
    else:
        yield from unknown_choice(policy, "restartPolicy", allowed)
