"""Hand-written backends: what the examples of the rules do not show."""

from __future__ import annotations

import pytest

from svclint.settings import External, Settings
from tests.linting import lint, said


def service(name: str = "warehouse", spec: str = "ports: [{name: sql, port: 5432}]") -> str:
    return f"apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec:\n  {spec}\n---\n"


def placed(text: str, namespace: str) -> str:
    return text.replace("metadata: {", f"metadata: {{namespace: {namespace}, ", 1)


def endpoints(name: str = "warehouse", port: str = "{name: sql, port: 5432}", metadata: str = "labels: {}") -> str:
    return f"""apiVersion: v1
kind: Endpoints
metadata:
  name: {name}
  {metadata}
subsets:
- addresses: [{{ip: 192.0.2.20}}]
  ports:
  - {port}
---
"""


def endpoint_slice(labels: str = "kubernetes.io/service-name: warehouse", port: str = "{name: sql, port: 5432}") -> str:
    return f"""apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: warehouse-1
  labels: {{{labels}}}
addressType: IPv4
endpoints: [{{addresses: [192.0.2.20]}}]
ports:
- {port}
---
"""


SELECTING = "selector: {app: warehouse}"


def test_selectorless_service_alone_is_in_doubt() -> None:
    found = said(service(), "SVC501")

    message = "Service warehouse has no selector, and nothing in these files gives it endpoints"
    assert found == [("info", 3, message, "a controller or another file may give it endpoints")]


def test_service_of_the_configuration_an_alias_and_an_alternative_need_no_endpoints() -> None:
    known = Settings(external=External(services=frozenset({("default", "warehouse")})))

    assert said(service(), "SVC501", known) == []
    assert said(service(spec="{type: ExternalName, externalName: db.example.com}"), "SVC501") == []
    assert said(service() + service(spec=SELECTING), "SVC501") == []


def test_exempt_endpoints_and_locks_give_nothing() -> None:
    exempt = endpoints(metadata='labels: {endpointslice.kubernetes.io/skip-mirror: "true"}')
    lock = endpoints(metadata='annotations: {control-plane.alpha.kubernetes.io/leader: "{}"}')

    assert [len(said(service() + text, "SVC501")) for text in (exempt, lock, endpoints())] == [1, 1, 0]


def test_port_of_the_same_name_and_another_protocol_is_shown_at_the_protocol() -> None:
    found = said(service() + endpoints(port="{name: sql, protocol: UDP, port: 5432}"), "SVC502")

    message = 'Endpoints warehouse has port "sql" (UDP), Service warehouse has port "sql" (TCP)'
    assert found == [("error", 15, message, None)]


def test_unnamed_ports_are_shown_at_the_item_and_belong_together() -> None:
    unnamed = service(spec="ports: [{port: 5432}]")
    message = 'Endpoints warehouse has an unnamed port (TCP), Service warehouse has port "sql" (TCP)'

    assert said(service() + endpoints(port="{port: 5432}"), "SVC502") == [("error", 15, message, None)]
    assert said(unnamed + endpoints(port="{port: 6432}"), "SVC502") == []
    assert [severity for severity, *_ in said(unnamed + endpoints(), "SVC502")] == ["error"]


def test_port_without_any_endpoint_is_a_warning_at_the_service() -> None:
    both = service(spec="ports: [{name: sql, port: 5432}, {name: metrics, port: 9187}]")

    found = said(both + endpoints(), "SVC502")

    message = 'no hand-written endpoint of Service warehouse has port "metrics" (TCP)'
    assert found == [("warning", 5, message, None)]


def test_port_that_the_service_does_not_ask_for_is_harmless() -> None:
    assert said(service() + endpoints(port="{name: sql, port: 5432}\n  - {name: metrics, port: 9187}"), "SVC502") == []


def test_port_of_an_alternative_is_wanted() -> None:
    alternative = service(spec="ports: [{name: postgres, port: 5432}]")

    found = said(service() + alternative + endpoints(port="{name: postgres, port: 5432}"), "SVC502")

    assert [severity for severity, *_ in found] == ["warning"]


def test_headless_service_still_answers_by_address() -> None:
    headless = service(spec="{clusterIP: None, ports: [{name: sql, port: 5432}]}")

    assert [severity for severity, *_ in said(headless + endpoints(port="{name: pg, port: 5432}"), "SVC502")] == ["warning"]


def test_services_with_selector_and_aliases_have_no_hand_written_ports() -> None:
    wrong = endpoints(port="{name: pg, port: 5432}")

    assert said(service(spec=SELECTING) + wrong, "SVC502") == []
    assert said(service(spec="{type: ExternalName, externalName: db.example.com}") + wrong, "SVC502") == []


def test_kustomization_may_rename_a_port_unless_a_slip_or_one_file_shows_that_it_does_not() -> None:
    def severities(name: str, file: str) -> list[str]:
        wrong = endpoints(port=f"{{name: {name}, port: 5432}}")
        files = {"service.yaml": service() + wrong} if file == "service.yaml" else {"service.yaml": service(), file: wrong}
        return [severity for severity, *_ in said(files, "SVC502", kustomizations=frozenset({""}))]

    assert severities("sqll", "endpoints.yaml") == ["error"]
    assert severities("postgres", "endpoints.yaml") == ["info"]
    assert severities("postgres", "service.yaml") == ["error"]


def test_other_folder_makes_a_wrong_port_a_warning() -> None:
    files = {"a/service.yaml": service(), "b/endpoints.yaml": endpoints(port="{name: sqll, port: 5432}")}

    assert [severity for severity, *_ in said(files, "SVC502")] == ["warning"]


def test_several_wrong_ports_are_not_renamed() -> None:
    text = service() + endpoints(port="{name: pg, port: 5432}\n  - {name: pq, port: 5433}")

    assert [each.fix for each in lint(text).findings if each.rule.id == "SVC502"] == [None, None]


def test_endpoints_in_another_file_than_the_service_with_a_selector_are_in_doubt() -> None:
    found = said({"a.yaml": service(spec=SELECTING), "b.yaml": endpoints()}, "SVC503")

    doubt = "they are in another file than the Service and may be for another step or environment"
    message = "Endpoints warehouse are overwritten: their Service has a selector, and its pods take their place"
    assert found == [("info", 4, message, doubt)]


def test_alternative_without_selector_leaves_endpoints_as_they_are() -> None:
    assert said(service() + service(spec=SELECTING) + endpoints(), "SVC503") == []


def test_endpoints_of_nobody_are_info() -> None:
    closed, severity = service("mail"), [severity for severity, *_ in said(endpoints(), "SVC504")]

    assert severity == ["info"]
    assert said(closed + endpoints(), "SVC504") == [
        ("info", 10, "Endpoints warehouse belong to no Service of namespace default", None)
    ]


def test_endpoints_of_the_platform_and_of_a_service_are_left_alone() -> None:
    assert said(endpoints(metadata="namespace: kube-system"), "SVC504") == []
    assert said(service() + endpoints(), "SVC504") == []


def test_service_that_was_meant_in_another_folder_makes_orphans_a_warning() -> None:
    found = said({"a/service.yaml": service("ware-house"), "b/endpoints.yaml": endpoints()}, "SVC504")

    assert [severity for severity, *_ in found] == ["warning"]


def test_slice_without_label_belongs_to_no_service() -> None:
    found = said(service() + endpoint_slice("app: warehouse"), "SVC505")

    message = "EndpointSlice warehouse-1 belongs to no Service: it has no label kubernetes.io/service-name"
    assert found == [("warning", 11, message, None)]


@pytest.mark.parametrize("key", ["service-name", "kubernetes.io/servicename", "kubernetes.io/service"])
def test_slice_with_a_label_that_only_looks_right_is_shown_it(key: str) -> None:
    text = service() + endpoint_slice(f"app: warehouse, {key}: warehouse")
    [finding] = [each for each in lint(text).findings if each.rule.id == "SVC505"]

    assert finding.message.endswith(f"no label kubernetes.io/service-name; {key} may be meant for it")
    assert finding.fix is not None
    assert finding.fix.title == f"write kubernetes.io/service-name instead of {key}"


def test_backends_in_another_namespace_than_the_one_service_that_lacks_them() -> None:
    text = placed(service(), "shop")
    hand_written = endpoints(metadata="namespace: prod")
    sliced = endpoint_slice().replace("  name: warehouse-1", "  name: warehouse-1\n  namespace: prod")

    assert said(text + hand_written, "SVC504") == [
        (
            "error",
            11,
            "Endpoints warehouse belong to no Service of namespace prod; the Service of this name without endpoints is in shop",
            None,
        )
    ]
    assert [each for each, *_ in said(service() + hand_written, "SVC504")] == ["warning"]
    assert [(each, doubt) for each, _, _, doubt in said(text + sliced, "SVC505")] == [("warning", None)]


def test_backends_of_a_namespace_are_not_claimed_by_a_service_that_has_its_own() -> None:
    text = placed(service(), "shop") + endpoints(metadata="namespace: shop") + endpoints(metadata="namespace: prod")
    two = placed(service(), "a") + placed(service(), "b") + endpoints(metadata="namespace: prod")

    assert [each for each, *_ in said(text, "SVC504")] == ["info"]
    assert [each for each, *_ in said(two, "SVC504")] == ["info"]


def test_slice_of_a_service_elsewhere_is_in_doubt() -> None:
    found = said(endpoint_slice(), "SVC505")

    assert [(severity, doubt is None) for severity, _, _, doubt in found] == [("info", False)]


def test_slice_with_a_slip_to_a_service_that_has_endpoints() -> None:
    text = service() + endpoint_slice() + endpoint_slice("kubernetes.io/service-name: warehose")

    found = [
        (each.position.line, each.fix.title if each.fix else "") for each in lint(text).findings if each.rule.id == "SVC505"
    ]

    assert found == [(21, "write warehouse instead of warehose")]


def test_slice_with_the_mark_of_the_controller_is_deleted() -> None:
    marked = "kubernetes.io/service-name: warehouse, endpointslice.kubernetes.io/managed-by: endpointslice-controller.k8s.io"

    found = said(service(spec=SELECTING) + endpoint_slice(marked), "SVC506")

    message = (
        "Service warehouse has a selector, so EndpointSlice warehouse-1 is deleted by the controller whose mark it carries"
    )
    assert found == [("warning", 11, message, None)]


def test_slice_of_an_alternative_without_selector_is_fine() -> None:
    assert said(service() + service(spec=SELECTING) + endpoint_slice(), "SVC506") == []
