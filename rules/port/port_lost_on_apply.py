"""SVC305 port-lost-on-apply."""

from svclint.api import Finding, Graph, Iterator, Profile, Related, Servers, Service, ServicePort, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: dns}
spec:
  selector: {app: dns}
  ports:
    - {name: dns, port: 53, protocol: UDP}
    - {name: dns-tcp, port: 53, protocol: TCP}  # <- the same number again
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: dns}
spec:
  selector: {matchLabels: {app: dns}}
  template:
    metadata: {labels: {app: dns}}
    spec:
      containers:
        - name: dns
          image: dns:1
          ports: [{name: dns, containerPort: 53, protocol: UDP}, {name: dns-tcp, containerPort: 53}]
"""

GOOD = BAD.replace("    - {name: dns-tcp, port: 53, protocol: TCP}  # <- the same number again\n", "")


@rule(id="SVC305", name="port-lost-on-apply", severity=Severity.INFO, on=Service, bad=BAD, good=GOOD)
def port_lost_on_apply(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service has one port number with two protocols.

    That is valid, but client-side `kubectl apply` merges the list of ports by number: a later change of one of them may
    drop the other without a word. Server-side apply (`kubectl apply --server-side`) merges by number and protocol
    (https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy). Where the pods declare both, the pair
    is well known and only told in an audit; where they do not, one of the two may be new, which is when it gets lost.
    """
    first: dict[int, ServicePort] = {}
    for port in service.ports:
        if port.port is None:
            continue
        before = first.setdefault(port.port, port)
        if before.protocol != port.protocol:
            yield Finding(
                at=port.node,
                message=f"port {port.port} is there for {before.protocol} and for {port.protocol}; client-side `kubectl apply` "
                "may drop one on a later change, use --server-side",
                related=(Related(before.node, f"the first port {port.port}"),),
                profile=Profile.AUDIT if _are_declared((before, port), graph.servers(service)) else Profile.DEFAULT,
            )
            return


def _are_declared(ports: tuple[ServicePort, ServicePort], servers: Servers) -> bool:
    return all(_is_declared(each, servers) for each in ports)


def _is_declared(port: ServicePort, servers: Servers) -> bool:
    target = port.target_port
    named = isinstance(target, str) and servers.named(target, port.protocol)
    return bool(named or (isinstance(target, int) and servers.numbered(target, port.protocol)))
