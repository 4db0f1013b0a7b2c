"""SVC207 duplicate-selector."""

from svclint.api import Finding, Graph, Iterator, Profile, Related, Service, Severity, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector: {app: shop}
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: shop-frontend}
spec:
  selector: {app: shop}  # <- just as Service shop
  ports: [{port: 80, targetPort: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app: shop}}
  template:
    metadata: {labels: {app: shop}}
    spec: {containers: [{name: shop, image: "shop:3", ports: [{containerPort: 8080}]}]}
"""

GOOD = (
    BAD.replace("{app: shop}  # <- just as Service shop", "{app: shop-frontend}")
    + """\
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop-frontend}
spec:
  selector: {matchLabels: {app: shop-frontend}}
  template:
    metadata: {labels: {app: shop-frontend}}
    spec: {containers: [{name: web, image: "shop-frontend:3", ports: [{containerPort: 8080}]}]}
"""
)

_ROLLOUTS = "argoproj.io"
_COMPARED = frozenset({"selector", "ports", "type", "clusterIP", "clusterIPs"})
_NOISE = ("kubectl.kubernetes.io/", "svclint.dev/", "meta.helm.sh/")


@rule(
    id="SVC207",
    name="duplicate-selector",
    severity=Severity.INFO,
    on=Graph,
    bad=BAD,
    good=GOOD,
    profile=Profile.AUDIT,
)
def duplicate_selector(graph: Graph, _: Graph) -> Iterator[Finding]:
    """Two Services select the same pods and serve the same ports in the same way.

    Either one of them is left over, or its selector was copied and never changed: clients of the second name then reach the
    pods of the first. A headless Service or another type beside the first has a purpose of its own, and so have the two
    Services that a Rollout steers.
    """
    first: dict[tuple[object, ...], Service] = {}
    for service in graph.of(Service):
        if not service.selects_pods:
            continue
        other = first.setdefault(_nature(service), service)
        if other.name != service.name and not any(each.group == _ROLLOUTS for each in graph.backends(service)):
            pairs = ", ".join(f"{key}: {value}" for key, value in service.selector.items())
            yield Finding(
                at=service.selector_node or service.node,
                message=f"{service.title} selects {pairs} and serves the same ports as Service {other.name}; "
                "remove one of them, or mend the selector",
                related=(Related(other.selector_node or other.node, f"Service {other.name} does the same"),),
            )


def _nature(service: Service) -> tuple[object, ...]:
    """All that makes a difference to clients and controllers; Services of other folders are for other purposes."""
    ports = frozenset((port.port, port.protocol, port.target_port) for port in service.ports)
    notes = frozenset(pair for pair in service.annotations.items() if not pair[0].startswith(_NOISE))
    fields = service.spec.items() if service.spec else ()
    text = service.document.source.text
    others = frozenset((name, text[value.start : value.end]) for name, value in fields if name not in _COMPARED)
    selector = frozenset(service.selector.items())
    return service.namespace, service.folder, selector, ports, notes, service.type, service.headless, others
