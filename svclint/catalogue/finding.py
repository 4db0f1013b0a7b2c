"""What a rule says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from svclint.syntax.places import Span

if TYPE_CHECKING:
    from svclint.graph.answers import Related
    from svclint.syntax.nodes import Node
    from svclint.syntax.places import Place


class Severity(IntEnum):
    """Ordered. ERROR: something is certainly broken. WARNING: worth a reader's time. INFO: good to know, or in doubt."""

    INFO = 0
    WARNING = 1
    ERROR = 2

    def __str__(self) -> str:
        """As in the configuration and the outputs: `error`."""
        return self.name.lower()


class Profile(IntEnum):
    """From which profile on a rule is selected."""

    DEFAULT = 0
    STRICT = 1
    AUDIT = 2

    def __str__(self) -> str:
        """As on the command line: `default`."""
        return self.name.lower()


@dataclass(frozen=True)
class Edit:
    """Replace what stands at a span by `text`."""

    at: Span
    text: str

    @classmethod
    def of(cls, node: Node, text: str) -> Edit:
        """Replace a node as it is written, quotes included."""
        return cls(Span(node.document.source, node.start, node.end), text)


@dataclass(frozen=True)
class Fix:
    """What would mend it. `safe`: it cannot change what a working manifest does."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True)
class Finding:
    """One problem at one place.

    `message` says what was found, with its value, what would be right, and the nearest candidate; no full stop.
    `related` names the other end of a broken reference. `doubt` is the reason why it cannot be verified: the finding drops
    to info. `severity` is given only where this finding differs from its rule's. `field` is the API server's path where that is
    not the path of `at`: it blames `spec.clusterIPs[0]` for a `clusterIP`, and the whole of `metadata.labels` for one label.
    """

    at: Place
    message: str
    related: tuple[Related, ...] = ()
    doubt: str | None = None
    fix: Fix | None = None
    severity: Severity | None = None
    profile: Profile = Profile.DEFAULT
    field: str | None = None
