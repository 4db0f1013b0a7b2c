"""Three answers, not two: a look-up finds, refutes, or cannot know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeAlias, TypeVar

if TYPE_CHECKING:
    from svclint.syntax.nodes import Scalar
    from svclint.syntax.places import Place

T = TypeVar("T")
_FEW = 5


class Related(NamedTuple):
    """The other end of a reference, or the nearest thing to it, and what to say of it."""

    at: Place
    message: str


class Slip(NamedTuple):
    """The one scalar (a key or a value) that is wrong, and what it would have to say. `alone`: nothing else comes as near."""

    at: Scalar
    expected: str
    alone: bool = True


@dataclass(frozen=True)
class Matched(Generic[T]):
    """It is there: everything that matched. Empty where the configuration says that it lives outside the files."""

    found: tuple[T, ...]


@dataclass(frozen=True)
class Contradicted:
    """It is not there.

    `near` are places to show, `hint` says the nearest thing in words (empty where there is none), `slip` is set where one
    scalar explains the miss. `certain` is False where it depends on a namespace that `kubectl -n` may supply.
    `impossible` is the label that only a controller sets and that no pod gets, where that is the reason.
    """

    near: tuple[Related, ...] = ()
    hint: str = ""
    slip: Slip | None = None
    certain: bool = True
    impossible: str = ""


@dataclass(frozen=True)
class Unverifiable:
    """The answer may lie outside the files given. `because` says why, as a clause; `near` as in Contradicted."""

    because: str
    near: tuple[Related, ...] = ()


Answer: TypeAlias = Matched[T] | Contradicted | Unverifiable


def few(places: Sequence[Related]) -> tuple[Related, ...]:
    """The first places only; the last of them says how many more there are."""
    return few_of(places, lambda each: each)


def few_of(things: Sequence[T], told: Callable[[T], Related]) -> tuple[Related, ...]:
    """The same for things that become places only as far as they are shown."""
    shown = tuple(map(told, things[:_FEW]))
    if len(things) <= _FEW:
        return shown
    return (*shown[:-1], shown[-1]._replace(message=f"{shown[-1].message}, and {len(things) - _FEW} more"))


def listed(words: Sequence[str]) -> str:
    """Words for a message: `a, b and c`, or the first few `and 495 more`."""
    shown = [*words[: _FEW - 1], f"{len(words) - _FEW + 1} more"] if len(words) > _FEW else list(words)
    return " and ".join(filter(None, (", ".join(shown[:-1]), *shown[-1:])))
