"""SVC504 orphan-endpoints."""

from svclint.api import (
    Contradicted,
    Endpoints,
    Finding,
    Graph,
    Iterator,
    Related,
    Scalar,
    Severity,
    Unverifiable,
    is_mirrored,
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
apiVersion: v1
kind: Endpoints
metadata:
  labels: {app: mail-relay}
  name: mail-relais  # <- the Service is mail-relay
subsets:
- addresses: [{ip: 192.0.2.25}]
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
  labels: {kubernetes.io/service-name: mail-relay}
addressType: IPv4
endpoints: [{addresses: [192.0.2.25]}]
ports: [{name: smtp, port: 25}]
"""

FIXED = BAD.replace("mail-relais  #", "mail-relay  #")


@rule(id="SVC504", name="orphan-endpoints", severity=Severity.ERROR, on=Endpoints, bad=BAD, good=GOOD, fixed=FIXED)
def orphan_endpoints(endpoints: Endpoints, graph: Graph) -> Iterator[Finding]:
    """Endpoints are written by hand, and there is no Service of their name.

    Endpoints belong to the Service of the same name and namespace; without one they are never mirrored into a slice and
    nobody reads them. A Service nearby that has neither selector nor endpoints is the one that was meant.
    """
    if not is_mirrored(endpoints) or endpoints.written_namespace == "kube-system":
        return
    answer = graph.service_named(endpoints.namespace, endpoints.name, endpoints)
    if not isinstance(answer, (Contradicted, Unverifiable)):
        return
    at, message = endpoints.name_place, f"Endpoints {endpoints.name} belong to no Service of namespace {endpoints.namespace}"
    meant = graph.hand_written.nearest_bare(endpoints.namespace, endpoints.name)
    if meant:
        yield Finding(
            at=at,
            message=f"{message}; Service {meant.name} has neither selector nor endpoints",
            related=(Related(meant.name_place, f"Service {meant.name} is here"),),
            fix=rewritten(at, meant.name) if isinstance(at, Scalar) else None,
            severity=None if meant.folder == endpoints.folder else Severity.WARNING,
        )
        return
    elsewhere = graph.hand_written.bare_elsewhere(endpoints.namespace, endpoints.name)
    if elsewhere:
        written = endpoints.written_namespace and elsewhere.written_namespace
        yield Finding(
            at=endpoints.place("metadata", "namespace"),
            message=f"{message}; the Service of this name without endpoints is in {elsewhere.namespace}",
            related=(Related(elsewhere.name_place, f"Service {elsewhere.name} is in namespace {elsewhere.namespace}"),),
            severity=None if written else Severity.WARNING,
        )
    else:
        doubt = answer.because if isinstance(answer, Unverifiable) else None
        yield Finding(at=at, message=message, related=answer.near, doubt=doubt, severity=Severity.INFO)
