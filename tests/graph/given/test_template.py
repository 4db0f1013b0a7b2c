"""Templates, told from manifests with a mistake."""

from __future__ import annotations

import pytest

from svclint.graph.given.load import WorldLoader
from svclint.graph.given.world import World
from svclint.settings import Settings
from svclint.sources.source import Skipped, Source

TEMPLATES = {
    "a value": "kind: Service\nmetadata:\n  name: {{ .Values.name }}\n",
    "a value and more": "kind: Service\nmetadata:\n  name: {{ .Values.name }}-web\n",
    "a condition": "{{- if .Values.on }}\nkind: Service\n{{- end }}\n",
    "a block": "kind: Service\nmetadata:\n  labels:\n    {{- toYaml . | nindent 4 }}\n",
    "an item": "kind: Service\nspec:\n  ports:\n  - {{ .Values.port }}\n",
    "Jinja": "kind: Service\n{% if a %}\nspec: {}\n{% endif %}\n",
    "a comment over several lines": "{{/*\nname: a: b\n*/}}\nkind: Service\n",
}
MISTAKES = {
    "without any mark": "kind: Service\n  metadata: {}\n",
    "marks in a string": 'kind: A\ntext: "{{ $labels.pod }}"\n  metadata: {}\n',
    "marks in another document": "text: '{{ .x }}'\n---\nkind: Service\n  metadata: {}\n",
    "marks in a comment": "# {{ .x }}\nkind: Service\n  metadata: {}\n",
}


def world(text: str) -> World:
    loader = WorldLoader(Settings())
    loader.add(Source("a.yaml", text))
    return loader.world()


@pytest.mark.parametrize("text", TEMPLATES.values(), ids=TEMPLATES)
def test_templates_are_skipped(text: str) -> None:
    found = world(text)

    assert ((Skipped("a.yaml", "template"),), (), ()) == (found.skipped, found.faults, found.documents)


@pytest.mark.parametrize("text", MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_not_excused_by_a_mark_elsewhere(text: str) -> None:
    found = world(text)

    assert (1, ()) == (len(found.faults), found.skipped)


def test_a_text_that_parses_is_no_template() -> None:
    found = world("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a: |\n    {{ define }}\n")

    assert ((), 1) == (found.skipped, len(found.objects))
