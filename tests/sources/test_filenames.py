"""What a name says."""

from __future__ import annotations

import pytest

from svclint.sources.filenames import folder_of, is_kustomization, is_manifest_name, is_manifest_template_name, is_template_name


@pytest.mark.parametrize("name", ["web.yaml", "web.yml", "web.json", "Kustomization", ".hidden.yaml"])
def test_names_that_kubectl_or_kustomize_read(name: str) -> None:
    assert is_manifest_name(name)


@pytest.mark.parametrize("name", ["web.yaml.bak", "web.txt", "yaml", "kustomization", "_helpers.tpl", "web.yaml.tmpl"])
def test_other_names(name: str) -> None:
    assert not is_manifest_name(name)


@pytest.mark.parametrize(
    "name", ["web.yaml.tmpl", "web.yml.j2", "web.json.tpl", "web.yaml.in", "web.yml.gotmpl", "a.yml.jinja"]
)
def test_names_of_templates_of_manifests(name: str) -> None:
    assert is_manifest_template_name(name)
    assert is_template_name(name)


@pytest.mark.parametrize("name", ["web.tmpl", "_helpers.tpl", "web.toml.j2"])
def test_names_of_other_templates(name: str) -> None:
    assert is_template_name(name)
    assert not is_manifest_template_name(name)


@pytest.mark.parametrize("name", ["web.yaml", "web.yaml.orig", "web.yaml.tmpl.yaml", "tmpl"])
def test_names_of_no_templates(name: str) -> None:
    assert not is_template_name(name)
    assert not is_manifest_template_name(name)


@pytest.mark.parametrize("path", ["kustomization.yaml", "base/kustomization.yml", "/a/b/Kustomization"])
def test_kustomizations(path: str) -> None:
    assert is_kustomization(path)


@pytest.mark.parametrize("path", ["kustomization", "Kustomization.yaml", "kustomization.yaml/web.yaml", "a-kustomization.yaml"])
def test_no_kustomizations(path: str) -> None:
    assert not is_kustomization(path)


def test_the_folder_of_a_path() -> None:
    assert ["a/b", "", "/a"] == [folder_of(path) for path in ("a/b/c.yaml", "c.yaml", "/a/c.yaml")]
