"""SVC182 invalid-dns-config."""

from svclint.api import (
    Absent,
    Finding,
    Graph,
    Iterator,
    Mapping,
    Node,
    Object,
    PodTemplate,
    Severity,
    is_blank,
    is_null,
    item_text,
    items_at,
    mapping_at,
    node_at,
    rule,
    stored_pod,
    string_at,
    violation_findings,
)

BAD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  dnsPolicy: None
  dnsConfig:
    nameservers: [dns.example.com]  # <- a name needs a resolver itself
    searches: [shop.example.com]
  containers:
  - name: report
    image: registry.example.com/report:2.0.1
"""

GOOD = BAD.replace("dns.example.com", "192.0.2.53")

_LONGEST = 2048
"""Characters of all search paths with a space between each two (KEP-2595)."""


@rule(id="SVC182", name="invalid-dns-config", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_dns_config(each: Object, graph: Graph) -> Iterator[Finding]:
    """The resolver of a pod cannot be set up like this.

    At most three nameservers, as addresses; at most 32 search paths with 2048 characters together; options with a name. With
    dnsPolicy None nothing comes from the cluster, so that there must be a nameserver.
    """
    yield from violation_findings(each, graph, "invalid-dns-config")
    pod = stored_pod(each)
    if pod is None or pod.spec is None:
        return
    yield from _unserved(pod)
    config = mapping_at(pod.spec, "dnsConfig")
    if config is not None:
        yield from _too_long(config)
        for item in items_at(config, "options"):
            if is_null(item) or (isinstance(item, Mapping) and is_blank(item.get("name"))):
                yield Finding(at=item, message='this option has no name; write it as {name: ndots, value: "2"}')


def _unserved(pod: PodTemplate) -> Iterator[Finding]:
    if string_at(pod.spec, "dnsPolicy") != "None":
        return
    for path in (("dnsConfig",), ("dnsConfig", "nameservers")):
        node = node_at(pod.spec, *path)
        if _is_empty(node, path):
            yield Finding(
                at=pod.place("spec", *path), message=f"dnsPolicy None needs {path[-1]}: nothing else says whom to ask"
            )
            return


def _is_empty(node: Node | None, path: tuple[str, ...]) -> bool:
    return is_null(node) or (len(path) > 1 and node is not None and not items_at(node))


def _too_long(config: Mapping) -> Iterator[Finding]:
    searches = items_at(config, "searches")
    length = len(" ".join(item_text(item) or "" for item in searches))
    if length > _LONGEST:
        message = f"the search paths have {length} characters together and may have at most {_LONGEST}"
        yield Finding(at=config.get("searches") or Absent(config, "searches"), message=message)
