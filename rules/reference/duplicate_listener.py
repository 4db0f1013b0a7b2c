"""SVC718 duplicate-listener."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Listener,
    ListenerHolder,
    Related,
    Severity,
    rule,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners:
  - {name: shop, protocol: HTTP, port: 80, hostname: shop.example.com}
  - {name: store, protocol: HTTP, port: 80, hostname: shop.example.com}  # <- the same as listener shop
"""

GOOD = BAD.replace("hostname: shop.example.com}  # <- the same as listener shop", "hostname: store.example.com}")


@rule(id="SVC718", name="duplicate-listener", severity=Severity.ERROR, on=ListenerHolder, bad=BAD, good=GOOD)
def duplicate_listener(holder: ListenerHolder, graph: Graph) -> Iterator[Finding]:  # noqa: ARG001 - the signature of every rule
    """Two listeners have the same port, protocol and hostname.

    The server refuses the Gateway: the combination must be unique (https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec).
    """
    seen: dict[tuple[int, str, str], Listener] = {}
    for each in holder.listeners:
        if each.port is None or not each.protocol:
            continue
        earlier = seen.setdefault((each.port, each.protocol, each.hostname), each)
        if earlier is not each:
            host = f" for {each.hostname}" if each.hostname else ""
            yield Finding(
                at=each.node,
                message=f"{each.title} of {holder.title} is the same as listener {earlier.name}{host}; "
                "leave one out or give it another hostname",
                related=(Related(earlier.node, f"listener {earlier.name}"),),
            )
