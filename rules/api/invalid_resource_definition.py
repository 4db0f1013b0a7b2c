"""SVC167 invalid-resource-definition."""

from svclint.api import (
    Absent,
    Finding,
    Graph,
    Iterator,
    Mapping,
    Object,
    Severity,
    dns_1035_label_fault,
    is_blank,
    is_null,
    item_text,
    items_at,
    mapping_at,
    node_at,
    rule,
    scalar_at,
    string_at,
    violation_findings,
)

BAD = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: prices.shop}
spec:
  group: shop  # <- a domain with a dot
  scope: Namespaced
  names: {plural: prices, singular: price, kind: Price}
  versions:
  - name: v1  # <- none of the two is stored
    served: true
    storage: false
    schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
  - name: v2  # <- no schema
    served: true
    storage: false
"""

GOOD = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: prices.shop.example.com}
spec:
  group: shop.example.com
  scope: Namespaced
  names: {plural: prices, singular: price, kind: Price}
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
            properties:
              amount: {type: integer, minimum: 0}
"""

_PROTECTED = ("k8s.io", "kubernetes.io")
_APPROVAL = "api-approved.kubernetes.io"
_REVIEWS = frozenset({"v1", "v1beta1"})


@rule(id="SVC167", name="invalid-resource-definition", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_resource_definition(each: Object, graph: Graph) -> Iterator[Finding]:
    """A CustomResourceDefinition is refused by the API server: its names, its group or its versions.

    The group is a domain, names are DNS labels, exactly one version is stored, and each version has a schema.
    https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/
    """
    spec = mapping_at(each.node, "spec")
    if each.group != "apiextensions.k8s.io" or each.kind != "CustomResourceDefinition" or spec is None:
        return
    yield from violation_findings(each, graph, "invalid-resource-definition")
    yield from _of_kinds(spec)
    yield from _of_versions(spec)
    yield from _of_group(each, string_at(spec, "group") or "")
    preserving = scalar_at(spec, "preserveUnknownFields")
    if preserving is not None and preserving.value is True:
        yield Finding(at=preserving, message="set x-kubernetes-preserve-unknown-fields in the schemas instead")
    yield from _of_reviews(spec)


def _of_kinds(spec: Mapping) -> Iterator[Finding]:
    kind, listed = (scalar_at(spec, "names", name) for name in ("kind", "listKind"))
    for node in (kind, listed):
        text = node.string if node is not None else None
        fault = dns_1035_label_fault(text.lower()) if text else None
        if node is not None and fault is not None:
            yield Finding(at=node, message=f'"{text}" cannot be a kind: {fault}')
    if kind is not None and listed is not None and listed.string and listed.string == kind.string:
        yield Finding(at=listed, message=f'the kind of lists cannot be "{listed.string}" too')


def _is_open(schema: Mapping) -> bool:
    """Whether a schema that says nothing of types keeps whatever stands there."""
    keeps = scalar_at(schema, "x-kubernetes-preserve-unknown-fields")
    return keeps is not None and keeps.value is True and is_blank(schema.get("type"))


def _of_versions(spec: Mapping) -> Iterator[Finding]:
    place, items = spec.get("versions"), items_at(spec, "versions")
    stored = [item for item in items if (node := scalar_at(item, "storage")) is not None and node.value is True]
    if place is not None and items and len(stored) != 1:
        found = "no version" if not stored else f"{len(stored)} versions"
        yield Finding(at=place, message=f"{found} of the resource would be stored (storage: true); it must be exactly one")
    for index, item in enumerate(items):
        schema = node_at(item, "schema", "openAPIV3Schema")
        if isinstance(item, Mapping) and is_null(schema):
            field = f"spec.versions[{index}].schema.openAPIV3Schema"
            yield Finding(at=Absent(item, "schema"), message="a version needs a schema (schema.openAPIV3Schema)", field=field)
        elif isinstance(schema, Mapping) and not _is_open(schema) and (string_at(schema, "type") or "") != "object":
            at = schema.get("type") or Absent(schema, "type")
            of_one = "spec.validation.openAPIV3Schema.type" if len(items) == 1 else None  # the server's name for the only one
            yield Finding(at=at, message="the type of a resource's whole schema must be object", field=of_one)


def _of_group(each: Object, group: str) -> Iterator[Finding]:
    """https://kubernetes.io/docs/reference/labels-annotations-taints/#api-approved-kubernetes-io."""
    protected = group in _PROTECTED or group.endswith(tuple(f".{name}" for name in _PROTECTED))
    approval = each.annotations.get(_APPROVAL, "")
    if not protected or approval.startswith("unapproved"):
        return
    field = f'metadata.annotations["{_APPROVAL}"]'
    if _APPROVAL not in each.annotations:
        message = f"group {group} belongs to Kubernetes: the definition needs the annotation {_APPROVAL}"
        yield Finding(at=each.place("metadata", "annotations", _APPROVAL), message=message, field=field)
    elif "://" not in approval:
        message = f'"{approval}" is no URL of an approval'
        yield Finding(at=each.place("metadata", "annotations", _APPROVAL), message=message, field=field)


def _of_reviews(spec: Mapping) -> Iterator[Finding]:
    """The versions in which a conversion webhook is asked."""
    place = node_at(spec, "conversion", "webhook", "conversionReviewVersions")
    names = [item_text(item) for item in items_at(place)] if place is not None else []
    if place is not None and names and None not in names and _REVIEWS.isdisjoint(name or "" for name in names):
        message = "conversionReviewVersions must have v1 or v1beta1, which the server speaks"
        yield Finding(at=place, message=message, field="spec.conversion.conversionReviewVersions")
