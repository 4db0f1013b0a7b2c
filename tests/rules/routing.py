"""Small worlds of Gateway API and of Istio, and what rules say once something in them is changed."""

from __future__ import annotations

from collections.abc import Mapping

from svclint.settings import Settings
from tests.linting import said

WEB = """---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec: {selector: {app: web}, ports: [{name: http, port: 80, targetPort: http}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web, version: stable}}
    spec: {containers: [{name: web, image: web, ports: [{name: http, containerPort: 8080}]}]}
"""
GATEWAY = (
    """---
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {routes: public}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front, namespace: edge}
spec:
  gatewayClassName: envoy
  listeners:
  - {name: plain, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}
  - name: secure
    protocol: HTTPS
    port: 443
    hostname: "*.example.com"
    tls: {certificateRefs: [{name: web}]}
    allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {routes: public}}}}
  - {name: sql, protocol: TCP, port: 5432}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: front, namespace: edge, sectionName: secure}]
  hostnames: [www.example.com]
  rules: [{backendRefs: [{name: web, port: 80}]}]
---
apiVersion: gateway.networking.k8s.io/v1alpha2
kind: TCPRoute
metadata: {name: sql, namespace: edge}
spec:
  parentRefs: [{name: front, sectionName: sql}]
  rules: [{backendRefs: [{name: web, namespace: shop, port: 80}]}]
---
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: from-edge, namespace: shop}
spec:
  from: [{group: gateway.networking.k8s.io, kind: TCPRoute, namespace: edge}]
  to: [{group: "", kind: Service, name: web}]
"""
    + WEB
)
MESH = (
    """---
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: front, namespace: edge}
spec:
  selector: {app: proxy}
  servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ["shop/*.example.com", status.example.com]}]
---
apiVersion: v1
kind: Service
metadata: {name: proxy, namespace: edge}
spec: {selector: {app: proxy}, ports: [{name: http, port: 80, targetPort: web}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: proxy, namespace: edge}
spec:
  selector: {matchLabels: {app: proxy}}
  template:
    metadata: {labels: {app: proxy}}
    spec:
      containers: [{name: proxy, image: proxy, ports: [{name: web, containerPort: 8080}, {containerPort: 81, hostPort: 81}]}]
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: {name: web, namespace: shop}
spec: {host: web.shop.svc.cluster.local, subsets: [{name: stable, labels: {version: stable}}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: web, namespace: shop}
spec:
  hosts: [www.example.com]
  gateways: [edge/front]
  http: [{route: [{destination: {host: web, subset: stable}}]}]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: inside, namespace: shop}
spec:
  hosts: [web]
  http: [{route: [{destination: {host: web}}]}]
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: web, namespace: shop}
spec: {selector: {matchLabels: {app: web}}}
"""
    + WEB
)


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with pieces replaced; each must be there."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def told(
    rule: str,
    text: Mapping[str, str] | str,
    settings: Settings | None = None,
    kustomizations: frozenset[str] = frozenset(),
) -> list[str]:
    """Severity and message of everything a rule says, with the doubt behind a dash."""
    found = said(text, rule, settings, kustomizations)
    return [f"{severity}: {message}" + (f" - {doubt}" if doubt else "") for severity, _, message, doubt in found]
