"""SVC607 inert-field."""

from svclint.api import Finding, Graph, Iterator, Mapping, Node, Scalar, Sequence, Service, Severity, is_blank, rule, string_at

BAD = """
apiVersion: v1
kind: Service
metadata: {name: billing-gateway}
spec:
  type: ExternalName
  externalName: billing.example.com
  selector:  # <- an ExternalName looks for no pods
    app: billing
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: billing-gateway}
spec:
  type: ExternalName
  externalName: billing.example.com
"""

_ALIAS = "an ExternalName is an alias in DNS and steers no traffic"
_NO_PROXY = "a headless Service has no virtual IP at which anything could be steered"
_STEERING = ("externalIPs", "loadBalancerIP", "sessionAffinity", "internalTrafficPolicy", "trafficDistribution")
_ON_EXTERNAL_NAME = {
    "selector": "an ExternalName looks for no pods",
    "publishNotReadyAddresses": "an ExternalName has no pods to publish",
    **dict.fromkeys(_STEERING, _ALIAS),
}
_ON_OTHERS = {"externalName": "only type ExternalName reads it"}
_ON_HEADLESS = _ON_OTHERS | dict.fromkeys(_STEERING, _NO_PROXY)
_WITHOUT_BALANCER = _ON_OTHERS | {"loadBalancerIP": "only a load balancer reads it"}
_EFFECTIVE: dict[str, str | bool] = {
    "sessionAffinity": "ClientIP",
    "internalTrafficPolicy": "Local",
    "publishNotReadyAddresses": True,
}
"""The one value that asks for more than the default."""


@rule(id="SVC607", name="inert-field", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def inert_field(service: Service, _graph: Graph) -> Iterator[Finding]:
    """A field that Services of this type ignore.

    The API server accepts it, at most with a warning, and nothing comes of it: whoever wrote it expects an effect that is not
    there.
    """
    spec = service.spec
    if spec is None:
        return
    kind = f"headless {service.title}" if service.headless else f"{service.title} of type {service.type}"
    for name, why in _ignored(service).items():
        key = spec.key(name)
        if key is not None and _asks_for_something(name, spec.get(name)):
            yield Finding(at=key, message=f"{name} has no effect on {kind}: {why}")
    for port in service.ports if service.type == "ExternalName" else ():
        if port.node_port:
            message = f"nodePort {port.node_port} has no effect on {kind}: {_ALIAS}"
            yield Finding(at=port.place("nodePort"), message=message)
    if "sessionAffinityConfig" in spec and string_at(spec, "sessionAffinity") != "ClientIP":
        message = f"sessionAffinityConfig has no effect on {kind} without sessionAffinity: ClientIP"
        yield Finding(at=spec.key("sessionAffinityConfig") or spec, message=message)


def _ignored(service: Service) -> dict[str, str]:
    """What each ignored field misses (https://kubernetes.io/docs/concepts/services-networking/service/)."""
    if service.type == "ExternalName":
        return _ON_EXTERNAL_NAME
    if service.headless:
        return _ON_HEADLESS
    return _WITHOUT_BALANCER if service.type in ("ClusterIP", "NodePort") else _ON_OTHERS


def _asks_for_something(name: str, node: Node | None) -> bool:
    if isinstance(node, (Mapping, Sequence)):
        return len(node) > 0
    if name in _EFFECTIVE:
        return isinstance(node, Scalar) and node.value == _EFFECTIVE[name]
    return not is_blank(node)
