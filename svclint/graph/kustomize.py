"""What a kustomization says about the files around it (https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/)."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass

from svclint.sources.filenames import folder_of
from svclint.syntax.document import Document
from svclint.syntax.nodes import Mapping, Node
from svclint.syntax.places import items_at, mapping_at, scalar_at, string_at

GROUP = "kustomize.config.k8s.io"
PATCH = "kustomize patch"
INPUT = "kustomize input"
PARTIAL = frozenset({PATCH, INPUT})
"""Reasons to skip a file that holds no object of its own."""
_LISTS_OF_INPUTS = ("configurations", "crds", "generators", "transformers", "validators")
_GENERATORS = ("configMapGenerator", "secretGenerator")
_KEEPING = frozenset(
    {"apiVersion", "kind", "metadata", "resources", "images", "generatorOptions", "buildMetadata", "sortOptions", *_GENERATORS}
)
"""Fields that leave labels, names, namespaces and ports of what the kustomization takes as they are written."""
_SHARED = frozenset({"base", "bases", "common", "component", "components"})
"""Names of folders that others build upon."""


@dataclass(frozen=True, eq=False)
class Kustomization:
    """A kustomization file: instructions for a render, and no object that a cluster ever sees."""

    node: Mapping

    @property
    def folder(self) -> str:
        """The folder that its paths are relative to."""
        return folder_of(self.path)

    @property
    def path(self) -> str:
        """The file that it is written in."""
        return self.node.document.source.path

    @property
    def is_component(self) -> bool:
        """Whether it is a part for other kustomizations (https://kubectl.docs.kubernetes.io/guides/config_management/components/)."""
        return string_at(self.node, "kind") == "Component"

    @property
    def resources(self) -> frozenset[str]:
        """What it takes as whole objects: files, and folders with a kustomization of their own."""
        return frozenset(self._resolve((*self._strings("resources"), *self._strings("bases"))))

    @property
    def parts(self) -> frozenset[str]:
        """Everything that it renders: its resources, and the folders of its components."""
        return self.resources.union(self._resolve(self._strings("components")))

    def keeps(self, namespaces: Collection[str]) -> bool:
        """Whether it renders files that write these namespaces as they are, and nothing tells that others build upon it."""
        fields = {key.text for key, _ in self.node.entries} - _KEEPING
        if set(namespaces) <= {string_at(self.node, "namespace")}:
            fields -= {"namespace"}
        return not fields and not self.is_component and posixpath.basename(self.folder) not in _SHARED

    @property
    def selecting_labels(self) -> Node | None:
        """The field whose labels it writes into every selector too, also of Services that have none; None without one.

        https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/labels/
        """
        common = mapping_at(self.node, "commonLabels")
        if common is not None and len(common):
            return common
        switches = (scalar_at(item, "includeSelectors") for item in items_at(self.node, "labels"))
        return next((each for each in switches if each is not None and each.value is True), None)

    @property
    def patches(self) -> frozenset[str]:
        """Files with parts of objects."""
        written = [*self._strings("patches"), *self._strings("patchesStrategicMerge")]
        for field in ("patches", "patchesJson6902"):
            written += self._strings(field, "path")
        return frozenset(self._resolve(path for path in written if "\n" not in path))

    @property
    def inputs(self) -> frozenset[str]:
        """Files for kustomize itself, and those whose text becomes the data of a ConfigMap or Secret."""
        written = [path for field in _LISTS_OF_INPUTS for path in self._strings(field)]
        written += [*self._strings("replacements", "path"), string_at(self.node, "openapi", "path") or ""]
        for field in _GENERATORS:
            for generator in items_at(self.node, field):
                pairs = (string_at(item) or "" for name in ("files", "envs") for item in items_at(generator, name))
                written += (pair.rpartition("=")[2] for pair in pairs)
        return frozenset(self._resolve(path for path in written if "\n" not in path))

    def _strings(self, field: str, *steps: str) -> list[str]:
        return [found for item in items_at(self.node, field) if (found := string_at(item, *steps))]

    def _resolve(self, written: Iterable[str]) -> Iterator[str]:
        return (posixpath.normpath(posixpath.join(self.folder, path)) for path in written if path)


def kustomizations_in(documents: Iterable[Document]) -> Iterator[Kustomization]:
    """Those that the documents of a kustomization file hold."""
    return (Kustomization(document.root) for document in documents if isinstance(document.root, Mapping))


def kustomization_above(path: str, folders: Container[str]) -> str | None:
    """The nearest folder, the file's own or one above it, that holds a kustomization; `folders` are all that hold one."""
    folder = folder_of(path)
    while folder not in folders:
        if not folder:
            return None
        folder = folder_of(folder)
    return folder


def changing_folders(kustomizations: Iterable[Kustomization], namespaces: dict[str, set[str]]) -> frozenset[str]:
    """The folders whose files a render may change: by a kustomization that was not given, by their own, or by one upon it.

    `namespaces` has all folders with a kustomization, and which namespaces the objects below each of them write.
    """
    known = {each.folder: each for each in kustomizations}
    changing = {each for each, written in namespaces.items() if each not in known or not known[each].keeps(written)}
    waiting = [known[folder] for folder in changing if folder in known]
    while waiting:
        below = (waiting.pop().parts & known.keys()) - changing
        changing |= below
        waiting += (known[folder] for folder in below)
    return frozenset(changing)


def partial_files(kustomizations: Iterable[Kustomization]) -> dict[str, str]:
    """Paths that are never to be checked alone, and why. A file that some kustomization takes as a resource is whole.

    `components` name folders whose own kustomization says the same about the files in them.
    """
    known = tuple(kustomizations)
    whole = frozenset[str]().union(*(each.resources for each in known))
    found = {path: INPUT for each in known for path in each.inputs}
    found |= {path: PATCH for each in known for path in each.patches}
    return {path: reason for path, reason in found.items() if path not in whole}
