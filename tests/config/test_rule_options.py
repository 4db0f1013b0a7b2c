"""Options of rules, beyond what test_load reads."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

import pytest

from svclint.config.load import parse_configuration
from svclint.errors import RuleFileError
from svclint.sources.source import Source
from tests.config.reading import ZoneOptions, read, too_many_zones


def test_options_that_are_not_given_keep_their_defaults() -> None:
    assert {"TEAM001": ZoneOptions(max_zones=9)} == read("options: {too-many-zones: {max_zones: 9}}\n").options


def test_an_option_of_another_type_is_the_fault_of_the_rule() -> None:
    @dataclass(frozen=True)
    class Unreadable:
        table: dict[str, str] = dataclasses.field(default_factory=dict)

    odd = dataclasses.replace(too_many_zones, options=Unreadable, file="odd.py")

    with pytest.raises(RuleFileError, match=r"^odd\.py: options of too-many-zones: table: options are bool, int"):
        parse_configuration(Source(".svclint.yaml", "options: {TEAM001: {table: {}}}\n"), [odd])
