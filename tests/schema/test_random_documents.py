"""Documents at random within the constraints are accepted, and with one slip in them rejected at that field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from svclint.catalogue.finding import Severity
from svclint.schema.formats import FAULTS
from svclint.schema.release import Identity
from tests.linting import lint
from tests.rules.api_findings import API, RULES
from tests.schema.documents import KINDS, documents
from tests.schema.slips import slips
from tests.schema.words import FORMATS, Values

FIXED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=25,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)
"""The same documents in every run."""
_KINDS = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[1])


def _rejected_at(document: dict[str, Any]) -> dict[str, str]:
    """The fields that are blamed, and for what."""
    report = lint(json.dumps(document, indent=1), choice=API, rules=RULES)
    return {each.field: f"{each.rule.name}: {each.message}" for each in report.findings if each.severity is Severity.ERROR}


@_KINDS
@FIXED
@given(data=st.data())
def test_a_document_within_the_constraints_is_accepted(kind: Identity, data: st.DataObject) -> None:
    document = data.draw(documents(kind))

    assert {} == _rejected_at(document)


@_KINDS
@FIXED
@given(data=st.data())
def test_one_slip_is_rejected_at_its_field(kind: Identity, data: st.DataObject) -> None:
    document = data.draw(documents(kind))
    slip = data.draw(st.sampled_from(slips(document)))

    assert slip.blamed & _rejected_at(slip.into(document)).keys()


@pytest.mark.parametrize(("name", "values"), FORMATS.items(), ids=FORMATS)
def test_the_words_of_a_format(name: str, values: Values) -> None:
    fault_of = FAULTS.get(name)

    assert fault_of is None or all(fault_of(each) is not None for each in values.wrong)


def test_every_format_has_words() -> None:
    assert set(FAULTS) <= set(FORMATS)
