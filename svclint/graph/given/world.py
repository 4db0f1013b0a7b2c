"""Everything that was given: objects, and what is known to be missing from the picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from svclint.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from svclint.graph.given.kustomize import Kustomization
    from svclint.model.objects import Object
    from svclint.model.placeholders import Placeholder
    from svclint.sources.source import Skipped, Unreadable
    from svclint.syntax.document import Document, SyntaxFault


@dataclass(frozen=True, eq=False)
class World:
    """The input of the graph.

    `skipped` has files and objects that were left out; each weakens what can be refuted. Objects with a placeholder are in
    `placeholders` and not in `objects`; `kustomizations` are the folders that hold one, empty for the top, and
    `kustomization_files` those of them that are among the files given: no objects, since no cluster ever sees them.
    `definitions` are CustomResourceDefinitions that the cluster has beside them. `named` are the paths of the files of each
    world that the user names.
    """

    objects: tuple[Object, ...]
    documents: tuple[Document, ...] = ()
    faults: tuple[SyntaxFault, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    kustomizations: frozenset[str] = frozenset()
    kustomization_files: tuple[Kustomization, ...] = ()
    definitions: tuple[Object, ...] = ()
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
