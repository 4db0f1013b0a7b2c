"""SVC733 unknown-ingress-action."""

from svclint.api import (
    ACTION_PORT,
    ACTIONS,
    Finding,
    Graph,
    Ingress,
    Iterator,
    Related,
    Severity,
    few,
    item_text,
    items_at,
    mapping_at,
    paths_of,
    renamed,
    rule,
    string_at,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/actions.redirect: |
      {"type": "redirect", "redirectConfig": {"host": "shop.example.org", "statusCode": "HTTP_301"}}
spec:
  ingressClassName: alb
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /old
        pathType: Prefix
        backend:
          service:
            name: redirct  # <- the action is redirect
            port: {name: use-annotation}
"""

GOOD = BAD.replace("redirct  # <- the action is redirect", "redirect")

FIXED = BAD.replace("redirct  #", "redirect  #")


@rule(id="SVC733", name="unknown-ingress-action", severity=Severity.ERROR, on=Ingress, bad=BAD, good=GOOD, fixed=FIXED)
def unknown_ingress_action(ingress: Ingress, graph: Graph) -> Iterator[Finding]:
    """A backend stands for an action of the AWS controller that no annotation describes.

    With the port `use-annotation` the name of the backend is that of an annotation `alb.ingress.kubernetes.io/actions.NAME`.
    Where it is missing the controller makes nothing of the whole Ingress. Argo Rollouts writes the annotation itself, for the
    Ingress that a Rollout names.
    """
    if _is_written_by_rollout(ingress, graph):
        return
    actions = [key.removeprefix(ACTIONS) for key in ingress.annotations if key.startswith(ACTIONS)]
    for each in paths_of(ingress):
        name = each.service
        if name is None or each.port is None or each.port.text != ACTION_PORT or name.text in actions:
            continue
        there = f"; there is {', '.join(actions)}" if actions else ""
        yield Finding(
            at=name,
            message=f"{ingress.title} has no annotation {ACTIONS}{name.text}, which the backend asks for{there}",
            related=few(
                [Related(ingress.place("metadata", "annotations", ACTIONS + each), f"action {each}") for each in actions]
            ),
            doubt=None if actions else graph.doubts.about_fields(ingress) or _of_rollouts(ingress, name.text, graph),
            fix=renamed(name, actions),
        )


def _is_written_by_rollout(ingress: Ingress, graph: Graph) -> bool:
    """https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/alb/."""
    rollouts = (each for each in graph.index.kind("argoproj.io", "Rollout") if each.namespace == ingress.namespace)
    routed = (mapping_at(each.node, "spec", "strategy", "canary", "trafficRouting", "alb") for each in rollouts)
    return any(ingress.name in {string_at(each, "ingress"), *map(item_text, items_at(each, "ingresses"))} for each in routed)


def _of_rollouts(ingress: Ingress, name: str, graph: Graph) -> str | None:
    """An action called like a Service sends requests to it, and Argo Rollouts describes such actions."""
    is_service = graph.index.services_named(ingress.namespace, name)
    return (
        f"a Rollout may name {ingress.title}, and its controller adds the annotation (pass the Rollout too)"
        if is_service
        else None
    )
