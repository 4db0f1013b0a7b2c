"""SVC197 repeated-host-alias."""

from svclint.api import Finding, Graph, Iterator, Object, Related, Scalar, Severity, items_at, rule, scalar_at, stored_pod

BAD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  hostAliases:
  - ip: 192.0.2.30
    hostnames: [db.example.com]
  - ip: 192.0.2.31
    hostnames: [mail.example.com]
  - ip: 192.0.2.30  # <- the first item has it
    hostnames: [files.example.com]
  containers:
  - name: report
    image: registry.example.com/report:2.0.1
"""

GOOD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  hostAliases:
  - ip: 192.0.2.30
    hostnames: [db.example.com, files.example.com]
  - ip: 192.0.2.31
    hostnames: [mail.example.com]
  containers:
  - name: report
    image: registry.example.com/report:2.0.1
"""


@rule(id="SVC197", name="repeated-host-alias", severity=Severity.WARNING, on=Object, bad=BAD, good=GOOD)
def repeated_host_alias(each: Object, _graph: Graph) -> Iterator[Finding]:
    """Two host aliases of a pod have one address.

    The API server takes them and warns: `kubectl apply` merges the list by address, so that a later change may drop the names
    of one of the two.
    """
    pod = stored_pod(each)
    first: dict[str, Scalar] = {}
    for item in items_at(pod.spec, "hostAliases") if pod else ():
        address = scalar_at(item, "ip")
        if address is None or not address.string:
            continue
        earlier = first.setdefault(address.text, address)
        if earlier is not address:
            message = f"an earlier host alias has {address.text}, too; put the names into one list"
            yield Finding(at=address, message=message, related=(Related(earlier, "the earlier one"),))
