"""Write `docs/references.md` from the reference table (development only).

    python tools/build_reference_page.py [--check]

`--check` compares and writes nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from svclint.graph.references.reference_table import shipped_rows
from svclint.reference_rows import FieldPath, ReferenceRow

TARGET = Path(__file__).resolve().parent.parent / "docs" / "references.md"
MARK = "<!-- From here on tools/build_reference_page.py writes this page. -->\n"
"""What stands above it is written by hand."""
PORTS = {
    "either": "name or number",
    "number": "number",
    "name": "name",
    "text": "name or number",
    "endpoint": "name, or the pods' number",
}
FORMS = {"name": "", "namespace/name": " (`namespace/name`)", "host": " (a host)", "fqdn": " (a full DNS name)"}


def page(written: str) -> str:
    """The whole text, of which the part by hand is taken from the page as it is."""
    rows = shipped_rows()
    kinds = {(group, kind) for row in rows for group in row.groups for kind in row.kinds}
    told = f"\n{len(rows)} rows for {len(kinds)} kinds of objects.\n"
    return written.partition(MARK)[0] + MARK + told + "".join(_sections(rows))


def _sections(rows: Iterable[ReferenceRow]) -> Iterator[str]:
    """One table for each API group, in the order of the rows."""
    by_group: dict[tuple[str, ...], list[ReferenceRow]] = {}
    for row in rows:
        by_group.setdefault(row.groups, []).append(row)
    for groups, members in by_group.items():
        yield f"\n### {', '.join(groups)}\n\n| kind | fields | names | namespace | port |\n| --- | --- | --- | --- | --- |\n"
        yield from (_line(row) for row in members)


def _line(row: ReferenceRow) -> str:
    kinds = f"[{', '.join(row.kinds)}]({row.docs})"
    fields = "<br>".join(f"`{_joined(at, row.name)}`" for at in row.at)
    cells = (kinds, fields + FORMS[row.form], _names(row), _namespace(row), _port(row))
    return "| " + " | ".join(cells) + " |\n"


def _joined(at: FieldPath, inner: FieldPath) -> str:
    return str(at) if not inner.steps else f"{at}.{inner}"


def _names(row: ReferenceRow) -> str:
    if row.target is None:
        return "Service"
    allowed = next((words for path, words in row.where if path == row.target.kind), frozenset())
    return " or ".join(sorted(allowed)) or f"workload by `{row.target.kind}`"


def _namespace(row: ReferenceRow) -> str:
    if row.namespace is None:
        return "in the name" if row.form in ("host", "fqdn", "namespace/name") else "own"
    return f"`{row.namespace}`" + ("" if row.namespace_required else ", else own")


def _port(row: ReferenceRow) -> str:
    if not row.port:
        return str(row.default_port or "")
    where = ", ".join(f"`{path}`" for path in row.port)
    missing = f", default {row.default_port}" if row.default_port else ", required" if row.port_required else ""
    return f"{where}: {PORTS[row.port_kind]}{missing}"


def main(arguments: list[str]) -> int:
    """Write the page, or compare it; the exit status."""
    written = TARGET.read_text(encoding="utf-8")
    text = page(written)
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8")
    return int("--check" in arguments and text != written)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
