"""SVC807 ineffective-policy-rule."""

from svclint.api import DIRECTIONS, Finding, Graph, Iterator, NetworkPolicy, Related, Severity, rule

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: billing}
spec:
  podSelector: {matchLabels: {app: billing}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - podSelector: {matchLabels: {app: shop}}
  egress:  # <- policyTypes has Ingress only
  - to:
    - ipBlock: {cidr: 192.0.2.0/24}
    ports: [{port: 443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: billing}
spec:
  selector: {matchLabels: {app: billing}}
  template:
    metadata: {labels: {app: billing}}
    spec: {containers: [{name: billing, image: "billing:7"}]}
"""

GOOD = BAD.replace("egress:  # <- policyTypes has Ingress only", "egress:").replace(
    "[Ingress]\n  ingress:\n  - from:\n    - podSelector: {matchLabels: {app: shop}}", "[Egress]"
)


@rule(id="SVC807", name="ineffective-policy-rule", severity=Severity.WARNING, on=NetworkPolicy, bad=BAD, good=GOOD)
def ineffective_policy_rule(policy: NetworkPolicy, _graph: Graph) -> Iterator[Finding]:
    """A NetworkPolicy has rules for a direction that its policyTypes leave out.

    The API server accepts them and nothing reads them: the pods stay open in that direction, although the manifest looks as
    if all but the rules were closed. Rules that let everything through change nothing either way.
    """
    for direction in DIRECTIONS if set(policy.written_types).issubset(DIRECTIONS) else ():
        ignored = [each for each in policy.rules if each.direction == direction and direction not in policy.directions]
        place = policy.rules_place(direction)
        if all(each.lets_everything_through for each in ignored) or place is None:
            continue
        word, written = direction.lower(), " and ".join(policy.written_types)
        yield Finding(
            at=place,
            message=f"the {word} rules of {policy.title} have no effect: policyTypes has {written} only, so that its pods stay "
            f"open for {word}; add {direction} or leave the rules out",
            related=(Related(policy.place("spec", "policyTypes"), f"leaves out {direction}"),),
        )
