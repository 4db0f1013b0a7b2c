"""A shop with typical mistakes, and a few rules of our own that find them.

The rules that ship change their wording; what reporters do with a finding must not depend on that.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from svclint.api import (
    Edit,
    Finding,
    Fix,
    Graph,
    Ingress,
    Iterator,
    Object,
    Profile,
    Related,
    Scalar,
    Service,
    Severity,
    StatefulSet,
    items_at,
    node_at,
    rule,
    scalar_at,
)
from svclint.catalogue.loader import AnyRule
from svclint.engine.report import Report
from svclint.engine.selection import Choice
from svclint.sources.source import Skipped
from tests.linting import lint

FOLDER = Path(__file__).resolve().parents[1] / "corpus" / "shop"
NAME = "app.kubernetes.io/name"

BAD = """
apiVersion: v1
kind: Service
metadata: {name: web}
spec:
  type: LoadBalancer  # <- nobody said why
  selector: {app.kubernetes.io/name: wbe}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    metadata:
      labels: {app.kubernetes.io/name: web}
"""
FIXED = BAD.replace("type: LoadBalancer", "type: ClusterIP")
GOOD = FIXED.replace("wbe", "web")


@rule(id="SHOP201", name="unanswered-service", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def unanswered_service(service: Service, graph: Graph) -> Iterator[Finding]:
    """A Service selects no pod.

    Its endpoints stay empty, and clients see `connection refused`.
    """
    label = service.scalar("spec", "selector", NAME)
    if label is None:
        return
    found = [node for node in map(_pod_label, _neighbours(service, graph)) if node is not None]
    if not found:
        doubt = f"no workload of namespace {service.namespace} is among the files given"
        yield Finding(label, f"no pod in these files carries {NAME}: {label.text}", doubt=doubt)
    elif label.text not in [node.text for node in found]:
        near = max(found, key=lambda node: len({*node.text} & {*label.text}))
        related = (Related(near, f"the nearest pods carry {near.text}"),)
        yield Finding(label, f'no pod carries {NAME}: {label.text}; did you mean "{near.text}"?', related)


def _neighbours(service: Service, graph: Graph) -> list[Object]:
    return [each for each in graph.of(Object) if each.namespace == service.namespace and each is not service]


def _pod_label(each: Object) -> Scalar | None:
    return each.scalar("spec", "template", "metadata", "labels", NAME)


@rule(id="SHOP301", name="unknown-port-name", severity=Severity.ERROR, on=Service, bad=BAD, good=GOOD)
def unknown_port_name(service: Service, graph: Graph) -> Iterator[Finding]:
    """A target port has a name that no container gives."""
    for port in items_at(service.node, "spec", "ports"):
        target = scalar_at(port, "targetPort")
        for each in graph.of(Object):
            names = _port_names(each) if each.name == service.name and each.kind == "Deployment" else []
            if target and names and target.text not in [name.text for name in names]:
                fix = Fix(f'write "{names[0].text}" for "{target.text}"', (Edit.of(target, names[0].text),))
                related = tuple(Related(name, f"container port {name.text}") for name in names)
                yield Finding(target, f'no container of {each.title} has a port "{target.text}"', related, fix=fix)


def _port_names(each: Object) -> list[Scalar]:
    containers = items_at(each.node, "spec", "template", "spec", "containers")
    names = [scalar_at(port, "name") for container in containers for port in items_at(container, "ports")]
    return [name for name in names if name is not None]


@rule(id="SHOP401", name="lonely-stateful-set", severity=Severity.WARNING, on=StatefulSet, bad=BAD, good=GOOD)
def lonely_stateful_set(subject: StatefulSet, graph: Graph) -> Iterator[Finding]:
    """A StatefulSet names a Service that is not there."""
    name = subject.scalar("spec", "serviceName")
    services = {each.name: each for each in graph.of(Service) if each.namespace == subject.namespace}
    if name is not None and name.text not in services:
        nearest = services[f"{name.text}s"]
        fix = Fix(f'write "{nearest.name}" for "{name.text}"', (Edit.of(name, nearest.name),), safe=True)
        related = (Related(nearest.name_place, f"the nearest is Service {nearest.name}"),)
        message = f'no Service "{name.text}" in namespace {subject.namespace}: the pods get no DNS records of their own'
        yield Finding(name, message, related, fix=fix)


@rule(id="SHOP501", name="unknown-backend-port", severity=Severity.ERROR, on=Ingress, bad=BAD, good=GOOD)
def unknown_backend_port(ingress: Ingress, graph: Graph) -> Iterator[Finding]:
    """An Ingress names a port that its Service does not have."""
    for reference in graph.references_of(ingress):
        for service in graph.of(Service):
            ports = items_at(service.node, "spec", "ports")
            numbers = [node for node in (scalar_at(port, "port") for port in ports) if node is not None]
            asked = [port for port in reference.ports if port.integer is not None and reference.name == service.name]
            for port in asked:
                related = tuple(Related(node, f"{service.title} has port {node.text}") for node in numbers)
                yield Finding(port, f"{service.title} has no port {port.text}", related)


@dataclass(frozen=True)
class Intent:
    """What counts as a sign that the exposure is meant."""

    annotations: frozenset[str] = frozenset({"shop.example.com/public", "shop.example.com/intent"})
    source_ranges: bool = True


@rule(
    id="SHOP601",
    name="public-service",
    severity=Severity.INFO,
    on=Service,
    bad=BAD,
    good=GOOD,
    fixed=FIXED,
    profile=Profile.STRICT,
    options=Intent,
)
def public_service(service: Service, graph: Graph, intent: Intent) -> Iterator[Finding]:
    """A LoadBalancer | nobody said why.

    It gives the Service an address that the <world> can reach.
    """
    type_ = node_at(service.node, "spec", "type")
    if service.type == "LoadBalancer" and type_ is not None and not intent.annotations & service.annotations.keys() and graph:
        fix = Fix("make it a ClusterIP", (Edit.of(type_, "ClusterIP"),))
        yield Finding(type_, f"{service.title} is reachable from everywhere", fix=fix)


RULES: tuple[AnyRule, ...] = (unanswered_service, unknown_port_name, lonely_stateful_set, unknown_backend_port, public_service)
ALL = Choice(profile=Profile.AUDIT)


def shop_report() -> Report:
    """What the rules say of the shop."""
    return lint(
        {f"shop/{file.name}": file.read_text(encoding="utf-8") for file in sorted(FOLDER.iterdir())}, choice=ALL, rules=RULES
    )


def skipped(*pairs: tuple[str, str]) -> tuple[Skipped, ...]:
    """Files that were left out, as (path, reason)."""
    return tuple(Skipped(*pair) for pair in pairs)
