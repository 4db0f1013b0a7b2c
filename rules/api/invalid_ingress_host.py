"""SVC194 invalid-ingress-host."""

from dataclasses import replace

from svclint.api import (
    Finding,
    Fix,
    Graph,
    Ingress,
    Iterator,
    Node,
    Scalar,
    Severity,
    host_fault,
    item_text,
    items_at,
    node_at,
    parse_address,
    rewritten,
    rule,
    string_at,
)

BAD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  tls:
  - hosts: [shop.example.com]
    secretName: shop-tls
  rules:
  - host: https://shop.example.com  # <- a URL
    http:
      paths:
      - path: /cart
        pathType: Prefix
        backend: {service: {name: web, port: {name: http}}}
"""

FIXED = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  tls:
  - hosts: [shop.example.com]
    secretName: shop-tls
  rules:
  - host: shop.example.com  # <- a URL
    http:
      paths:
      - path: /cart
        pathType: Prefix
        backend: {service: {name: web, port: {name: http}}}
"""

GOOD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: public
  tls:
  - hosts: [shop.example.com]
    secretName: shop-tls
  rules:
  - host: shop.example.com
    http:
      paths:
      - path: /cart
        pathType: Prefix
        backend: {service: {name: web, port: {name: http}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /healthz, port: http}}
"""


@rule(id="SVC194", name="invalid-ingress-host", severity=Severity.ERROR, on=Ingress, bad=BAD, good=GOOD, fixed=FIXED)
def invalid_ingress_host(ingress: Ingress, _graph: Graph) -> Iterator[Finding]:
    """The host of a rule or of a certificate is no domain name.

    It has no scheme, port or path, only lower-case letters, and a rule's host is no IP address. A wildcard is the whole first
    label: `*.example.com`.
    """
    if ingress.api_version != "networking.k8s.io/v1":
        return
    for index, item in enumerate(items_at(ingress.node, "spec", "rules")):
        text = string_at(item, "host")
        fault = _host_fault(text) if text else None
        if fault is not None:
            at, message = ingress.place("spec", "rules", index, "host"), f'"{text}" cannot be the host of a rule: {fault}'
            yield Finding(at, message, fix=_fix(node_at(item, "host"), text))
    for item in items_at(ingress.node, "spec", "tls"):
        for host in items_at(item, "hosts"):
            text = item_text(host)
            fault = None if text is None else host_fault(text)
            if fault is not None:
                message = f'"{text}" cannot be the host of a certificate: {fault}{_hint(text or "")}'
                yield Finding(host, message, fix=_fix(host, text))


def _host_fault(text: str) -> str | None:
    if parse_address(text) is not None:
        return "it must be a DNS name, not an IP address; without a host, a rule is for all of them"
    fault = host_fault(text)
    return f"{fault}{_hint(text)}" if fault else None


def _fix(at: Node | None, text: str | None) -> Fix | None:
    """Safe where only letter case, white space, the scheme and slashes and dots at the end are wrong."""
    right = (text or "").strip().lower()
    right = (right.partition("://")[2] or right).rstrip("/.")
    is_host = host_fault(right) is None and parse_address(right) is None
    return replace(rewritten(at, right), safe=True) if is_host and isinstance(at, Scalar) else None


def _hint(text: str) -> str:
    """Without what belongs to a URL, if that is a host."""
    bare = text.strip().partition("://")[2] or text.strip()
    bare = bare.partition("/")[0].partition(":")[0].rstrip(".").lower()
    return "" if host_fault(bare) else f'; write "{bare}"'
