"""SVC719 impossible-listener."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Listener,
    ListenerHolder,
    Place,
    Severity,
    mapping_at,
    rule,
    scalar_at,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners:
  - name: http
    protocol: HTTP
    port: 80
    tls: {certificateRefs: [{name: shop}]}  # <- HTTP has no TLS
  - name: sql
    protocol: TCP
    port: 5432
    hostname: sql.example.com  # <- TCP knows no hosts
"""

GOOD = (
    BAD.replace("protocol: HTTP\n    port: 80", "protocol: HTTPS\n    port: 443")
    .replace("  # <- HTTP has no TLS", "")
    .replace("\n    hostname: sql.example.com  # <- TCP knows no hosts", "")
)

_PLAIN = ("HTTP", "TCP", "UDP")
_HOSTLESS = ("TCP", "UDP")


@rule(id="SVC719", name="impossible-listener", severity=Severity.ERROR, on=ListenerHolder, bad=BAD, good=GOOD)
def impossible_listener(holder: ListenerHolder, graph: Graph) -> Iterator[Finding]:  # noqa: ARG001 - the signature of every rule
    """A listener has what its protocol does not know.

    The server refuses the whole Gateway: HTTP, TCP and UDP have no TLS, HTTPS ends TLS at the Gateway and passes nothing
    through, and TCP and UDP have no hostnames (https://gateway-api.sigs.k8s.io/reference/spec/#listener).
    """
    for each in holder.listeners:
        fault = _fault(each)
        if fault is not None:
            place, words = fault
            yield Finding(at=place, message=f"{each.title} of {holder.title} {words}")


def _fault(each: Listener) -> tuple[Place, str] | None:
    tls, hostname = mapping_at(each.node, "tls"), scalar_at(each.node, "hostname")
    mode = scalar_at(tls, "mode")
    if tls is not None and each.protocol in _PLAIN:
        return tls, f"cannot have tls: {each.protocol} is not encrypted; HTTPS or TLS is"
    if mode is not None and mode.text == "Passthrough" and each.protocol == "HTTPS":
        return mode, "cannot pass TLS through: HTTPS ends it at the Gateway; a listener for TLS may pass it through"
    if hostname is not None and hostname.text and each.protocol in _HOSTLESS:
        return hostname, f"cannot have a hostname: {each.protocol} knows no hosts"
    return None
