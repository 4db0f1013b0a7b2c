"""SVC180 invalid-hostname."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Object,
    PodTemplate,
    Severity,
    dns_label_fault,
    generated_name,
    is_null,
    node_at,
    rule,
    scalar_at,
    stored_pod,
    string_at,
    violation_findings,
)

BAD = """
apiVersion: v1
kind: Pod
metadata: {name: report}
spec:
  hostname: report.shop  # <- a dot
  subdomain: Reports  # <- upper case
  containers:
  - name: report
    image: registry.example.com/report:2.0.1
"""

GOOD = """
apiVersion: v1
kind: Pod
metadata:
  name: report
  labels: {app: report}
spec:
  hostname: report
  subdomain: reports
  containers:
  - name: report
    image: registry.example.com/report:2.0.1
    ports: [{name: http, containerPort: 8080}]
---
apiVersion: v1
kind: Service
metadata: {name: reports}
spec:
  clusterIP: None
  selector: {app: report}
  ports: [{name: http, port: 8080}]
"""

_NAMED_AFTER = {
    ("", "Pod"): "the hostname of the pod",
    ("", "ReplicationController"): "the names and hostnames of its pods",
    ("apps", "Deployment"): "the names and hostnames of its pods",
    ("apps", "ReplicaSet"): "the names and hostnames of its pods",
    ("batch", "CronJob"): "the names and hostnames of its pods",
    ("batch", "Job"): "the names and hostnames of its pods",
}
_OVERRIDDEN_BY = ("hostNetwork", "setHostnameAsFQDN")
_OVERRIDE = (1, 35)
"""From this version on `hostnameOverride` is read (KEP-4762)."""


@rule(id="SVC180", name="invalid-hostname", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_hostname(each: Object, graph: Graph) -> Iterator[Finding]:
    """A name that a pod or an endpoint is to have on the network cannot be one.

    `hostname` and `subdomain` are single DNS labels. `hostnameOverride` may have dots and at most 64 characters, and excludes
    hostNetwork and setHostnameAsFQDN. What a StatefulSet's template says does not count: its controller sets both. The API
    server warns of Pods, Deployments and Jobs whose own names are no labels, because pods are called after them.
    """
    for finding in violation_findings(each, graph, "invalid-hostname"):
        if each.kind != "StatefulSet" or str(finding.field).endswith("hostnameOverride"):
            yield finding
    pod = stored_pod(each)
    if pod is not None and graph.settings.kubernetes_version >= _OVERRIDE:
        yield from _excluded(pod)
    yield from _surprising(each)


def _excluded(pod: PodTemplate) -> Iterator[Finding]:
    override = node_at(pod.spec, "hostnameOverride")
    if override is None or is_null(override):
        return
    for field in _OVERRIDDEN_BY:
        other = scalar_at(pod.spec, field)
        if other is not None and other.value is True:
            yield Finding(at=override, message=f"hostnameOverride cannot be given together with {field}")


def _surprising(each: Object) -> Iterator[Finding]:
    named = _NAMED_AFTER.get((each.group, each.kind))
    prefix = string_at(each.metadata, "generateName") or ""
    name = each.name or (prefix and generated_name(prefix))
    fault = dns_label_fault(name) if named and name else None
    if fault is not None:
        message = f'"{each.name or prefix}" becomes part of {named} and should be a DNS label: {fault}'
        place = each.name_place if each.name else each.place("metadata", "generateName")
        yield Finding(at=place, message=message, field="metadata.name", severity=Severity.WARNING)
