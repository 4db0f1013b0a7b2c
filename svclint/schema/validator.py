"""One schema, two engines: jsonschema-rs says fast whether there is anything to explain, jsonschema explains.

jsonschema-rs has no wheel for some platforms; jsonschema does both there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from svclint.schema.constraints import MARK
from svclint.schema.distinct import Distinct
from svclint.schema.formats import FORMATS

if TYPE_CHECKING:
    from svclint.schema.distinct import Repeat
    from svclint.schema.plain import Json
    from svclint.schema.release import Schema


class Complaint(NamedTuple):
    """What a validator says: where, which keyword of JSON Schema is broken, the schema that holds it, the value or key."""

    path: tuple[str | int, ...]
    keyword: str
    schema: Schema
    value: Json


class Filter(Protocol):
    """What both engines can do."""

    def is_valid(self, instance: Json) -> bool:
        """Whether there is nothing to explain."""


class _Error(Protocol):
    """An error of jsonschema, as far as it is used here."""

    absolute_path: Sequence[str | int]
    validator: str
    schema: Schema
    instance: Json


class Explainer(Filter, Protocol):
    """What only jsonschema can do."""

    def iter_errors(self, instance: Json) -> Iterable[_Error]:
        """Everything that does not fit."""


class Validator:
    """A compiled schema. Engines are imported and compile at the first question."""

    def __init__(self, schema: Schema) -> None:
        """Keep a JSON Schema that stands alone."""
        self._schema = schema

    def accepts(self, instance: Json) -> bool:
        """Whether the instance fits."""
        return self._filter.is_valid(instance) and not any(self._distinct.repeats(instance))

    def complaints(self, instance: Json) -> Iterator[Complaint]:
        """Everything that does not fit, each keyword of the structure and each constraint once at each place."""
        seen: set[tuple[object, ...]] = set()
        for error in self._explainer.iter_errors(instance):
            path, mark = tuple(error.absolute_path), error.schema.get(MARK)
            place = (path, error.validator) if mark is None else (path, id(mark), repr(error.instance))
            if place not in seen:
                seen.add(place)
                yield Complaint(path, error.validator, error.schema, error.instance)

    def repeats(self, instance: Json) -> Iterator[Repeat]:
        """Every item of a list that has the keys of an earlier one and must not."""
        return self._distinct.repeats(instance)

    @cached_property
    def _distinct(self) -> Distinct:
        return Distinct(self._schema)

    @cached_property
    def _filter(self) -> Filter:
        return fast_engine(self._schema) or self._explainer

    @cached_property
    def _explainer(self) -> Explainer:
        return explaining_engine(self._schema)


def fast_engine(schema: Schema) -> Filter | None:
    """The schema in jsonschema-rs; None where that is not installed."""
    try:
        import jsonschema_rs  # noqa: PLC0415 - 24 ms that only a run with objects should pay
    except ImportError:
        return None
    return jsonschema_rs.Draft202012Validator(schema, formats=dict(FORMATS), validate_formats=True)


def explaining_engine(schema: Schema) -> Explainer:
    """The schema in jsonschema."""
    import jsonschema  # type: ignore[import-untyped]  # it has no stubs  # noqa: PLC0415 - 110 ms, only where something is wrong

    checker = jsonschema.FormatChecker(formats=())
    for name, check in FORMATS.items():
        checker.checks(name)(check)
    return cast("Explainer", jsonschema.Draft202012Validator(schema, format_checker=checker))
