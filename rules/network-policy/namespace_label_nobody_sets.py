"""SVC805 namespace-label-nobody-sets."""

from svclint.api import Finding, Graph, Iterator, NetworkPolicy, Severity, asked_of, rewritten, rule, why_unset

BAD = """
apiVersion: v1
kind: Namespace
metadata: {name: storefront}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: orders, namespace: shop}
spec:
  podSelector: {matchLabels: {app: orders}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - namespaceSelector:
        matchLabels:
          name: storefront  # <- no namespace gets this label by itself
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: orders, namespace: shop}
spec:
  selector: {matchLabels: {app: orders}}
  template:
    metadata: {labels: {app: orders}}
    spec: {containers: [{name: orders, image: "orders:3", ports: [{containerPort: 8080}]}]}
"""

FIXED = BAD.replace("name: storefront  #", "kubernetes.io/metadata.name: storefront  #")
GOOD = BAD.replace("name: storefront  # <- no namespace gets this label by itself", "kubernetes.io/metadata.name: storefront")


@rule(
    id="SVC805",
    name="namespace-label-nobody-sets",
    severity=Severity.WARNING,
    on=NetworkPolicy,
    bad=BAD,
    good=GOOD,
    fixed=FIXED,
)
def namespace_label_nobody_sets(policy: NetworkPolicy, graph: Graph) -> Iterator[Finding]:
    """A namespaceSelector asks for a label that no namespace has.

    The peer then means no pod at all. Namespaces are selected by their labels, never by their name; the one label that each has
    by itself is kubernetes.io/metadata.name, with the name as its value. Others are there only where a manifest of the
    namespace, or somebody by hand, sets them.
    """
    peers = (peer.namespace_selector for each in policy.rules for peer in each.peers)
    for asked in (asked for selector in peers if selector is not None for asked in asked_of(selector)):
        unset = why_unset(asked, graph.reach.namespaces)
        if unset is not None:
            yield Finding(
                at=unset.at,
                message=f"no namespace of these files has the label {asked.key.text}: {asked.value.text}; {unset.hint}",
                related=unset.near,
                doubt=unset.doubt,
                fix=None if unset.doubt else rewritten(unset.at, unset.expected),
            )
