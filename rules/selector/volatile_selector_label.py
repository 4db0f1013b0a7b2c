"""SVC204 volatile-selector-label."""

import re

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Place,
    Related,
    Service,
    Severity,
    Workload,
    few,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: shop}
spec:
  selector:
    app.kubernetes.io/name: shop
    app.kubernetes.io/version: 2.14.0  # <- 2.14.1 will be another
  ports: [{port: 80, targetPort: http}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: shop}
spec:
  selector: {matchLabels: {app.kubernetes.io/name: shop}}
  template:
    metadata: {labels: {app.kubernetes.io/name: shop, app.kubernetes.io/version: 2.14.0}}
    spec: {containers: [{name: shop, image: "shop:2.14.0", ports: [{name: http, containerPort: 8080}]}]}
"""

GOOD = BAD.replace("\n    app.kubernetes.io/version: 2.14.0  # <- 2.14.1 will be another", "")

_HASHES = frozenset({"pod-template-hash", "controller-revision-hash", "pod-template-generation"})
_CHARTS = frozenset({"helm.sh/chart", "chart"})
_CHART = re.compile(r".+-v?\d+\.\d+\.\d+.*")
_VERSION_KEY = re.compile(r"(?:.*[-_./])?(?:version|tag|build|commit|revision|sha)", re.IGNORECASE)
_VERSION = re.compile(r"v?\d+(?:[._]\d+)+(?:[-+_.]\w+)*|(?=.*\d)[0-9a-f]{7,40}")
_TAG = re.compile(rf"{_VERSION.pattern}|v\d+")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_ROLLOUTS = "argoproj.io"


@rule(id="SVC204", name="volatile-selector-label", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def volatile_selector_label(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service selects by a label whose value changes with every release.

    During an upgrade the Service asks for the new value while most pods still carry the old one, so that it is nearly empty
    until they are replaced, and a rollback does the same again. Select by what stays: name and instance. A Service that is
    for one version on purpose says so in its name, or stands beside workloads of other versions.
    """
    for key, value in service.selector.items() if service.selects_pods else ():
        if key not in _HASHES and key not in _CHARTS and not _TAG.fullmatch(value):
            continue
        workloads = graph.backends(service)
        by_rollout = any(each.group == _ROLLOUTS for each in workloads)
        what = None if by_rollout or _is_deliberate(service, key, graph) else _nature(key, value, workloads)
        if what:
            yield Finding(
                at=service.place("spec", "selector", key),
                message=f"{service.title} selects by {key}: {value}, {what}; select by labels that stay",
                related=few([Related(_label(each, key), f"{each.title} carries it now") for each in workloads]),
            )


def _nature(key: str, value: str, workloads: tuple[Workload, ...]) -> str | None:
    """Why a value does not stay, as a clause; None where it may well do so."""
    if key in _HASHES:
        return "which changes whenever the template of the pods does"
    if key in _CHARTS:
        return "which changes with every version of the chart" if _CHART.fullmatch(value) else None
    if _VERSION_KEY.fullmatch(key) and _VERSION.fullmatch(value):
        return "which changes with every release"
    return "which is the tag of the image and changes with it" if value in _tags(workloads) else None


def _tags(workloads: tuple[Workload, ...]) -> set[str]:
    templates = (each.template for each in workloads)
    images = (container.image for template in templates if template for container in template.containers)
    return {image.partition("@")[0].rpartition("/")[2].partition(":")[2] for image in images}


def _is_deliberate(service: Service, key: str, graph: Graph) -> bool:
    """Whether the Service is for this version: its name says so, or other versions run beside it."""
    value = _bare(service.selector[key])
    if value in _bare(service.name) or (len(value) > 2 and value.removeprefix("v") in _bare(service.name)):  # noqa: PLR2004 - v1
        return True
    rest = {name: other for name, other in service.selector.items() if name != key}
    if key in _CHARTS or not rest:
        return False
    siblings = graph.index.with_labels(service.namespace, rest)
    return any(each.pod_labels.get(key, service.selector[key]) != service.selector[key] for each in siblings)


def _bare(text: str) -> str:
    return _NO_LETTER.sub("", text.lower())


def _label(workload: Workload, key: str) -> Place:
    return workload.template.place("metadata", "labels", key) if workload.template else workload.node
