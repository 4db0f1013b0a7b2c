"""SVC729 unknown-listener-protocol."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Likeness,
    ListenerHolder,
    Severity,
    most_alike,
    rewritten,
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
    protocol: Http  # <- HTTP
    port: 80
  - name: dns
    protocol: UPD  # <- UDP
    port: 53
"""

GOOD = BAD.replace("Http  # <- HTTP", "HTTP").replace("UPD  # <- UDP", "UDP")

FIXED = BAD.replace("Http  #", "HTTP  #").replace("UPD  #", "UDP  #")

_KNOWN = ("HTTP", "HTTPS", "TLS", "TCP", "UDP")
_OTHERS = ("HBONE", "HTTP2", "HTTP3", "GRPC", "QUIC", "SCTP")
"""Protocols that some implementations have or may come to have; those with a slash are their own as well."""


@rule(
    id="SVC729", name="unknown-listener-protocol", severity=Severity.ERROR, on=ListenerHolder, bad=BAD, good=GOOD, fixed=FIXED
)
def unknown_listener_protocol(holder: ListenerHolder, graph: Graph) -> Iterator[Finding]:  # noqa: ARG001 - as every rule's
    """The protocol of a listener is a slip of one that there is.

    The server takes any word, and the controller does not know this one: the listener has the status UnsupportedProtocol, and
    nothing listens (https://gateway-api.sigs.k8s.io/reference/spec/#protocoltype). Capital letters count.
    """
    for each in holder.listeners:
        at, word = scalar_at(each.node, "protocol"), each.protocol
        if at is None or word in (*_KNOWN, *_OTHERS):
            continue
        alike = most_alike(word, _KNOWN)
        if alike is not None and alike[1] is Likeness.SLIP:
            what = f"listener {each.name} of {holder.title} has the protocol {word}"
            message = f"{what}, which does not exist; {alike[0]} may be meant"
            yield Finding(at=at, message=message, fix=rewritten(at, alike[0]))
