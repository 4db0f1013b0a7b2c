"""What the API server names where something whole is missing: it goes on as if it were there and empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.schema.constraints import constraints_of, demanded
from svclint.schema.required import required_fields
from svclint.schema.whereabouts import schema_at

if TYPE_CHECKING:
    from svclint.schema.release import Release, Schema
    from svclint.syntax.places import Path


def asked_below(release: Release, root: Schema, path: Path) -> Path:
    """The path of the first field that is missed where nothing stands at `path`.

    A Deployment without spec lacks `spec.selector`: Go decodes an absent struct as an empty one, so that validation complains
    of the innermost fields (measured).
    """
    *above, name = path
    parent = schema_at(release, root, tuple(above)) or {}
    schema: Schema = parent.get("properties", {}).get(name, {})
    while need := _need(release, schema):
        path = (*path, need)
        schema = release.resolve(schema)["properties"][need]
    return path


def _need(release: Release, schema: Schema) -> str | None:
    """The first field that objects of a definition cannot do without; None for what is no object."""
    name = schema.get("$ref", "").rpartition("/")[2]
    if name not in release.definitions:
        return None
    definition = release.definitions[name]
    needed = {*required_fields(name, definition), *demanded(constraints_of(name, release.version))}
    return next((field for field in definition.get("properties", {}) if field in needed), None)
