"""Host aliases that one of `kubectl apply`'s merges may lose."""

from __future__ import annotations

import pytest

from tests.rules.api_findings import fields


def _deployment(aliases: str) -> str:
    head = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n"
    pod = f"{{hostAliases: {aliases}, containers: [{{name: c, image: i}}]}}"
    template = f"{{metadata: {{labels: {{app: web}}}}, spec: {pod}}}"
    return f"{head}spec: {{selector: {{matchLabels: {{app: web}}}}, template: {template}}}\n"


@pytest.mark.parametrize(
    ("aliases", "indexes"),
    [
        ("[{ip: 192.0.2.1}, {ip: 192.0.2.2}]", []),
        ("[{ip: 192.0.2.1}, {ip: 192.0.2.1}, {ip: 192.0.2.2}, {ip: 192.0.2.1}]", [1, 3]),
        ("[{ip: }, {ip: null}, {}, {ip: ''}, null, 192.0.2.1]", []),
        ("null", []),
    ],
)
def test_aliases_of_one_address(aliases: str, indexes: list[int]) -> None:
    expected = [f"spec.template.spec.hostAliases[{index}].ip" for index in indexes]

    assert expected == fields("repeated-host-alias", _deployment(aliases))


def test_objects_without_pods_have_no_host_aliases() -> None:
    text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\nspec: {hostAliases: [{ip: a}, {ip: a}]}\n"

    assert [] == fields("repeated-host-alias", text)
