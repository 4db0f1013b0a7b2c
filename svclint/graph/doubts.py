"""Why something that is not in the files may be there all the same.

Each reason is a clause that fits behind "cannot be verified: ", with what would settle it in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.given.kustomize import PARTIAL, kustomization_above
from svclint.graph.labels.controller_labels import is_controller_label
from svclint.graph.pod_makers import BUILT_IN_GROUPS, may_make_pods
from svclint.model.workload import Workload
from svclint.settings import DEFAULT_NAMESPACE

if TYPE_CHECKING:
    from svclint.graph.given.world import World
    from svclint.graph.index import Index
    from svclint.model.objects import Object
    from svclint.model.service import Service

_RUN_TIME_LABEL = re.compile(
    r"(^|.*[-_./])(role|active|standby|leader|master|primary|operator|sealed|initialized|id|index|ordinal|rank)", re.IGNORECASE
)
_OPERATOR_LABEL = re.compile(
    r"(.*\.)?(k8s\.elastic\.co|cnpg\.io|ray\.io|min\.io|strimzi\.io|istio\.io|crunchydata\.com|zalan\.do|knative\.dev"
    r"|longhorn\.io|rook\.io|kubeflow\.org|agents\.x-k8s\.io|leaderworkerset\.sigs\.k8s\.io|jobset\.sigs\.k8s\.io|kubevirt\.io|altinity\.com"
    r"|operator\.prometheus\.io)/.*"
)
_OTHER_POLICIES = frozenset(
    {
        ("cilium.io", "CiliumClusterwideNetworkPolicy"),
        ("cilium.io", "CiliumNetworkPolicy"),
        ("crd.antrea.io", "ClusterNetworkPolicy"),
        ("crd.antrea.io", "NetworkPolicy"),
        ("crd.projectcalico.org", "GlobalNetworkPolicy"),
        ("crd.projectcalico.org", "NetworkPolicy"),
        ("policy.networking.k8s.io", "AdminNetworkPolicy"),
        ("policy.networking.k8s.io", "BaselineAdminNetworkPolicy"),
        ("policy.networking.k8s.io", "ClusterNetworkPolicy"),
        ("projectcalico.org", "GlobalNetworkPolicy"),
        ("projectcalico.org", "NetworkPolicy"),
    }
)
"""Policies of network plugins and of administrators add to NetworkPolicies, or rule over them."""
_PLATFORM_NAMESPACES = frozenset({"kube-system", "istio-system", "knative-serving", "kube-public", "openshift-dns"})


_LIST_PODS = "list its pods in the configuration under external.workloads"


def may_come_at_run_time(key: str) -> bool:
    """Whether a label is of a kind that applications set on their own pods: who leads, who is active, which one it is."""
    return _RUN_TIME_LABEL.fullmatch(key) is not None


class Doubts:
    """What weakens a refutation in this world, and what would settle it."""

    def __init__(self, world: World, index: Index) -> None:
        self._world = world
        self._index = index

    def about_pods(self, service: Service) -> str | None:
        """Why pods for this Service may exist outside the files, or None where the world is closed."""
        return self.about_labelled_pods(service, service.selector)

    def about_labelled_pods(self, asking: Object, labels: dict[str, str]) -> str | None:
        """The same for whatever wants pods of its namespace that have these labels."""
        return (
            self._of_operators(asking.namespace, labels)
            or self.about_labels(asking.namespace, labels)
            or self._of_namespace(asking)
            or self._of_world(asking)
        )

    def _of_operators(self, namespace: str, labels: dict[str, str]) -> str | None:
        """Labels of an operator of which no object is in the namespace, and pods whose labels are not all known."""
        for key in labels:
            if _OPERATOR_LABEL.fullmatch(key) and not self._index.is_set(namespace, key):
                return f"the label {key} is set by an operator ({_LIST_PODS})"
        likely = (each for carriers in self._index.pods.by_rarity(namespace, labels) for each in carriers)
        found = self._index.produced.may_carry(namespace, labels, likely)
        return f"the controller of {found.title} may set further labels ({_LIST_PODS})" if found else None

    def about_run_time_labels(self, service: Service) -> str | None:
        """Why a label of the selector may appear only at run time."""
        return self.about_labels(service.namespace, service.selector)

    def about_labels(self, namespace: str, labels: dict[str, str]) -> str | None:
        """Why one of these labels may appear on pods only at run time: no pod template next to them sets it."""
        keys = (each for each in labels if may_come_at_run_time(each) and not is_controller_label(each))
        key = next((key for key in keys if not self._is_written(namespace, labels, key)), None)
        return f"the label {key} is of a kind that applications set on their pods at run time ({_LIST_PODS})" if key else None

    def _is_written(self, namespace: str, labels: dict[str, str], key: str) -> bool:
        """Whether templates carry the label as it is asked for, or with another value beside the rest of the labels.

        A label of which the values are known, since a controller sets it, counts like one that is written.
        """
        rest = {other: value for other, value in labels.items() if other != key}
        siblings = self._index.with_labels(namespace, rest) if rest else ()
        asked = {key: labels[key]}
        known = self._index.with_labels(namespace, asked) or self._index.produced.varying(namespace, key)
        return bool(known) or any(key in each.pod_labels for each in siblings)

    def about_service(self, namespace: str, asking: Object | None) -> str | None:
        """Why a Service that no file gives may exist in a namespace, or None where the world is closed.

        `asking` is None where it is a person who asks.
        """
        if not any(self._index.services.values()):
            return "no Service is among the files given (pass its manifest too, or list it under external.services)"
        if not self._index.services.get(namespace):
            return f"no Service of namespace {namespace} is given (pass its manifest too, or list it under external.services)"
        if namespace in _PLATFORM_NAMESPACES:
            return f"namespace {namespace} also has Services that the platform makes (list it under external.services)"
        return self._of_makers(namespace) or self._of_world(asking)

    def _of_makers(self, namespace: str) -> str | None:
        found = self._index.makers.open_maker(namespace)
        return f"the controller of {found.title} may make further Services (list it under external.services)" if found else None

    def about_policies(self, asking: Object) -> str | None:
        """Why a policy that is not among the NetworkPolicies of the files may let traffic through."""
        return self._other_policy or self.about_namespace(asking) or self._gap or self._of_component(asking)

    def about_workload(self, asking: Object) -> str | None:
        """Why a workload that no file gives may exist beside an object that names it, or None where the world is closed."""
        namespace = asking.namespace
        if not self._index.workloads.get(namespace):
            return f"no workload of namespace {namespace} is given (pass its manifest, or list it under external.namespaces)"
        if namespace in _PLATFORM_NAMESPACES:
            return f"namespace {namespace} also has workloads that the platform makes (list it under external.namespaces)"
        return self._of_world(asking)

    def about_templates(self, *objects: Object) -> str | None:
        """Why the pods of workloads that are there may get more than their templates say: ports, containers, labels."""
        for each in objects:
            if isinstance(each, Workload) and each.group not in BUILT_IN_GROUPS:
                return f"the controller of {each.title} may add to its pods"
        return next(filter(None, map(self.about_fields, objects)), None)

    def about_fields(self, asking: Object) -> str | None:
        """A kustomization in or above the directory may add labels, names and fields."""
        folder = kustomization_above(asking.document.source.path, self._world.kustomizations)
        if folder is None:
            return None
        place = folder or "the top directory"
        return f"the kustomization in {place} may add labels, names and fields (pass what `kustomize build` prints)"

    def about_namespace(self, asking: Object) -> str | None:
        """Whether the user has said that the namespace has objects that no file gives."""
        if asking.namespace not in self._world.settings.external.namespaces:
            return None
        return f"namespace {asking.namespace} is managed elsewhere, the configuration says"

    def about_written_namespace(self, namespace: str, elsewhere: Sequence[Object], asking: Object) -> str | None:
        """Whether an object that names another in a namespace, or one of that name, gives none: they may well meet.

        `elsewhere` are the objects of that kind and name in other namespaces; `kubectl -n` decides where they go.
        """
        if not elsewhere or self._world.settings.namespace != DEFAULT_NAMESPACE:
            return None
        assumed = asking.written_namespace is None and namespace == asking.namespace
        unwritten = asking if assumed else next((each for each in elsewhere if each.written_namespace is None), None)
        if unwritten is None:
            return None
        return f"{unwritten.title} gives no namespace, so `kubectl -n` decides (write metadata.namespace, or pass --namespace)"

    def about_world(self, asking: Object) -> str | None:
        """Why an object of whatever kind may exist that no file gives."""
        return self._of_world(asking)

    def about_workloads(self, asking: Object) -> str | None:
        """Why pods of the namespace of an object may exist that no file gives."""
        return self._of_namespace(asking) or self._of_world(asking)

    def _of_namespace(self, asking: Object) -> str | None:
        namespace, elsewhere = asking.namespace, self.about_namespace(asking)
        if elsewhere:
            return elsewhere
        if not any(self._index.workloads.values()):
            return f"no workload is among the files given (pass the manifests that make the pods too, or {_LIST_PODS})"
        if not self._index.workloads.get(namespace):
            return f"no workload of namespace {namespace} is among the files given (pass them too, or {_LIST_PODS})"
        if namespace in _PLATFORM_NAMESPACES and asking.written_namespace:
            return f"namespace {namespace} also has pods that the platform makes ({_LIST_PODS})"
        return None

    def _of_world(self, asking: Object | None) -> str | None:
        return self._producer or self._gap or (self.about_fields(asking) if asking else None)

    @cached_property
    def _producer(self) -> str | None:
        """An object of a kind that may make pods or Services."""
        named, known = self._world.settings.maker_kinds, self._index.makers.rows
        found = next((each for each in self._world.objects if each not in known and may_make_pods(each, named)), None)
        if found is None:
            return None
        settled = "list them under external, or the kinds that do under pod-producers"
        return f"{found.title} may make pods and Services of its own ({settled})"

    def _of_component(self, asking: Object) -> str | None:
        """Whether an object is only there where a kustomization takes the component that holds it."""
        folder = kustomization_above(asking.document.source.path, self._components)
        return (
            f"the component {folder or 'of the top directory'} is optional (pass what `kustomize build` prints)"
            if folder is not None
            else None
        )

    @cached_property
    def _components(self) -> frozenset[str]:
        return frozenset(each.folder for each in self._world.kustomization_files if each.is_component)

    @cached_property
    def _other_policy(self) -> str | None:
        found = next((each for each in self._world.objects if (each.group, each.kind) in _OTHER_POLICIES), None)
        return f"{found.title} may let through more than NetworkPolicies do" if found else None

    @cached_property
    def _gap(self) -> str | None:
        """Files that were skipped or do not parse. A kustomization's parts of objects make no further ones."""
        skipped = [each for each in self._world.skipped if each.reason not in PARTIAL]
        if skipped:
            count = len(skipped)
            first = skipped[0]
            files = "1 file was" if count == 1 else f"{count} files were"
            return f"{files} skipped ({first.path}: {first.reason}; render templates and pass the result)"
        broken = [*(each.source for each in self._world.faults), *(each.source for each in self._world.unreadable)]
        return f"{broken[0].path} could not be read (mend it first)" if broken else None
