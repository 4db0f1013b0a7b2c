"""Documents at random within the constraints are accepted, and with one slip in them rejected at that field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from svclint.catalogue.finding import Severity
from svclint.schema.constraints import shipped
from svclint.schema.formats import FAULTS
from svclint.schema.release import Identity
from tests.linting import lint
from tests.rules.api_findings import API, RULES
from tests.schema.documents import KINDS, RELEASE, documents, written_fields
from tests.schema.slips import constraint_slips, slips
from tests.schema.words import FORMATS, Values

FIXED = settings(
    derandomize=True,
    database=None,
    max_examples=25,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)
"""The same documents in every run."""
_KINDS = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind[1])


NOT_DRAWN = (
    "apiextensions.v1.",  # definitions hang together so closely that they have tests of their own
    "apiregistration.v1.APIServiceSpec.group",  # its name follows from it, so that a wrong one is not alone
    "batch.v1.JobSpec.backoffLimitPerIndex",  # and the next: only of indexed Jobs, beside other fields
    "batch.v1.JobSpec.maxFailedIndexes",
    "batch.v1.PodFailurePolicy",  # only beside restartPolicy Never, with containers and codes
    "core.v1.Container.restartPolicy",  # of init containers alone
    "core.v1.PodSpec.activeDeadlineSeconds",  # refused in the templates of controllers
    "core.v1.PodSpec.hostnameOverride",  # excludes hostNetwork
    "core.v1.PodSpec.preemptionPolicy",  # and the next: admission knows what there is
    "core.v1.PodSpec.priorityClassName",
    "core.v1.PodSpec.runtimeClassName",
    "core.v1.Probe.terminationGracePeriodSeconds",  # not of readiness probes
    "discovery.v1.EndpointSlice.endpoints",  # and the next: too long a list to write out
    "discovery.v1.EndpointSlice.ports",
)
"""Constraints on these are broken in other tests."""


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


def test_every_constraint_is_broken_by_some_slip() -> None:
    drawn = _definitions_of_documents()
    constrained = {(owner, field) for owner, fields in shipped().items() for field in fields}
    broken = {
        (owner, field) for owner, field in constrained if field in drawn.get(owner, ()) and constraint_slips(owner, field)
    }

    left = sorted(f"{owner}.{field}" for owner, field in constrained - broken)

    assert [] == [each for each in left if not each.startswith(NOT_DRAWN)]
    assert [] == [each for each in NOT_DRAWN if not any(name.startswith(each) for name in left)]


def _definitions_of_documents() -> dict[str, list[str]]:
    """The definitions below all kinds, each with its fields."""
    found: dict[str, list[str]] = {}
    todo = [RELEASE.roots[kind] for kind in KINDS]
    while todo:
        name = todo.pop()
        if name not in found:
            found[name] = written_fields(name)
            properties = RELEASE.definitions[name].get("properties", {})
            for field in found[name]:
                of_items = properties[field].get("items", {})
                todo += [each["$ref"].rpartition("/")[2] for each in (properties[field], of_items) if "$ref" in each]
    return found
