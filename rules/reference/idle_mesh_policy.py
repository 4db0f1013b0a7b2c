"""SVC726 idle-mesh-policy."""

from svclint.api import (
    ROOT_NAMESPACE,
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Mapping,
    MeshPolicy,
    ObjectName,
    Severity,
    Unverifiable,
    label_slip,
    renamed,
    rewritten,
    rule,
    scalar_at,
    string_at,
)

BAD = """
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec:
  selector:
    matchLabels:
      app: wbe  # <- the pods carry app: web
  action: DENY
  rules: [{to: [{operation: {paths: [/admin]}}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
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
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("wbe  # <- the pods carry app: web", "web")

FIXED = BAD.replace("wbe  #", "web  #")


@rule(id="SVC726", name="idle-mesh-policy", severity=Severity.ERROR, on=MeshPolicy, bad=BAD, good=GOOD, fixed=FIXED)
def idle_mesh_policy(policy: MeshPolicy, graph: Graph) -> Iterator[Finding]:
    """A policy of Istio applies to nothing.

    Its selector takes no pod of its namespace, or its `targetRefs` name a Gateway or an entry that does not exist: what it was
    meant to deny is allowed, and what it was meant to set is not set. In the root namespace policies are for all namespaces.
    """
    if policy.selector_node is not None and policy.namespace != ROOT_NAMESPACE:
        yield from _of_selector(policy, policy.selector_node, graph)
    for each in policy.targets:
        yield from _of_target(policy, each, graph)


def _of_selector(policy: MeshPolicy, selector: Mapping, graph: Graph) -> Iterator[Finding]:
    if not policy.selector or graph.index.with_labels(policy.namespace, policy.selector):
        return
    near = label_slip(selector, policy.namespace, graph.index.pods)
    wanted = ", ".join(f"{key}: {value}" for key, value in policy.selector.items())
    yield Finding(
        at=near.slip.at if near else selector,
        message=f"{policy.title} applies to nothing: no pod of namespace {policy.namespace} carries {wanted}"
        + (f"; {near.hint}" if near else ""),
        related=(near.related,) if near else (),
        doubt=None if near else graph.doubts.about_workloads(policy),
        fix=rewritten(near.slip.at, near.slip.expected) if near and near.slip.alone else None,
        severity=None if near else Severity.WARNING,
    )


def _of_target(policy: MeshPolicy, target: Mapping, graph: Graph) -> Iterator[Finding]:
    """Services are looked after with all others that are named; classes belong to the cluster."""
    wanted = ObjectName(
        string_at(target, "group") or "", string_at(target, "kind") or "", None, string_at(target, "name") or ""
    )
    at = scalar_at(target, "name")
    if at is None or wanted.kind not in ("Gateway", "ServiceEntry"):
        return
    what = f"{policy.title} is for {wanted.kind} {wanted.name}"
    match graph.named_objects.find(wanted, policy):
        case Contradicted(near=near, hint=hint) if near:
            yield Finding(
                at=at,
                message=f"{what}, which is not in namespace {policy.namespace}; {hint}",
                related=near,
                fix=renamed(at, graph.named_objects.names(wanted.group, wanted.kind, policy.namespace)),
            )
        case Unverifiable(because=doubt, near=near):
            yield Finding(at=at, message=f"{what}, which is not in these files", related=near, doubt=doubt)
