"""SVC195 invalid-ingress-path."""

from dataclasses import replace

from svclint.api import (
    Absent,
    Finding,
    Fix,
    Graph,
    Ingress,
    Iterator,
    Mapping,
    Node,
    Scalar,
    Severity,
    is_null,
    node_at,
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
  - host: shop.example.com
    http:
      paths:
      - path: cart  # <- no slash
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
  - host: shop.example.com
    http:
      paths:
      - path: /cart  # <- no slash
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

_FORBIDDEN = ("//", "/./", "/../", "%2f", "%2F")
_FORBIDDEN_ENDS = ("/..", "/.")


@rule(id="SVC195", name="invalid-ingress-path", severity=Severity.ERROR, on=Ingress, bad=BAD, good=GOOD, fixed=FIXED)
def invalid_ingress_path(ingress: Ingress, _graph: Graph) -> Iterator[Finding]:
    """The path of a rule does not begin with a slash, or no request could have it.

    With path types Exact and Prefix it must not be empty nor have steps (`//`, `/./`, `/../`) that servers take out of a
    request. Regular expressions and the like are for controllers that know them, with path type ImplementationSpecific.
    """
    for path in ingress.paths if ingress.api_version == "networking.k8s.io/v1" else ():
        text = _text(path)
        fault = None if text is None else _fault(string_at(path, "pathType"), text)
        if fault is not None and isinstance(path, Mapping):
            at = path.get("path") or Absent(path, "path")
            yield Finding(at, f'path "{text}" is not valid: {fault}', fix=_fix(at, string_at(path, "pathType")))


def _text(path: Node) -> str | None:
    """Empty where there is none; None where something else than a string stands there."""
    node = node_at(path, "path")
    if node is not None and not is_null(node):
        return string_at(path, "path")
    return "" if isinstance(path, Mapping) else None


def _fault(kind: str | None, text: str) -> str | None:
    exact = kind in ("Exact", "Prefix")
    if not exact and (kind != "ImplementationSpecific" or not text):
        return None
    if not text.startswith("/"):
        return f'it must begin with "/"{_hint(text)}'
    found = next((each for each in _FORBIDDEN if each in text), None) if exact else None
    if found:
        return f'with pathType {kind} it must not have "{found}"'
    end = next((each for each in _FORBIDDEN_ENDS if text.endswith(each)), None) if exact else None
    return f'with pathType {kind} it must not end with "{end}"' if end else None


def _fix(at: Node | Absent, kind: str | None) -> Fix | None:
    """Safe: only the slash is missing, and nothing else is wrong."""
    if not isinstance(at, Scalar) or not at.string or not _hint(at.string) or _fault(kind, f"/{at.string}"):
        return None
    return replace(rewritten(at, f"/{at.string}"), safe=True)


def _hint(text: str) -> str:
    return f'; write "/{text}"' if text and text[0].isalnum() and "://" not in text else ""
