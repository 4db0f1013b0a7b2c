"""SVC164 invalid-webhook."""

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Mapping,
    Node,
    Object,
    Severity,
    item_text,
    items_at,
    node_at,
    rule,
    violation_findings,
)

BAD = """
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: policy}
webhooks:
- name: policy  # <- a domain name of three parts
  admissionReviewVersions: [v1]
  sideEffects: None
  timeoutSeconds: 60  # <- at most 30
  clientConfig: {service: {namespace: shop, name: policy, path: /validate}}
  rules:
  - operations: [CREATE]
    apiGroups: ["*", apps]  # <- all, or some
    apiVersions: [v1]
    resources: [deployments]
"""

GOOD = """
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: policy}
webhooks:
- name: policy.shop.example.com
  admissionReviewVersions: [v1]
  sideEffects: None
  timeoutSeconds: 10
  clientConfig: {service: {namespace: shop, name: policy, path: /validate}}
  rules:
  - operations: [CREATE]
    apiGroups: [apps]
    apiVersions: [v1]
    resources: [deployments]
---
apiVersion: v1
kind: Service
metadata: {name: policy, namespace: shop}
spec:
  selector: {app: policy}
  ports: [{name: https, port: 443, targetPort: https}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: policy, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: policy}}
  template:
    metadata: {labels: {app: policy}}
    spec:
      containers:
      - name: policy
        image: registry.example.com/policy:1.4.2
        ports: [{name: https, containerPort: 8443}]
        readinessProbe: {httpGet: {path: /healthz, port: https, scheme: HTTPS}}
"""

_REVIEWS = frozenset({"v1", "v1beta1"})
_ALL_OR_SOME = ("operations", "apiGroups", "apiVersions")


@rule(id="SVC164", name="invalid-webhook", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_webhook(each: Object, graph: Graph) -> Iterator[Finding]:
    """An admission webhook is registered with a name, a timeout, versions or rules that the API server refuses.

    Each webhook has a domain name of at least three parts, which no other of its configuration has, answers within 30
    seconds and speaks a review version that the server knows. A `*` in a rule stands alone.
    """
    if each.group != "admissionregistration.k8s.io":
        return
    yield from violation_findings(each, graph, "invalid-webhook")
    for webhook in items_at(each.node, "webhooks"):
        yield from _of_reviews(webhook)
        for written in items_at(webhook, "rules"):
            if isinstance(written, Mapping):
                yield from _of_rule(written)


def _of_reviews(webhook: Node) -> Iterator[Finding]:
    items = items_at(webhook, "admissionReviewVersions")
    place = node_at(webhook, "admissionReviewVersions")
    names = [item_text(item) for item in items]
    if place is not None and items and None not in names and _REVIEWS.isdisjoint(name or "" for name in names):
        yield Finding(at=place, message="admissionReviewVersions must have v1 or v1beta1, which the server speaks")
    for index, item in enumerate(items):
        if names[index] is not None and names[index] in names[:index]:
            yield Finding(at=item, message=f'review version "{names[index]}" is there twice')


def _of_rule(written: Mapping) -> Iterator[Finding]:
    for field in _ALL_OR_SOME:
        texts = [item_text(item) for item in items_at(written, field)]
        place = written.get(field)
        if place is not None and len(texts) > 1 and "*" in texts:
            yield Finding(at=place, message=f'"*" in {field} stands for all; leave out the others')
    for field in ("apiVersions", "resources"):
        for item in items_at(written, field):
            if item_text(item) == "":
                yield Finding(at=item, message=f"an item of {field} is empty")
    yield from _of_resources(written)


def _of_resources(written: Mapping) -> Iterator[Finding]:
    """A resource, `resource/subresource`, with `*` for either: what another item has in it already may not be repeated."""
    place, items = written.get("resources"), items_at(written, "resources")
    texts = [item_text(item) or "" for item in items]
    if place is not None and len(texts) > 1 and "*/*" in texts:
        yield Finding(at=place, message='"*/*" in resources stands for all; leave out the others')
    whole = [text for text in texts if text and "/" not in text]
    if place is not None and "*" in texts and whole[-1] != "*":
        yield Finding(at=place, message='"*" in resources stands for all without subresources; leave out the others')
    for index, item in enumerate(items):
        resource, slash, subresource = texts[index].partition("/")
        wider = {f"{resource}/*", f"*/{subresource}"} & set(texts[:index]) if slash else set()
        if wider:
            yield Finding(at=item, message=f'"{texts[index]}" is in "{min(wider)}" already; leave it out')
