"""Objects and faults out of a text."""

from __future__ import annotations

from svclint.model.load import objects_of
from svclint.model.objects import Object
from svclint.schema.decode import Decoder
from svclint.schema.faults import Fault
from svclint.settings import NEWEST
from svclint.sources.source import Source
from svclint.syntax.compose import compose


def objects_in(text: str) -> tuple[Object, ...]:
    documents = compose(Source("example.yaml", text)).documents
    return tuple(each for document in documents for each in objects_of(document))


def faults_in(text: str, version: tuple[int, int] = NEWEST) -> tuple[Fault, ...]:
    decoder = Decoder(version)
    return tuple(fault for each in objects_in(text) for fault in decoder.decode(each))
