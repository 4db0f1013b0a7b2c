"""SVC808 ip-block-behind-nat."""

from svclint.api import Finding, Graph, Iterator, NetworkPolicy, Related, Severity, few, hiding_services, is_outside, rule

BAD = """
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: partners}
spec:
  podSelector: {matchLabels: {app: partners}}
  policyTypes: [Ingress]
  ingress:
  - from:
    - ipBlock:
        cidr: 203.0.113.0/24  # <- the pods see the address of a node instead
    ports: [{port: 8443}]
---
apiVersion: v1
kind: Service
metadata:
  name: partners
  annotations: {svclint.dev/load-balancer: partners connect from their own networks}
spec:
  type: LoadBalancer
  selector: {app: partners}
  ports: [{name: https, port: 443, targetPort: 8443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: partners}
spec:
  replicas: 3
  selector: {matchLabels: {app: partners}}
  template:
    metadata: {labels: {app: partners}}
    spec:
      topologySpreadConstraints:
      - maxSkew: 1
        topologyKey: kubernetes.io/hostname
        whenUnsatisfiable: ScheduleAnyway
        labelSelector: {matchLabels: {app: partners}}
      containers: [{name: partners, image: "partners:6", ports: [{containerPort: 8443}]}]
"""

GOOD = BAD.replace("  # <- the pods see the address of a node instead", "").replace(
    "  type: LoadBalancer\n", "  type: LoadBalancer\n  externalTrafficPolicy: Local\n"
)


@rule(id="SVC808", name="ip-block-behind-nat", severity=Severity.WARNING, on=NetworkPolicy, bad=BAD, good=GOOD)
def ip_block_behind_nat(policy: NetworkPolicy, graph: Graph) -> Iterator[Finding]:
    """A NetworkPolicy lets outside clients in by their addresses, and a Service hides these addresses from the pods.

    With externalTrafficPolicy Cluster, which is the default, node ports and most load balancers hand a connection on with the
    address of a node. The block of the clients then matches nobody: they run into a timeout. With Local the pods see who
    calls.
    """
    for each in policy.rules_of("Ingress"):
        blocks = [peer.cidr for peer in each.peers if peer.cidr is not None and is_outside(peer, graph)]
        services = tuple(hiding_services(each, graph)) if blocks else ()
        for block in blocks if services else ():
            yield Finding(
                at=block,
                message=f"{block.text} are clients from outside of the cluster, but {services[0].title} "
                f"({services[0].type}) shows its pods the address of a node instead, so that none of them gets in; "
                "set externalTrafficPolicy: Local",
                related=few([Related(each.place("spec", "type"), f"{each.title} hides who calls") for each in services]),
            )
