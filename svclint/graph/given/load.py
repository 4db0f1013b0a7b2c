"""From sources to a world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from svclint.graph.given.kustomize import GROUP, Kustomization, kustomizations_in, partial_files
from svclint.graph.given.leftovers import left_behind
from svclint.graph.given.template import is_template
from svclint.graph.given.world import World
from svclint.model.load import objects_of
from svclint.model.objects import Object
from svclint.model.placeholders import Placeholder, placeholder_in
from svclint.model.producer_table import ProducerTable
from svclint.schema.custom import is_definition
from svclint.settings import Settings
from svclint.sources.filenames import is_kustomization
from svclint.sources.source import Skipped, Source, Unreadable
from svclint.syntax.compose import compose
from svclint.syntax.document import Document, SyntaxFault


@dataclass
class _Parsed:
    """What one source holds."""

    path: str
    objects: list[Object] = field(default_factory=list)
    documents: tuple[Document, ...] = ()
    faults: tuple[SyntaxFault, ...] = ()
    placeholders: list[Placeholder] = field(default_factory=list)
    unreadable: tuple[Unreadable, ...] = ()
    templates: tuple[Skipped, ...] = ()

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What is left alone of it, and why."""
        waiting = (Skipped(self.path, f"placeholder {each.text}") for each in self.placeholders)
        return (*self.templates, *waiting)

    @property
    def as_it_is(self) -> _Parsed:
        """The same with its placeholders taken for text like any other."""
        objects = [*self.objects, *(each.object for each in self.placeholders)]
        return replace(self, objects=sorted(objects, key=lambda each: each.node.start), placeholders=[])


class WorldLoader:
    """Reads sources one by one; `world` is what came of them."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._table = ProducerTable(settings.producers)
        self._parsed: list[_Parsed] = []
        self._kustomizations: list[Kustomization] = []
        self._definitions: list[Object] = []

    def define(self, source: Source) -> None:
        """Take the CustomResourceDefinitions of a source that is not to be checked itself."""
        objects = (each for document in compose(source).documents for each in objects_of(document))
        self._definitions += filter(is_definition, objects)

    def add(self, source: Source) -> None:
        """Parse one source."""
        composed = compose(source)
        parsed = _Parsed(source.path)
        self._parsed.append(parsed)
        if is_template(composed.faults):
            parsed.templates = (Skipped(source.path, "template"),)
            return
        parsed.documents, parsed.faults = composed.documents, composed.faults
        parsed.unreadable = tuple(Unreadable(source, limit.message, limit.offset) for limit in composed.limits)
        if is_kustomization(source.path):
            self._kustomizations += kustomizations_in(composed.documents)
            return
        for document in composed.documents:
            for each in objects_of(document, self._settings.namespace, self._table):
                _add_object(parsed, each)

    def world(
        self,
        skipped: Iterable[Skipped] = (),
        unreadable: Iterable[Unreadable] = (),
        kustomizations: Iterable[str] = (),
        named: Mapping[str, frozenset[str]] | None = None,
    ) -> World:
        """The world so far, with what discovery left out; parts of objects, which a kustomization names, are left out here."""
        partial = partial_files(self._kustomizations)
        left_out = (Skipped(each.path, partial[each.path]) for each in self._parsed if each.path in partial)
        folders = frozenset(kustomizations)
        whole = _settled([each for each in self._parsed if each.path not in partial], skipped, folders)
        return World(
            objects=tuple(found for each in whole for found in each.objects),
            documents=tuple(found for each in whole for found in each.documents),
            faults=tuple(found for each in whole for found in each.faults),
            placeholders=tuple(found for each in whole for found in each.placeholders),
            unreadable=(*(found for each in whole for found in each.unreadable), *unreadable),
            skipped=(*skipped, *left_out, *(found for each in whole for found in each.skipped)),
            kustomization_files=tuple(self._kustomizations),
            kustomizations=folders,
            definitions=tuple(self._definitions),
            named=named or {},
            settings=self._settings,
        )


def _add_object(parsed: _Parsed, each: Object) -> None:
    if each.group == GROUP:
        return
    placeholder = placeholder_in(each)
    if placeholder is None:
        parsed.objects.append(each)
    else:
        parsed.placeholders.append(placeholder)


def _settled(parsed: list[_Parsed], skipped: Iterable[Skipped], kustomizations: frozenset[str]) -> list[_Parsed]:
    """Each object with a placeholder is left alone, unless a render has left the placeholder behind."""
    templates = [each.path for each in (*skipped, *(found for one in parsed for found in one.templates))]
    whole = (each.path for each in parsed if each.objects and not each.placeholders)
    marked = (each.placeholders[0].object.document.source for each in parsed if each.placeholders)
    as_they_are = left_behind(whole, marked, templates, kustomizations)
    return [each.as_it_is if each.path in as_they_are else each for each in parsed]
