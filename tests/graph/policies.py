"""Manifests for tests of who is let through; each is one document."""

from __future__ import annotations

from svclint.graph.graph import Graph
from svclint.model.network_policy import NetworkPolicy
from svclint.model.workload import Workload

_DNS_PODS = "{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}"
DNS = f"{{to: [{_DNS_PODS}], ports: [{{port: 53, protocol: UDP}}, {{port: 53}}]}}"


def policy(name: str, spec: str, *, namespace: str = "") -> str:
    """A NetworkPolicy with this `spec`, in flow style."""
    place = f", namespace: {namespace}" if namespace else ""
    return f"---\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {{name: {name}{place}}}\nspec: {{{spec}}}\n"


def pods(labels: str) -> str:
    """A peer: pods of the policy's own namespace."""
    return f"podSelector: {{matchLabels: {{{labels}}}}}"


def ingress(name: str, labels: str, *rules: str, namespace: str = "") -> str:
    """A policy that isolates pods with these labels for ingress; `rules` are items of `ingress`."""
    return policy(name, f"{pods(labels)}, policyTypes: [Ingress], ingress: [{', '.join(rules)}]", namespace=namespace)


def egress(name: str, labels: str, *rules: str, namespace: str = "") -> str:
    """A policy that isolates pods with these labels for egress; `rules` are items of `egress`."""
    return policy(name, f"{pods(labels)}, policyTypes: [Egress], egress: [{', '.join(rules)}]", namespace=namespace)


def namespace(name: str, labels: str = "") -> str:
    """A Namespace."""
    return f"---\napiVersion: v1\nkind: Namespace\nmetadata: {{name: {name}, labels: {{{labels}}}}}\n"


def policy_of(graph: Graph, name: str) -> NetworkPolicy:
    """The first NetworkPolicy of a name."""
    return next(each for each in graph.of(NetworkPolicy) if each.name == name)


def workload_of(graph: Graph, name: str) -> Workload:
    """The first workload of a name."""
    return next(each for each in graph.of(Workload) if each.name == name)
