"""SVC509 endpoints-api."""

from svclint.api import (
    Edit,
    Endpoints,
    Finding,
    Fix,
    Graph,
    Iterator,
    Mapping,
    Node,
    Scalar,
    Severity,
    Span,
    addresses_in,
    family_of,
    is_mirrored,
    items_at,
    mapping_at,
    parse_address,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: ldap}
spec:
  ports: [{name: ldaps, port: 636}]
---
apiVersion: v1
kind: Endpoints  # <- since 1.33 an EndpointSlice does this
metadata:
  name: ldap
subsets:
- addresses:
  - ip: 192.0.2.36
  - ip: 192.0.2.37
    hostname: ldap-b
  ports:
  - name: ldaps
    port: 636
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: ldap}
spec:
  ports: [{name: ldaps, port: 636}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ldap-1
  labels: {kubernetes.io/service-name: ldap}
addressType: IPv4
endpoints:
- addresses:
  - 192.0.2.36
- addresses:
  - 192.0.2.37
  hostname: ldap-b
ports:
- name: ldaps
  port: 636
"""

FIXED = """
apiVersion: v1
kind: Service
metadata: {name: ldap}
spec:
  ports: [{name: ldaps, port: 636}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice  # <- since 1.33 an EndpointSlice does this
metadata:
  labels:
    kubernetes.io/service-name: ldap
  name: ldap-1
addressType: IPv4
endpoints:
- addresses:
  - 192.0.2.36
- addresses:
  - 192.0.2.37
  hostname: ldap-b
ports:
- name: ldaps
  port: 636
"""

_DEPRECATED = (1, 33)
_MOST = 1000
_OBJECT = frozenset({"apiVersion", "kind", "metadata", "subsets"})
_METADATA = frozenset({"name", "namespace", "annotations"})
_SUBSET = frozenset({"addresses", "ports"})
_ADDRESS = frozenset({"ip", "hostname", "nodeName"})
_PORT = frozenset({"name", "port", "protocol", "appProtocol"})


@rule(id="SVC509", name="endpoints-api", severity=Severity.INFO, on=Endpoints, bad=BAD, good=GOOD, fixed=FIXED)
def endpoints_api(endpoints: Endpoints, graph: Graph) -> Iterator[Finding]:
    """Backends are written with the API Endpoints, which is deprecated since Kubernetes 1.33.

    An EndpointSlice says the same, and also knows zones, both IP families and more than 1,000 addresses. The fix writes one
    where nothing gets lost. Applying it leaves the old Endpoints, which are mirrored into a second slice, in the cluster:
    delete them, or let a tool prune them.
    """
    services = graph.hand_written.services_named(endpoints.namespace, endpoints.name)
    overwritten = bool(services) and all(each.selects_pods for each in services)
    if graph.settings.kubernetes_version < _DEPRECATED or overwritten or not is_mirrored(endpoints):
        return
    yield Finding(
        at=endpoints.place("kind"),
        message=f"{endpoints.title} should be an EndpointSlice with the label kubernetes.io/service-name: {endpoints.name}; "
        "the API Endpoints is deprecated since Kubernetes 1.33",
        fix=_fix(endpoints, graph) if services else None,
    )


def _fix(endpoints: Endpoints, graph: Graph) -> Fix | None:
    """A slice in place of the Endpoints: not safe, since whatever reads Endpoints finds nothing from then on."""
    root, metadata = endpoints.node, endpoints.metadata
    kind, version, name = endpoints.get("kind"), endpoints.get("apiVersion"), endpoints.get("metadata", "name")
    key, subset = root.key("subsets"), mapping_at(root, "subsets", 0)
    slice_name = f"{endpoints.name}-1"
    is_taken = ("discovery.k8s.io", "EndpointSlice", endpoints.namespace, slice_name) in graph.index.by_name
    if (
        not (kind and version and name and key and metadata and subset)
        or is_taken
        or not _is_plain(endpoints, metadata, subset)
    ):
        return None
    edits = (
        Edit.of(version, "discovery.k8s.io/v1"),
        Edit.of(kind, "EndpointSlice"),
        _label(endpoints, metadata),
        Edit.of(name, slice_name),
        Edit(Span(endpoints.document.source, key.start, root.values["subsets"].end), _endpoints(endpoints, subset)),
    )
    return Fix("write an EndpointSlice instead", edits)


def _is_plain(endpoints: Endpoints, metadata: Mapping, subset: Mapping) -> bool:
    """Whether the text is blocks of YAML without comments, and what it says is one slice: one subset, one family."""
    root, text = endpoints.node, endpoints.document.source.text
    addresses = [parse_address(each.ip) for each in addresses_in(endpoints)]
    return (
        endpoints.document.root is root
        and root.entries[0][0].start == text.rfind("\n", 0, root.start) + 1
        and "{" not in (text[root.start], text[metadata.start])
        and "#" not in text[root.values["subsets"].start : root.values["subsets"].end]
        and len(endpoints.subsets) == len({family_of(each) for each in addresses if each}) == 1
        and None not in addresses
        and len(addresses) == len(items_at(subset, "addresses")) <= _MOST
        and _OBJECT.issuperset(root.values)
        and _METADATA.issuperset(metadata.values)
        and set(subset.values) == _SUBSET
        and _are_flat(subset, "addresses", _ADDRESS)
        and _are_flat(subset, "ports", _PORT)
    )


def _are_flat(subset: Mapping, field: str, known: frozenset[str]) -> bool:
    """Whether a list has items, with fields of one line each, and none that a slice would not keep."""
    pairs = [pair for item in items_at(subset, field) for pair in (item.items() if isinstance(item, Mapping) else ())]
    plain = (isinstance(value, Scalar) and "\n" not in _written(value) and key in known for key, value in pairs)
    return bool(pairs) and all(plain) and all(isinstance(item, Mapping) and len(item) for item in items_at(subset, field))


def _label(endpoints: Endpoints, metadata: Mapping) -> Edit:
    """Labels ahead of the first field of the metadata, with its margin."""
    source, start = endpoints.document.source, metadata.entries[0][0].start
    margin = " " * (source.position(start)[1] - 1)
    text = f"labels:\n{margin}  kubernetes.io/service-name: {endpoints.name}\n{margin}"
    return Edit(Span(source, start, start), text)


def _endpoints(endpoints: Endpoints, subset: Mapping) -> str:
    """The fields of a slice that take the place of the subset."""
    family = family_of(parsed) if (parsed := parse_address(addresses_in(endpoints)[0].ip)) else ""
    lines = [f"addressType: {family}", "endpoints:"]
    for item in items_at(subset, "addresses"):
        fields = dict(item.items()) if isinstance(item, Mapping) else {}
        lines += ["- addresses:", f"  - {_written(fields.pop('ip'))}", *_fields(fields)]
    lines.append("ports:")
    for item in items_at(subset, "ports"):
        first, *others = _fields(dict(item.items()) if isinstance(item, Mapping) else {})
        lines += [f"- {first.lstrip()}", *others]
    return "\n".join(lines)


def _fields(values: dict[str, Node]) -> list[str]:
    return [f"  {name}: {_written(value)}" for name, value in values.items()]


def _written(node: Node) -> str:
    return node.document.source.text[node.start : node.end]
