"""SVC712 unmatched-route-hostname."""

from dataclasses import replace

from svclint.api import (
    Attachment,
    Finding,
    Graph,
    Iterator,
    Listener,
    Related,
    Route,
    Scalar,
    Severity,
    attachment,
    few,
    is_holder,
    listed,
    overlap,
    rewritten,
    rule,
    slip_of,
)

BAD = """
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: front-door, namespace: shop}
spec:
  gatewayClassName: envoy
  listeners: [{name: http, protocol: HTTP, port: 80, hostname: "*.example.com"}]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: web, namespace: shop}
spec:
  parentRefs: [{name: front-door}]
  hostnames:
  - shop.exmaple.com  # <- the listener takes *.example.com
  rules: [{backendRefs: [{name: web, port: 80}]}]
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: shop}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
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
        readinessProbe: {httpGet: {path: /ready, port: http}}
"""

GOOD = BAD.replace("shop.exmaple.com  # <- the listener takes *.example.com", "shop.example.com")

FIXED = BAD.replace("shop.exmaple.com  #", "shop.example.com  #")


@rule(id="SVC712", name="unmatched-route-hostname", severity=Severity.ERROR, on=Route, bad=BAD, good=GOOD, fixed=FIXED)
def unmatched_route_hostname(route: Route, graph: Graph) -> Iterator[Finding]:
    """A hostname of a route is none that its Gateway listens for.

    A host must fit the route and the listener: `*.example.com` takes what is below example.com, and not example.com itself.
    Where no hostname fits, the route is not attached (NoMatchingListenerHostname) and clients get 404; where some do, the
    others are passed over without a word.
    """
    found = [(parent, attachment(route, parent, graph)) for parent in route.parents]
    refused = [each for _, each in found if each is not None and each.refused == "hostname"]
    for each in refused:
        yield _nowhere(route, each, graph)
    known = [each for parent, each in found if each is not None or not is_holder(parent)]
    if not refused and len(known) == len(found):
        yield from _passed_over(route, [each for each in known if each is not None], graph)


def _nowhere(route: Route, found: Attachment, graph: Graph) -> Finding:
    hosts = listed([each.text for each in route.hostnames])
    text = f"{route.title} is for {hosts}, and {found.holders[0].title} listens for {_patterns(found.listeners)}"
    return _finding(route.hostnames[0], text, found.listeners, graph.doubts.about_fields(found.holders[0]))


def _passed_over(route: Route, found: list[Attachment], graph: Graph) -> Iterator[Finding]:
    """Only where every parent takes some of the hostnames."""
    if not found or any(each.refused for each in found):
        return
    listeners = tuple(listener for each in found for listener in each.listeners)
    holder = found[0].holders[0]
    for host in route.hostnames:
        if not any(overlap(host.text, each.hostname) for each in listeners):
            text = f"{host.text} of {route.title} is passed over: {holder.title} listens for {_patterns(listeners)}"
            finding = _finding(host, text, listeners, graph.doubts.about_fields(holder))
            yield finding if finding.fix else replace(finding, severity=Severity.WARNING)


def _finding(host: Scalar, message: str, listeners: tuple[Listener, ...], doubt: str | None) -> Finding:
    meant = slip_of(host.text, (each.hostname for each in listeners))
    return Finding(
        at=host,
        message=message + (f"; {meant} may be meant" if meant else ""),
        related=few([Related(each.place("hostname"), f"{each.title} takes {each.hostname}") for each in listeners]),
        doubt=None if meant else doubt,
        fix=rewritten(host, meant) if meant else None,
    )


def _patterns(listeners: tuple[Listener, ...]) -> str:
    return listed(list(dict.fromkeys(each.hostname for each in listeners)))
