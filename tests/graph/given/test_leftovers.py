"""A variable that a render left behind is told from a template by its company."""

from __future__ import annotations

import pytest

from svclint.graph.given.load import WorldLoader
from svclint.graph.given.world import World
from svclint.settings import Settings
from svclint.sources.source import Skipped, Source

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec: {{ports: [{{port: 80}}]}}\n"
OTHERS = {f"shop/s{number}.yaml": SERVICE.format(name=f"s{number}") for number in range(9)}


def world(files: dict[str, str], skipped: tuple[Skipped, ...] = (), kustomizations: frozenset[str] = frozenset()) -> World:
    loader = WorldLoader(Settings())
    for path, text in files.items():
        loader.add(Source(path, text))
    return loader.world(skipped, (), kustomizations)


@pytest.mark.parametrize("name", ["'{{ x }}'", "'{{x}}'", "$(X)"])
def test_one_variable_among_many_whole_files_is_checked(name: str) -> None:
    found = world({"shop/a.yaml": SERVICE.format(name=name), **OTHERS})

    assert (10, (), ()) == (len(found.objects), found.placeholders, found.skipped)


def test_the_order_of_the_text_stays() -> None:
    text = "---\n".join(SERVICE.format(name=name) for name in ("a", "$(X)", "b"))

    assert ["a", "$(X)", "b"] == [each.name for each in world({"shop/a.yaml": text, **OTHERS}).objects][:3]


@pytest.mark.parametrize(
    ("files", "skipped", "kustomizations"),
    [
        pytest.param({"shop/a.yaml": SERVICE.format(name="'${X}'")}, (), frozenset[str](), id="envsubst"),
        pytest.param({"shop/a.yaml": SERVICE.format(name="'{{ .Values.x }}'")}, (), frozenset[str](), id="Helm"),
        pytest.param({"shop/a.yaml": SERVICE.format(name="'{{ x }}-{{ y }}'")}, (), frozenset[str](), id="two variables"),
        pytest.param({"web/a.yaml": SERVICE.format(name="$(X)")}, (), frozenset[str](), id="other folder"),
        pytest.param(
            {"shop/a.yaml": SERVICE.format(name="$(X)"), "shop/b.yaml": SERVICE.format(name="$(Y)")},
            (),
            frozenset[str](),
            id="two files",
        ),
        pytest.param(
            {"shop/a.yaml": SERVICE.format(name="$(X)")}, (Skipped("shop/b.yaml", "template"),), frozenset[str](), id="template"
        ),
        pytest.param({"shop/a.yaml": SERVICE.format(name="$(X)")}, (), frozenset({""}), id="kustomization above"),
    ],
)
def test_a_template_has_company(files: dict[str, str], skipped: tuple[Skipped, ...], kustomizations: frozenset[str]) -> None:
    found = world(files | OTHERS, skipped, kustomizations)

    assert len(files) == len(found.placeholders)
    assert set(OTHERS) == {each.document.source.path for each in found.objects}
