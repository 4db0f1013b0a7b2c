"""The reference table by group and kind, so that an object without rows costs one look-up."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import TypeAlias

from svclint.reference_rows import ReferenceRow
from svclint.shipped import shipped_folder

RowTable: TypeAlias = dict[tuple[str, str], list[ReferenceRow]]
"""Rows by group and kind of the objects that refer."""


@cache
def shipped_rows() -> tuple[ReferenceRow, ...]:
    """The rows that come with svclint, in the order of the file."""
    text = (shipped_folder("schemas") / "references.json").read_text(encoding="utf-8")
    return tuple(ReferenceRow.of(each) for each in json.loads(text))


def table_of(rows: Iterable[ReferenceRow]) -> RowTable:
    """Rows filed under each of their groups and kinds."""
    table: RowTable = defaultdict(list)
    for row in rows:
        for group in row.groups:
            for kind in row.kinds:
                table[group, kind].append(row)
    return dict(table)
