"""A host name that someone wrote, and the kind of text in which it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.syntax.parts import span_inside
from svclint.syntax.places import Span

if TYPE_CHECKING:
    from svclint.model.objects import Object
    from svclint.syntax.nodes import Scalar


class Where(Enum):
    """What kind of text it is."""

    POD = "environment, arguments, commands and probes of a pod"
    CONFIG = "data of a ConfigMap or Secret"
    ANNOTATION = "an annotation"
    OTHER = "any other field"


@dataclass(frozen=True, eq=False)
class HostInText:
    """A host name as someone wrote it in `scalar.text[start:end]` of an object.

    `labels` are its parts, in lower case where they are written out; `port` is the number behind it, where its text ends at
    `port_end`, or `port_at` its place where it stands apart. `in_url`: it stands where a URL has its host. `key` is what the
    text is called: a variable, a file, an option.
    """

    owner: Object
    scalar: Scalar
    where: Where
    key: str
    start: int
    end: int
    labels: tuple[str, ...]
    port: int | None
    port_end: int
    in_url: bool
    port_at: Span | None = None

    @property
    def namespace(self) -> str:
        """The namespace of whoever says it."""
        return self.owner.namespace

    @property
    def text(self) -> str:
        """The name as written."""
        return self.scalar.text[self.start : self.end]

    @property
    def title(self) -> str:
        """The name with its port."""
        return self.text if self.port is None else f"{self.text}:{self.port}"

    @property
    def speaks_for_pods(self) -> bool:
        """Whether a short name in it is looked up in the namespace of the object."""
        return self.where in (Where.POD, Where.CONFIG)

    @cached_property
    def exact(self) -> Span | None:
        """Where the name stands, None where it cannot be told from the rest of the value."""
        return span_inside(self.scalar, self.start, self.end)

    @cached_property
    def exact_with_port(self) -> Span | None:
        """The same with the port."""
        return self.port_at or span_inside(self.scalar, self.start, self.port_end)

    @property
    def at(self) -> Span:
        """The place of the name, else of the value that holds it."""
        return self.exact or self._whole

    @property
    def at_with_port(self) -> Span:
        """The same with the port."""
        return self.exact_with_port or self._whole

    @property
    def _whole(self) -> Span:
        return Span(self.scalar.document.source, self.scalar.start, self.scalar.end)
