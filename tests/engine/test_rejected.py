"""What the API server would not take."""

from __future__ import annotations

from svclint.catalogue.loader import load_rules
from svclint.engine.rejected import rejected
from tests.graph.scenarios import pod
from tests.graph.worlds import graph_of, service


def test_objects_with_an_error_of_the_api_are_rejected_for_the_first_one() -> None:
    broken = service("web", "app: web", ports="{port: 0}").replace("spec: {", "spec: {type: Nonsense, ")
    found = rejected(graph_of(broken + service("fine", "app: web")), load_rules())

    assert ["Service web"] == [each.title for each in found]
    assert all("Nonsense" in message or "port" in message for message in found.values())


def test_warnings_and_other_findings_reject_nothing() -> None:
    deprecated = service("web", "app: wbe").replace("spec: {", "spec: {externalIPs: [198.51.100.7], ")

    assert {} == rejected(graph_of(deprecated + pod("web", "app: web")), load_rules())
