"""How alike two names are: a slip of the pen, kin, or strangers."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable
from enum import IntEnum

_DIGITS = re.compile(r"\d+")
_NUMBERS = re.compile(r"[-_]?\d+")
_SEPARATORS = re.compile(r"[-_./]+")
_NOTHING_BETWEEN = str.maketrans("", "", "-_./")
_SHORT = 4
_CODE = 2
_MANY = 2000
_NEIGHBOURS = 10


class Likeness(IntEnum):
    """Ordered: SLIP explains a miss even where the world is open; KIN is worth showing."""

    NONE = 0
    KIN = 1
    SLIP = 2


def likeness(written: str, candidate: str) -> Likeness:
    """What a reader would say of two different names.

    SLIP: another case, other separators, one or two letters off (one in short names). Names that differ in a number or in one
    code only are siblings (`web-1`, `web-2`; `app-a`, `app-b`; `db-ro`, `db-rw`), not slips. KIN: one is the other with a word
    more.
    """
    if not written or not candidate or _DIGITS.sub("0", written) == _DIGITS.sub("0", candidate):
        return Likeness.NONE
    if _bare(written) == _bare(candidate):
        return Likeness.SLIP
    if _are_siblings(words_of(written), words_of(candidate)):
        return Likeness.NONE
    limit = 1 if min(len(written), len(candidate)) <= _SHORT else 2
    if min(len(written), len(candidate)) > 1 and distance(written.lower(), candidate.lower(), limit) <= limit:
        return Likeness.SLIP
    one, other = sorted((words_of(written), words_of(candidate)), key=len)
    return Likeness.KIN if Counter(one) < Counter(other) else Likeness.NONE


def differ_in_number(one: str, other: str) -> bool:
    """Whether two names differ in a number only: `db` and `db2`. Both may exist."""
    return _NUMBERS.sub("", one) == _NUMBERS.sub("", other)


def most_alike(written: str, candidates: Iterable[str]) -> tuple[str, Likeness] | None:
    """The best candidate and how alike it is; None where nothing is. The first in order wins among equals."""
    alike = [(candidate, likeness(written, candidate)) for candidate in sorted(set(candidates))[:_MANY]]
    return max((pair for pair in alike if pair[1]), key=lambda pair: _rank(written, *pair), default=None)


class Vocabulary:
    """Words of which the nearest to another is asked often.

    A slip leaves one half of a word as it was, and so does a word too many: what was meant is a neighbour in alphabetical
    order, or in that of the words read backwards. Each question looks at a few dozen words, however many there are.
    """

    def __init__(self, words: Iterable[str]) -> None:
        pairs = {(word.lower(), word) for word in words}
        self._forwards = sorted(pairs)
        self._backwards = sorted((lower[::-1], word) for lower, word in pairs)

    def nearest(self, written: str) -> tuple[str, Likeness] | None:
        """The word most like `written` and how alike it is; None where nothing is."""
        return most_alike(written, self._near(written))

    def all_nearest(self, written: str) -> tuple[str, ...]:
        """Every word that comes as near as the nearest."""
        ranked = {each: _rank(written, each, degree) for each in self._near(written) if (degree := likeness(written, each))}
        best = max(ranked.values(), default=None)
        return tuple(sorted(each for each, rank in ranked.items() if rank == best))

    def slips(self, written: str) -> tuple[str, ...]:
        """The words from which `written` differs by a slip."""
        return tuple(sorted(each for each in self._near(written) if likeness(written, each) is Likeness.SLIP))

    def _near(self, written: str) -> set[str]:
        lower = written.lower()
        return {*_around(self._forwards, lower), *_around(self._backwards, lower[::-1])}


def _around(words: list[tuple[str, str]], key: str) -> Iterable[str]:
    middle = bisect.bisect_left(words, (key, ""))
    return (word for _, word in words[max(0, middle - _NEIGHBOURS) : middle + _NEIGHBOURS])


def _rank(written: str, candidate: str, degree: Likeness) -> tuple[int, int, int]:
    """Alike first, then fewer letters to change, then nearer in length."""
    apart = distance(written.lower(), candidate.lower(), 2)
    return int(degree), -apart, -abs(len(written) - len(candidate))


def distance(one: str, other: str, limit: int) -> int:
    """Letters to insert, drop, change or swap with their neighbour to get from one word to the other; `limit + 1` for more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    one, other = _trimmed(one, other)
    far = limit + 1
    last: list[int] = []
    before = [min(j, far) for j in range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        row = [min(i, far)] + [far] * len(other)
        for j in range(max(1, i - limit), min(len(other), i + limit) + 1):
            theirs = other[j - 1]
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != theirs), far)
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                row[j] = min(row[j], last[j - 2] + 1)
        if min(row) == far:
            return far
        last, before = before, row
    return before[-1]


def _trimmed(one: str, other: str) -> tuple[str, str]:
    """What is left of two words without what they begin and end with alike; most of a slip, and much quicker to compare."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _are_siblings(one: list[str], other: list[str]) -> bool:
    """Whether two names differ in one code out of several words, `db-ro` and `db-rw`, and not by swapped or missing letters."""
    different = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(different) != 1 or not len(one) == len(other) > 1:
        return False
    mine, theirs = different[0]
    return len(mine) == len(theirs) <= _CODE and sorted(mine) != sorted(theirs)


def _bare(name: str) -> str:
    return name.lower().translate(_NOTHING_BETWEEN)


def words_of(name: str) -> list[str]:
    """The words of a name in lower case: `allow-web` is two."""
    return [word for word in _SEPARATORS.split(name.lower()) if word]
