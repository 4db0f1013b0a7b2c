"""`--crd-schema`: definitions beside the manifests."""

from __future__ import annotations

import json
from pathlib import Path

from tests.commands.user import svclint, write

DEFINITION = """\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: prices.shop.example.com}
spec:
  group: shop.example.com
  scope: Namespaced
  names: {plural: prices, kind: Price}
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec:
            type: object
            required: [amount]
            properties: {amount: {type: integer, minimum: 0}}
"""
PRICE = "apiVersion: shop.example.com/v1\nkind: Price\nmetadata: {name: umbrella}\nspec: {amount: -1, currency: EUR}\n"
FOUND = {("invalid-custom-resource", "spec.amount"), ("unknown-field", "spec.currency")}


def _found(*args: str) -> set[tuple[str, str]]:
    done = json.loads(svclint("check", "--format", "json", *args).stdout)
    return {(each["name"], each["field"]) for each in done["findings"]}


def test_definitions_in_a_folder(folder: Path) -> None:
    write(folder, {"app/price.yaml": PRICE, "crds/prices.yaml": DEFINITION, "crds/notes.yaml": "a: b\n"})

    assert set() == _found("app")
    assert FOUND == _found("app", "--crd-schema", "crds")
    assert FOUND == _found(".")


def test_definitions_are_not_checked_themselves(folder: Path) -> None:
    write(folder, {"price.yaml": PRICE, "crd.txt": DEFINITION.replace("plural", "plurals")})

    assert set() == _found("price.yaml", "--crd-schema", "crd.txt")


def test_a_file_without_definitions_is_a_mistake(folder: Path) -> None:
    write(folder, {"price.yaml": PRICE})

    done = svclint("check", "--crd-schema", "price.yaml")

    assert 2 == done.exit_code
    assert "svclint: price.yaml: no CustomResourceDefinition in it (apiextensions.k8s.io/v1)\n" == done.stderr


def test_a_version_that_the_definition_does_not_serve(folder: Path) -> None:
    write(folder, {"price.yaml": PRICE.replace("/v1", "/v2"), "crd.yaml": DEFINITION})

    done = svclint("check", "price.yaml", "--crd-schema", "crd.yaml")

    assert "Price is not served as shop.example.com/v2; use shop.example.com/v1" in done.stdout
