"""Damages documents in every way that a tree can be damaged."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

SCALARS = (
    "null",
    "''",
    "' '",
    "0",
    "-1",
    "1",
    "99999999999999999999999",
    "1e400",
    ".nan",
    ".inf",
    "0x1F",
    "010",
    "1:30",
    "true",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "[null]",
    "http",
    "'80'",
    "8080.5",
    "65536",
    "2024-01-01",
    "!foo",
    "'*'",
    "'*.example.com'",
    "'${X}'",
    "'{{x}}'",
    "<a>",
    "10.0.0.1",
    "'::1'",
    "10.0.0.0/8",
    "'::/0'",
    "999.1.1.1",
    "Service",
    "None",
    "ClusterIP",
    "'.'",
    "'..'",
    "a.b.c.d.svc.cluster.local.",
    "a/b",
    "/",
    "a/b/c",
    "http://web:80",
    "web:x",
    "'[::1]:80'",
    "web:99999999999",
    "xn--a",
    "'²'",
    "'٨٠'",
    "'a,b'",
    "=",
    "'a in (b)'",
    "'%'",
    "'(['",
    "'\\d+('",
    "'{\"a\":1}'",
    "'{'",
    '"\\0"',
    '"\\ud83d"',
)
"""As YAML writes them."""
KEYS = ("''", "null", "1", "true", "[a]", "{a: b}", "metadata", "spec", "name", "ports", "selector", "a.b/c", "é", "<<")


class Pairs(list[list[Any]]):
    """A mapping, whose keys may be anything and stand there twice."""


class Items(list[Any]):
    """A list."""


class Slot(NamedTuple):
    """A place of the tree that holds a value."""

    holder: Pairs | Items
    at: int

    @property
    def value(self) -> Any:  # noqa: ANN401 - any node of the tree
        """What is there."""
        return self.holder[self.at][1] if isinstance(self.holder, Pairs) else self.holder[self.at]

    def put(self, value: object) -> None:
        """Put something else there."""
        if isinstance(self.holder, Pairs):
            self.holder[self.at][1] = value
        else:
            self.holder[self.at] = value


def tree_of(value: object) -> Any:  # noqa: ANN401 - pairs, items, or the text of a scalar
    """A tree to damage."""
    if isinstance(value, dict):
        return Pairs([tree_of(key), tree_of(each)] for key, each in value.items())
    return Items(map(tree_of, value)) if isinstance(value, list) else json.dumps(value, ensure_ascii=False)


def written(tree: object) -> str:
    """As YAML in flow style."""
    if isinstance(tree, Pairs):
        return "{" + ", ".join(f"? {written(key)} : {written(each)}" for key, each in tree) + "}"
    return "[" + ", ".join(map(written, tree)) + "]" if isinstance(tree, Items) else str(tree)


def slots_of(tree: object) -> list[Slot]:
    """All places below, in order."""
    here = [Slot(tree, index) for index in range(len(tree))] if isinstance(tree, Pairs | Items) else []
    return [each for slot in here for each in (slot, *slots_of(slot.value))]


def _drop(slot: Slot, _random: Random) -> None:
    del slot.holder[slot.at]


def _repeat(slot: Slot, _random: Random) -> None:
    slot.holder.insert(slot.at, copy.deepcopy(slot.holder[slot.at]))


def _retype(slot: Slot, random: Random) -> None:
    slot.put(random.choice(SCALARS))


def _nest(slot: Slot, random: Random) -> None:
    slot.put(random.choice([Items([slot.value]), Pairs([[random.choice(KEYS), slot.value]])]))


def _rename(slot: Slot, random: Random) -> None:
    if isinstance(slot.holder, Pairs):
        slot.holder[slot.at][0] = random.choice(KEYS)


def _add(slot: Slot, random: Random) -> None:
    if isinstance(slot.holder, Pairs):
        slot.holder.append([random.choice(KEYS), random.choice(SCALARS)])


def _turn(slot: Slot, random: Random) -> None:
    """A list for a mapping, a mapping for a list, a text with something odd in it."""
    if isinstance(slot.value, Pairs):
        slot.put(Items(each for _, each in slot.value))
    elif isinstance(slot.value, Items):
        slot.put(Pairs([f"k{number}", each] for number, each in enumerate(slot.value)))
    elif slot.value.startswith('"'):
        slot.put('"' + random.choice(["\u200b", "é", ".", "/", "-", "\\n", "\\0", "A", "x" * 300]) + slot.value[1:])


def _merge(slot: Slot, random: Random) -> None:
    if isinstance(slot.value, Pairs):
        slot.value.append(["<<", random.choice(["{name: x}", "[{app: x}, {name: y}]", "1", "[1]", "null"])])


DAMAGES: tuple[Callable[[Slot, Random], None], ...] = (_drop, _repeat, _retype, _nest, _rename, _add, _turn, _merge)


def mangle(random: Random, tree: object) -> None:
    """Damage a tree in one place; at times two places change their values, or come to share one by an alias."""
    slots = slots_of(tree)
    if not slots:
        return
    one, other = random.choice(slots), random.choice(slots)
    damage = random.randrange(len(DAMAGES) + 2)
    if damage < len(DAMAGES):
        DAMAGES[damage](one, random)
    elif damage == len(DAMAGES):
        here, there = copy.deepcopy(one.value), copy.deepcopy(other.value)
        one.put(there)
        other.put(here)
    elif isinstance(one.value, str) and one.value[:1] not in "&*!" and isinstance(other.value, str) and one != other:
        one.put(f"&shared {one.value}")
        other.put("*shared")
