"""Views of Gateway API and Istio: groups and kinds, and what is filled in."""

from __future__ import annotations

import pytest

from svclint.model.gateway_api import Gateway, ListenerSet, Route
from svclint.model.istio import DestinationRule, IstioGateway, MeshPolicy, VirtualService
from svclint.model.objects import Object
from svclint.model.reference_grant import ReferenceGrant
from tests.schema.reading import objects_in


def _object(identity: str, spec: str = "{}") -> Object:
    api_version, _, kind = identity.rpartition(" ")
    (found,) = objects_in(f"apiVersion: {api_version}\nkind: {kind}\nmetadata: {{name: a}}\nspec: {spec}\n")
    return found


@pytest.mark.parametrize(
    ("identity", "view"),
    [
        ("gateway.networking.k8s.io/v1 Gateway", Gateway),
        ("gateway.networking.k8s.io/v1alpha2 UDPRoute", Route),
        ("gateway.networking.k8s.io/v1beta1 ReferenceGrant", ReferenceGrant),
        ("gateway.networking.k8s.io/v1 ListenerSet", ListenerSet),
        ("gateway.networking.x-k8s.io/v1alpha1 XListenerSet", ListenerSet),
        ("networking.istio.io/v1alpha3 Gateway", IstioGateway),
        ("networking.istio.io/v1 VirtualService", VirtualService),
        ("networking.istio.io/v1beta1 DestinationRule", DestinationRule),
        ("security.istio.io/v1 PeerAuthentication", MeshPolicy),
        ("policy.linkerd.io/v1beta3 HTTPRoute", Object),
        ("gateway.solo.io/v1 Gateway", Object),
        ("route.openshift.io/v1 Route", Object),
    ],
)
def test_group_and_kind_decide(identity: str, view: type[Object]) -> None:
    assert view is type(_object(identity))


def test_references_take_defaults_only_for_what_is_not_written() -> None:
    route = _object(
        "gateway.networking.k8s.io/v1 HTTPRoute", "{parentRefs: [{name: a}, {group: '', kind: Service, name: b}, c]}"
    )

    assert isinstance(route, Route)
    assert [("gateway.networking.k8s.io", "Gateway"), ("", "Service")] == [(each.group, each.kind) for each in route.parents]
    assert [False, True] == [each.is_service for each in route.parents]


def test_shares_of_the_destinations_of_a_virtual_service() -> None:
    routes = (
        "{http: [{route: [{destination: {host: a}}]}, {route: "
        "[{destination: {host: b}}, {destination: {host: c}, weight: 1}]}]}"
    )
    virtual = _object("networking.istio.io/v1 VirtualService", routes)

    assert isinstance(virtual, VirtualService)
    assert [("a", 1), ("b", 0), ("c", 1)] == [(each.host, each.weight) for each in virtual.destinations]
    assert virtual.is_for_mesh
