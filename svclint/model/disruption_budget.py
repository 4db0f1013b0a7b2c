"""PodDisruptionBudget, policy/v1."""

from __future__ import annotations

from dataclasses import dataclass

from svclint.model.objects import Object
from svclint.syntax.nodes import Mapping
from svclint.syntax.places import mapping_at


@dataclass(frozen=True, eq=False)
class DisruptionBudget(Object):
    """https://kubernetes.io/docs/reference/kubernetes-api/policy-resources/pod-disruption-budget-v1/."""

    @property
    def selector_node(self) -> Mapping | None:
        """The label selector on pods of its namespace."""
        return mapping_at(self.node, "spec", "selector")

    @property
    def takes_nothing_when_empty(self) -> bool:
        """Whether `selector: {}` means no pod, as in v1beta1; in v1 it means every pod of the namespace.

        https://kubernetes.io/docs/reference/using-api/deprecation-guide/#poddisruptionbudget-v125
        """
        return self.version == "v1beta1"
