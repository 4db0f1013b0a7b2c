"""SVC168 invalid-custom-resource."""

from svclint.api import Finding, Graph, Iterator, Object, Severity, rule, violation_findings

BAD = """
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
            required: [amount]
            properties:
              amount: {type: integer, minimum: 0}
              currency: {type: string, enum: [EUR, USD]}
              article: {type: string, pattern: '^[a-z0-9-]+$'}
---
apiVersion: shop.example.com/v1
kind: Price
metadata: {name: umbrella}
spec:
  amount: -12  # <- it begins at 0
  currency: eur  # <- upper case
  article: Umbrella 2  # <- not of that form
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
            required: [amount]
            properties:
              amount: {type: integer, minimum: 0}
              currency: {type: string, enum: [EUR, USD]}
              article: {type: string, pattern: '^[a-z0-9-]+$'}
---
apiVersion: shop.example.com/v1
kind: Price
metadata: {name: umbrella}
spec:
  amount: 12
  currency: EUR
  article: umbrella-2
"""


@rule(id="SVC168", name="invalid-custom-resource", severity=Severity.ERROR, on=Object, bad=BAD, good=GOOD)
def invalid_custom_resource(each: Object, graph: Graph) -> Iterator[Finding]:
    """A custom resource has a value that its definition does not allow.

    The definition is a CustomResourceDefinition among the files, or one named with `--crd-schema`. Its schema says which words,
    numbers, lengths and forms a field takes; unknown fields, missing ones and wrong types are found by the rules for all kinds.
    Rules in CEL are left to the server.
    """
    yield from violation_findings(each, graph, "invalid-custom-resource")
