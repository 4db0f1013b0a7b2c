"""Which definition a custom resource goes by."""

from __future__ import annotations

from svclint.schema.custom import CustomResources, is_definition
from svclint.schema.faults import UnknownField
from tests.schema.reading import objects_in

PRICE = "apiVersion: shop.example.com/{version}\nkind: Price\nmetadata: {{name: a}}\nspec: {{{spec}}}\n"


def definition(field: str, *, version: str = "v1", served: str = "true", more: str = "") -> str:
    """A definition of prices with one field."""
    spec = f"{{type: object, properties: {{{field}: {{type: string}}}}}}"
    schema = f"{{openAPIV3Schema: {{type: object, properties: {{spec: {spec}}}}}}}"
    return (
        "---\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: prices.shop.example.com}\n"
        "spec:\n  group: shop.example.com\n  names: {plural: prices, kind: Price}\n"
        f"  versions: [{{name: {version}, served: {served}, storage: true, schema: {schema}}}]\n{more}"
    )


def _unknown(spec: str, found: str, given: str = "") -> list[str]:
    (price,) = objects_in(PRICE.format(version="v1", spec=spec))
    faults = CustomResources(objects_in(found), objects_in(given)).faults(price)
    return [each.key.text for each in faults if isinstance(each, UnknownField)]


def test_a_resource_goes_by_its_definition() -> None:
    assert ["b"] == _unknown("b: c", definition("a"))
    assert [] == _unknown("a: c", definition("a"))


def test_without_a_definition_nothing_is_said() -> None:
    (price,) = objects_in(PRICE.format(version="v1", spec="b: c"))
    resources = CustomResources((), ())

    assert [] == list(resources.faults(price))
    assert None is resources.unserved(price)


def test_equal_definitions_are_one() -> None:
    assert ["b"] == _unknown("b: c", definition("a") + definition("a"))


def test_of_definitions_that_differ_none_counts() -> None:
    assert [] == _unknown("b: c", definition("a") + definition("x"))


def test_a_definition_that_the_user_names_goes_before() -> None:
    assert ["b"] == _unknown("b: c", definition("b"), definition("a"))


def test_a_definition_that_does_not_go_by_its_schemas_is_left_out() -> None:
    assert [] == _unknown("b: c", definition("a", more="  preserveUnknownFields: true\n"))
    assert [] == _unknown("b: c", definition("a").replace("openAPIV3Schema", "other"))
    assert [] == _unknown("b: c", definition("a", served="false"))


def test_versions_that_are_not_served() -> None:
    (price,) = objects_in(PRICE.format(version="v2", spec="b: c"))
    resources = CustomResources(objects_in(definition("a")), ())
    found = resources.unserved(price)

    assert found is not None
    assert ("shop.example.com/v1",) == found.instead
    assert [] == list(resources.faults(price))


def test_what_defines_resources() -> None:
    (crd,) = objects_in(definition("a"))
    (old,) = objects_in(definition("a").replace("io/v1", "io/v1beta1"))

    assert is_definition(crd)
    assert not is_definition(old)
