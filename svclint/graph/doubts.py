"""Why something that is not in the files may be there all the same.

Each reason is a clause that fits behind "cannot be verified: ", with what would settle it in parentheses.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.graph.kustomize import PARTIAL
from svclint.graph.pod_makers import BUILT_IN_GROUPS, may_make_pods
from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.graph.index import Index
    from svclint.graph.world import World
    from svclint.model.objects import Object
    from svclint.model.service import Service

_RUN_TIME_LABEL = re.compile(r"(^|.*[-_./])(role|active|leader|master|primary|operator)", re.IGNORECASE)
_OPERATOR_LABEL = re.compile(
    r"(.*\.)?(k8s\.elastic\.co|cnpg\.io|ray\.io|min\.io|strimzi\.io|istio\.io|crunchydata\.com|zalan\.do|knative\.dev"
    r"|longhorn\.io|rook\.io|kubeflow\.org|agents\.x-k8s\.io)/.*"
)
_PLATFORM_NAMESPACES = frozenset({"kube-system", "istio-system", "knative-serving", "kube-public", "openshift-dns"})


_LIST_PODS = "list its pods in the configuration under external.workloads"


class Doubts:
    """What weakens a refutation in this world, and what would settle it."""

    def __init__(self, world: World, index: Index) -> None:
        self._world = world
        self._index = index

    def about_pods(self, service: Service) -> str | None:
        """Why pods for this Service may exist outside the files, or None where the world is closed."""
        for key in service.selector:
            if _OPERATOR_LABEL.fullmatch(key):
                return f"the label {key} is set by an operator ({_LIST_PODS})"
        return self.about_run_time_labels(service) or self._of_namespace(service) or self._of_world(service)

    def about_run_time_labels(self, service: Service) -> str | None:
        """Why a label of the selector may appear only at run time."""
        key = next((key for key in service.selector if _RUN_TIME_LABEL.fullmatch(key)), None)
        return f"the label {key} is of a kind that applications set on their pods at run time ({_LIST_PODS})" if key else None

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
        return self._of_world(asking)

    def about_templates(self, *objects: Object) -> str | None:
        """Why the pods of workloads that are there may get more than their templates say: ports, containers, labels."""
        for each in objects:
            if isinstance(each, Workload) and each.group not in BUILT_IN_GROUPS:
                return f"the controller of {each.title} may add to its pods"
        return next(filter(None, map(self.about_fields, objects)), None)

    def about_fields(self, asking: Object) -> str | None:
        """X6: a kustomization in or above the directory may add labels, names and fields."""
        folder = asking.document.source.path.rpartition("/")[0]
        while self._world.kustomizations:
            if folder in self._world.kustomizations:
                place = folder or "the top directory"
                return f"the kustomization in {place} may add labels, names and fields (pass what `kustomize build` prints)"
            if not folder:
                return None
            folder = folder.rpartition("/")[0]
        return None

    def about_namespace(self, asking: Object) -> str | None:
        """Whether the user has said that the namespace has objects that no file gives."""
        if asking.namespace not in self._world.settings.external.namespaces:
            return None
        return f"namespace {asking.namespace} is managed elsewhere, the configuration says"

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
        """X1, X5, X25: an object of a kind that may make pods or Services."""
        named = self._world.settings.pod_producers
        found = next((each for each in self._world.objects if may_make_pods(each, named)), None)
        if found is None:
            return None
        settled = "list them under external, or the kinds that do under pod-producers"
        return f"{found.title} may make pods and Services of its own ({settled})"

    @cached_property
    def _gap(self) -> str | None:
        """X5, X12: files that were skipped or do not parse. A kustomization's parts of objects make no further ones."""
        skipped = [each for each in self._world.skipped if each.reason not in PARTIAL]
        if skipped:
            count = len(skipped)
            first = skipped[0]
            files = "1 file was" if count == 1 else f"{count} files were"
            return f"{files} skipped ({first.path}: {first.reason}; render templates and pass the result)"
        broken = [*(each.source for each in self._world.faults), *(each.source for each in self._world.unreadable)]
        return f"{broken[0].path} could not be read (mend it first)" if broken else None
