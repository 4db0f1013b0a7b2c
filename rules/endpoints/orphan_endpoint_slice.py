"""SVC505 orphan-endpoint-slice."""

from svclint.api import (
    Contradicted,
    EndpointSlice,
    Finding,
    Graph,
    Iterator,
    Place,
    Related,
    Scalar,
    Severity,
    Unverifiable,
    likeness,
    mapping_at,
    renamed,
    rewritten,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: mail-relay}
spec:
  ports: [{name: smtp, port: 25}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: mail-relay-1
  labels:
    kubernetes.io/service-name: mail-relais  # <- the Service is mail-relay
addressType: IPv4
endpoints: [{addresses: [192.0.2.25]}]
ports: [{name: smtp, port: 25}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: mail-relay}
spec:
  ports: [{name: smtp, port: 25}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: mail-relay-1
  labels:
    kubernetes.io/service-name: mail-relay
addressType: IPv4
endpoints: [{addresses: [192.0.2.25]}]
ports: [{name: smtp, port: 25}]
"""

FIXED = BAD.replace("mail-relais  #", "mail-relay  #")
_LABEL = "kubernetes.io/service-name"
_NAME, _WORD = "service-name", "service"


@rule(id="SVC505", name="orphan-endpoint-slice", severity=Severity.WARNING, on=EndpointSlice, bad=BAD, good=GOOD, fixed=FIXED)
def orphan_endpoint_slice(endpoint_slice: EndpointSlice, graph: Graph) -> Iterator[Finding]:
    """An EndpointSlice belongs to no Service.

    The name of a slice says nothing: only the label `kubernetes.io/service-name` ties it to a Service of its namespace. Without
    the label, or with the name of no Service in it, nobody reads the slice.
    """
    name, namespace = endpoint_slice.service_name, endpoint_slice.namespace
    at = endpoint_slice.place("metadata", "labels", _LABEL)
    if not name:
        yield _without_label(endpoint_slice, at)
        return
    answer = graph.service_named(namespace, name, endpoint_slice)
    if not isinstance(answer, (Contradicted, Unverifiable)):
        return
    meant = graph.hand_written.nearest_bare(namespace, name)
    message = f"{endpoint_slice.title} belongs to {name}, which is no Service of namespace {namespace}"
    if meant and isinstance(at, Scalar):
        hint, related = (
            f"; Service {meant.name} has no endpoints",
            (Related(meant.name_place, f"Service {meant.name} is here"),),
        )
        yield Finding(at=at, message=message + hint, related=related, fix=rewritten(at, meant.name))
        return
    elsewhere = graph.hand_written.bare_elsewhere(namespace, name)
    if elsewhere:
        hint = f"Service {name} is in namespace {elsewhere.namespace}"
        related = (Related(elsewhere.name_place, hint),)
        yield Finding(at=endpoint_slice.place("metadata", "namespace"), message=f"{message}; {hint}", related=related)
        return
    fix = renamed(at, graph.index.service_slips(namespace, name)) if isinstance(at, Scalar) else None
    yield Finding(at=at, message=message, related=answer.near, doubt=getattr(answer, "because", None), fix=fix)


def _without_label(endpoint_slice: EndpointSlice, at: Place) -> Finding:
    """At the label that may have been meant for it, else where it would stand."""
    message = f"{endpoint_slice.title} belongs to no Service: it has no label {_LABEL}"
    labels = mapping_at(endpoint_slice.node, "metadata", "labels")
    keys = [key for key, _ in labels.entries if _WORD in key.text] if labels else []
    meant = next((key for key in keys if key.text.endswith(_NAME) or likeness(key.text, _LABEL)), None)
    if meant is None:
        return Finding(at=at, message=message)
    return Finding(at=meant, message=f"{message}; {meant.text} may be meant for it", fix=rewritten(meant, _LABEL))
