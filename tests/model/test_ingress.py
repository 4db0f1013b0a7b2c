"""Ingress and what it names."""

from __future__ import annotations

from svclint.model.ingress import Ingress
from svclint.model.load import objects_of
from svclint.sources.source import Source
from svclint.syntax.compose import compose


def ingress(spec: str, annotations: str = "{}", api: str = "networking.k8s.io/v1") -> Ingress:
    text = f"apiVersion: {api}\nkind: Ingress\nmetadata: {{name: web, annotations: {annotations}}}\nspec: {spec}\n"
    found = [each for document in compose(Source("i.yaml", text)).documents for each in objects_of(document)]
    assert isinstance(found[0], Ingress)
    return found[0]


def names(of: Ingress) -> list[tuple[str | None, object]]:
    return [(each.name.text if each.name else None, each.port.value if each.port else None) for each in of.backends]


def test_default_backend_comes_before_the_paths() -> None:
    path = "{http: {paths: [{backend: {service: {name: b, port: {name: http}}}}, {path: /x}]}}"
    spec = f"{{defaultBackend: {{service: {{name: a, port: {{number: 80}}}}}}, rules: [{path}, {{host: x}}]}}"

    assert names(ingress(spec)) == [("a", 80), ("b", "http")]


def test_old_groups_keep_name_and_port_side_by_side() -> None:
    spec = "{backend: {serviceName: a, servicePort: http}}"

    assert names(ingress(spec, api="extensions/v1beta1")) == [("a", "http")]


def test_what_is_missing_is_none() -> None:
    assert names(ingress("{defaultBackend: {service: {}}}")) == [(None, None)]


def test_resources_and_actions_are_left_out() -> None:
    assert names(ingress("{defaultBackend: {resource: {kind: Bucket, name: a}}}")) == []
    assert names(ingress("{defaultBackend: {service: {name: a, port: {name: use-annotation}}}}")) == []
    forward = "{alb.ingress.kubernetes.io/actions.a: '{}'}"
    assert names(ingress("{defaultBackend: {service: {name: a, port: {number: 80}}}}", forward)) == []


def test_class_is_the_field_or_the_older_annotation() -> None:
    older = "{kubernetes.io/ingress.class: traefik}"

    assert ingress("{ingressClassName: nginx}", older).class_name == "nginx"
    assert ingress("{}", older).class_name == "traefik"
    assert ingress("{}").class_name == ""
