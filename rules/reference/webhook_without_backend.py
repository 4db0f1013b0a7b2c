"""SVC746 webhook-without-backend."""

from typing import NamedTuple

from svclint.api import (
    Contradicted,
    Finding,
    Graph,
    Iterator,
    Mapping,
    Matched,
    Object,
    Related,
    Scalar,
    Service,
    ServicePort,
    Severity,
    integer_at,
    items_at,
    mapping_at,
    rule,
    scalar_at,
    string_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: policy-webhook}
spec:
  selector: {app: policy-webhooks}
  ports: [{port: 443, targetPort: 9443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: policy-webhook}
spec:
  replicas: 2
  selector: {matchLabels: {app: policy-webhook}}
  template:
    metadata: {labels: {app: policy-webhook}}
    spec:
      containers:
      - name: policy-webhook
        image: policy-webhook
        ports: [{containerPort: 9443}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: policy}
webhooks:
- name: pods.policy.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Fail
  clientConfig:
    service:
      namespace: default
      name: policy-webhook  # <- nothing answers there, and requests are refused
  rules:
  - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: policy-webhook}
spec:
  selector: {app: policy-webhook}
  ports: [{port: 443, targetPort: 9443}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: policy-webhook}
spec:
  replicas: 2
  selector: {matchLabels: {app: policy-webhook}}
  template:
    metadata: {labels: {app: policy-webhook}}
    spec:
      containers:
      - name: policy-webhook
        image: policy-webhook
        ports: [{containerPort: 9443}]
        readinessProbe: {tcpSocket: {port: 9443}}
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: policy}
webhooks:
- name: pods.policy.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Fail
  clientConfig:
    service:
      namespace: default
      name: policy-webhook
  rules:
  - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
"""

_HTTPS = 443
_ADMISSION = "admissionregistration.k8s.io"


class _Call(NamedTuple):
    """The mapping that names a Service which the API server calls, and what fails where it does not answer."""

    service: Mapping
    harm: str


@rule(id="SVC746", name="webhook-without-backend", severity=Severity.WARNING, on=Object, bad=BAD, good=GOOD)
def webhook_without_backend(each: Object, graph: Graph) -> Iterator[Finding]:
    """The API server calls a Service that nothing answers for.

    What looks like one broken Service stops others: with `failurePolicy: Fail` (the default of v1) each request that the
    webhook covers is refused, and where that means pods, not even the webhook's own can start. A dead APIService keeps
    namespaces from being deleted; a dead conversion webhook keeps objects from being read.
    """
    for call in _calls(each):
        name = scalar_at(call.service, "name")
        answer = graph.service_named(_namespace(call.service), name.text, each) if name is not None else None
        if name is None or not isinstance(answer, Matched):
            continue
        for service in answer.found[:1]:
            yield from _check(each, call, name, service, graph)


def _namespace(service: Mapping) -> str:
    return string_at(service, "namespace") or ""


def _calls(each: Object) -> Iterator[_Call]:
    if each.group == _ADMISSION:
        for webhook in items_at(each.node, "webhooks"):
            service = mapping_at(webhook, "clientConfig", "service")
            default = "Ignore" if each.version == "v1beta1" else "Fail"
            if service is not None and (string_at(webhook, "failurePolicy") or default) == "Fail":
                yield _Call(service, "with failurePolicy Fail every request that it covers is refused")
    elif each.kind == "CustomResourceDefinition":
        service = mapping_at(each.node, "spec", "conversion", "webhook", "clientConfig", "service")
        if service is not None:
            yield _Call(service, "objects stored in another version cannot be read or written")
    elif each.kind == "APIService":
        service = mapping_at(each.node, "spec", "service")
        if service is not None:
            yield _Call(service, "its group is unavailable, and no namespace can be deleted")


def _check(each: Object, call: _Call, name: Scalar, service: Service, graph: Graph) -> Iterator[Finding]:
    number = integer_at(call.service, "port") or _HTTPS
    port = next((port for port in service.ports if port.port == number), None)
    fault = _fault(service, port, graph) if port is not None else None
    if fault is not None:
        message = f"the API server calls {service.title} for {each.title}, but it {fault.message}; {call.harm}"
        yield Finding(at=name, message=message, related=(fault,), doubt=graph.doubts.about_fields(service))


def _fault(service: Service, port: ServicePort, graph: Graph) -> Related | None:
    """Why nothing answers there, and where it says so."""
    if service.headless:
        clause = "is headless, and the API server connects to a cluster IP (unless it runs with aggregator routing)"
        return Related(service.place("spec", "clusterIP"), clause)
    if service.selects_pods and isinstance(graph.pods_of(service), Contradicted):
        return Related(service.place("spec", "selector"), "selects no pod")
    target, servers = port.target_port, graph.servers(service)
    if isinstance(target, str) and servers.groups and not servers.named(target, port.protocol):
        return Related(port.target_place, f"leads to port {target}, which none of its pods has")
    return None
