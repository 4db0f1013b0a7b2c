"""SVC153 unserved-kind."""

import re
from collections.abc import Collection
from dataclasses import replace

from svclint.api import (
    Finding,
    Fix,
    Graph,
    Iterator,
    Likeness,
    Object,
    Place,
    Scalar,
    Severity,
    Unserved,
    likeness,
    listed,
    rewritten,
    rule,
)

BAD = """
apiVersion: extensions/v1beta1  # <- gone since 1.22
kind: Ingress
metadata: {name: web}
spec:
  backend: {serviceName: web, servicePort: 80}
---
apiVersion: v1  # <- Deployment is in apps
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - {name: web, image: registry.example.com/web:1.4.2}
---
apiVersion: v1
kind: service  # <- Service
metadata: {name: web}
spec:
  selector: {app: web}
  ports: [{name: http, port: 80}]
"""

GOOD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: nginx
  defaultBackend: {service: {name: web, port: {name: http}}}
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
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example.com/web:1.4.2
        ports: [{name: http, containerPort: 8080}]
"""

_FOREIGN = frozenset(
    {"Config", "List", "Policy", "Template", "Route", "DeploymentConfig", "BuildConfig", "ImageStream", "Project"}
)
"""Kinds of `v1` that are files for a program (kubeconfig, the scheduler) or old names of OpenShift."""


_PROPER_KIND = re.compile(r"[A-Z][A-Za-z0-9]+")
_LIST_FIELDS = frozenset({"apiVersion", "kind", "metadata", "items"})


@rule(id="SVC153", name="unserved-kind", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def unserved_kind(each: Object, graph: Graph) -> Iterator[Finding]:
    """The cluster's version of Kubernetes does not serve this apiVersion and kind.

    `kubectl apply` stops with "no matches for kind". The version that counts is `kubernetes-version` of the configuration.
    """
    found = graph.unserved(each) if each.api_version and each.kind else None
    if found is None:
        return
    version = ".".join(map(str, graph.settings.kubernetes_version))
    if found.removed or found.added:
        yield Finding(at=each.place("apiVersion"), message=_of_another_version(each, found, version))
    elif found.own_group or found.instead or found.siblings:
        yield from _misspelt(each, found)


def _of_another_version(each: Object, found: Unserved, version: str) -> str:
    what = f"{each.api_version} {each.kind}"
    news = f"{what} is gone since Kubernetes {found.removed}" if found.removed else f"{what} is new in Kubernetes {found.added}"
    since = f", served since {found.since}" if found.since else ""
    advice = f"use {found.instead[0]}{since}" if found.instead else f"{version} has no other {each.kind}"
    return f"{news}; {advice}"


def _misspelt(each: Object, found: Unserved) -> Iterator[Finding]:
    """A slip in the kind or in the apiVersion; a group that Kubernetes does not know is somebody's own."""
    near = [kind for kind in found.siblings if likeness(each.kind, kind) is Likeness.SLIP or _is_list_of(each, kind)]
    kinds = [kind for kind in near if kind.lower() == each.kind.lower()] or near
    if len(kinds) == 1:
        message = f'{each.api_version} has no kind "{each.kind}"; did you mean "{kinds[0]}"?'
        yield Finding(at=each.place("kind"), message=message, fix=_fix(each.place("kind"), kinds[:1]))
    elif found.instead and (found.own_group or _is_near(each.api_version, found.instead[0]) or "." not in each.group):
        message = f"{each.kind} is not served as {each.api_version}; use {listed(found.instead)}"
        yield Finding(at=each.place("apiVersion"), message=message, fix=_fix(each.place("apiVersion"), found.instead))
    elif found.own_group and (found.siblings or "/" in each.api_version) and not _is_foreign(each):
        foreign = each.api_version == "v1" and _PROPER_KIND.fullmatch(each.kind)
        doubt = "files for other programs are also written as v1" if foreign else None
        yield Finding(at=each.place("kind"), message=f'Kubernetes has no kind "{each.kind}" in {each.api_version}', doubt=doubt)


def _is_foreign(each: Object) -> bool:
    """Whether the file is for a program rather than for a server; lists have no schema of their own here."""
    return each.metadata is None or each.kind in _FOREIGN or each.kind.endswith("List")


def _is_list_of(each: Object, kind: str) -> bool:
    """Whether an object of that kind calls itself a list: it has fields that only the items of a list have."""
    meant = f"{kind}List"
    return (each.kind == meant or likeness(each.kind, meant) is Likeness.SLIP) and not _LIST_FIELDS.issuperset(each.node.values)


def _is_near(written: str, right: str) -> bool:
    """A slip in the group, or only the beginning of it; the core group has no name, `core` is what documentation calls it."""
    group, expected = written.rpartition("/")[0], right.rpartition("/")[0]
    begins = bool(group) and group == expected.partition(".")[0]
    return begins or (group.strip() == "core" and not expected) or likeness(group, expected) is Likeness.SLIP


def _fix(place: Place, right: Collection[str]) -> Fix | None:
    """Write the first one. Safe where it is the only one: no server takes the object as it is."""
    return replace(rewritten(place, next(iter(right))), safe=len(right) == 1) if isinstance(place, Scalar) else None
