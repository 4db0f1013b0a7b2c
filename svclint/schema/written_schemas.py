"""The schemas of custom resources that come with svclint, for those whose definitions are not among the files.

They describe the fields by which resources name Services, and leave the rest open (`schemas/README.md`).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from svclint.shipped import shipped_folder

if TYPE_CHECKING:
    from svclint.schema.release import Schema

_CLOSED = "closed"
_OPEN = "x-kubernetes-preserve-unknown-fields"


@cache
def _files() -> dict[str, Path]:
    """One file for each API group, which is its name."""
    return {path.stem: path for path in (shipped_folder("schemas") / "custom").glob("*.json")}


@cache
def _group(group: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_files()[group].read_text(encoding="utf-8")) if group in _files() else {}
    return data


@cache
def written_schema(group: str, kind: str, version: str) -> Schema | None:
    """The structural schema of a version of a kind; None where none was written."""
    data = _group(group)
    found = data.get("kinds", {}).get(kind)
    if found is None or version not in found["versions"]:
        return None
    return _whole(found["schema"], data.get("definitions", {}))


def known_kinds(group: str) -> tuple[str, ...]:
    """Every kind of a group; none for a group of which not all are known."""
    data = _group(group)
    return (*data["kinds"], *data["other-kinds"]) if "other-kinds" in data else ()


def _whole(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """With the definitions in place, and every object that is not closed open for further fields."""
    if "$ref" in schema:
        return _whole(definitions[schema["$ref"]], definitions)
    whole = {key: value for key, value in schema.items() if key != _CLOSED}
    if schema.get("type") == "object" and not schema.get(_CLOSED):
        whole[_OPEN] = True
    for key in ("items", "additionalProperties"):
        if key in schema:
            whole[key] = _whole(schema[key], definitions)
    if "properties" in schema:
        whole["properties"] = {name: _whole(each, definitions) for name, each in schema["properties"].items()}
    return whole
