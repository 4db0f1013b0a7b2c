"""Ingress and what it names."""

from __future__ import annotations

from svclint.model.ingress import Ingress
from svclint.model.load import objects_of
from svclint.sources.source import Source
from svclint.syntax.compose import compose
from svclint.syntax.places import string_at


def ingress(spec: str, annotations: str = "{}", api: str = "networking.k8s.io/v1") -> Ingress:
    text = f"apiVersion: {api}\nkind: Ingress\nmetadata: {{name: web, annotations: {annotations}}}\nspec: {spec}\n"
    found = [each for document in compose(Source("i.yaml", text)).documents for each in objects_of(document)]
    assert isinstance(found[0], Ingress)
    return found[0]


def test_default_backend_comes_before_the_paths() -> None:
    path = "{http: {paths: [{backend: {service: {name: b}}}, {path: /x}]}}"
    found = ingress(f"{{defaultBackend: {{service: {{name: a}}}}, rules: [{path}, {{host: x}}]}}")

    assert ["a", "b"] == [string_at(each, "service", "name") for each in found.backend_nodes]


def test_class_is_the_field_or_the_older_annotation() -> None:
    older = "{kubernetes.io/ingress.class: traefik}"

    assert ingress("{ingressClassName: nginx}", older).class_name == "nginx"
    assert ingress("{}", older).class_name == "traefik"
    assert ingress("{}").class_name == ""
