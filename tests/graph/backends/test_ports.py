"""Where a Service port ends in a pod."""

from __future__ import annotations

from svclint.graph.backends.ports import named_port, numbered_port, resolve_target
from svclint.model.pod_template import PodTemplate
from svclint.model.workload import Workload
from tests.graph.worlds import graph_of, service, service_of, workload

PORTS = "{name: http, containerPort: 8080}, {name: http, containerPort: 53, protocol: UDP}"


def template() -> PodTemplate:
    found = graph_of(workload("web", "app: web", ports=PORTS)).of(Workload)[0].template
    assert found is not None
    return found


def resolved(port: str) -> int | None:
    return resolve_target(service_of(graph_of(service("web", "app: web", ports=port)), "web").ports[0], template())


def test_a_number_is_used_as_it_is() -> None:
    assert resolved("{port: 80, targetPort: 9999}") == 9999
    assert resolved("{port: 80}") == 80


def test_a_name_is_looked_up_with_its_protocol() -> None:
    assert resolved("{port: 80, targetPort: http}") == 8080
    assert resolved("{port: 53, protocol: UDP, targetPort: http}") == 53
    assert resolved("{port: 80, protocol: SCTP, targetPort: http}") is None
    assert resolved("{port: 80, targetPort: web}") is None


def test_containers_are_asked_by_name_and_number() -> None:
    by_name, by_number = named_port(template(), "http"), numbered_port(template(), 53)

    assert by_name is not None
    assert by_name.number == 8080
    assert by_number is not None
    assert by_number.protocol == "UDP"
    assert numbered_port(template(), 53, "TCP") is None
