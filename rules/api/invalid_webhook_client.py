"""SVC165 invalid-webhook-client."""

from svclint.api import (
    Absent,
    Finding,
    Graph,
    Iterator,
    Mapping,
    Object,
    Severity,
    is_null,
    items_at,
    mapping_at,
    rule,
    string_at,
    violation_findings,
)

BAD = """
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: defaults}
webhooks:
- name: defaults.shop.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig:
    service: {namespace: shop, name: defaults, path: mutate}  # <- no slash
- name: owners.shop.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig: {caBundle: Y2VydGlmaWNhdGU=}  # <- whom to call?
- name: prices.shop.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig:
    url: http://prices.example.com/mutate  # <- not encrypted
"""

GOOD = """
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: defaults}
webhooks:
- name: defaults.shop.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig:
    service: {namespace: shop, name: defaults, path: /mutate}
- name: prices.shop.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  clientConfig:
    url: https://prices.example.com/mutate
---
apiVersion: v1
kind: Service
metadata: {name: defaults, namespace: shop}
spec:
  selector: {app: defaults}
  ports: [{name: https, port: 443, targetPort: https}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: defaults, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: defaults}}
  template:
    metadata: {labels: {app: defaults}}
    spec:
      containers:
      - name: defaults
        image: registry.example.com/defaults:1.4.2
        ports: [{name: https, containerPort: 8443}]
        readinessProbe: {httpGet: {path: /healthz, port: https, scheme: HTTPS}}
"""

_WRITTEN, _NAMED = "spec.conversion.webhook.clientConfig", "spec.conversion.webhookClientConfig"
"""Where the conversion of a CustomResourceDefinition is written, and what the server calls it."""
_TAKEN_FOR = {"name": "namespace", "namespace": "name"}
"""The server blames a missing name of the Service on its namespace and the other way round (measured)."""


@rule(id="SVC165", name="invalid-webhook-client", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_webhook_client(each: Object, graph: Graph) -> Iterator[Finding]:
    """The API server is not told whom to call for a webhook, or told so that it cannot.

    It calls a Service in the cluster or a URL, exactly one of them. The Service is given by name and namespace, with a port
    from 1 to 65535 and a path that begins with a slash; the URL is https and has no user, query or fragment.
    """
    if each.group == "admissionregistration.k8s.io":
        yield from _violations(each, graph)
        for webhook in items_at(each.node, "webhooks"):
            client = mapping_at(webhook, "clientConfig")
            if client is not None:
                yield from _of_client(client)
    elif each.group == "apiextensions.k8s.io":
        yield from _violations(each, graph)
        yield from _of_conversion(each)


def _violations(each: Object, graph: Graph) -> Iterator[Finding]:
    for found in violation_findings(each, graph, "invalid-webhook-client"):
        parent, dot, name = (found.field or "").replace(_WRITTEN, _NAMED).rpartition(".")
        field = f"{parent}{dot}{_TAKEN_FOR.get(name, name)}"
        yield Finding(found.at, found.message, doubt=found.doubt, fix=found.fix, field=field)


def _of_client(client: Mapping, field: str | None = None) -> Iterator[Finding]:
    url, service = (not is_null(client.get(name)) for name in ("url", "service"))
    if url and service:
        yield Finding(at=client, message="both a service and a url are given; the server calls one of them", field=field)
    elif not url and not service:
        yield Finding(at=client, message="neither a service nor a url is given for the server to call", field=field)


def _of_conversion(each: Object) -> Iterator[Finding]:
    conversion = mapping_at(each.node, "spec", "conversion")
    webhook, strategy = mapping_at(conversion, "webhook"), string_at(conversion, "strategy")
    client = mapping_at(webhook, "clientConfig")
    if conversion is not None and strategy == "Webhook":
        if client is not None:
            yield from _of_client(client, _NAMED)
        else:
            at = Absent(webhook, "clientConfig") if webhook is not None else Absent(conversion, "webhook")
            yield Finding(at=at, message="strategy Webhook needs webhook.clientConfig, whom to call", field=_NAMED)
    elif webhook is not None and strategy == "None":
        field = _NAMED if client is not None else "spec.conversion.conversionReviewVersions"
        yield Finding(at=webhook, message="strategy None calls no webhook; leave it out", field=field)
