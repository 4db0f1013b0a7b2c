"""Which of the fields that the schemas call required the API server really asks for.

The schemas call a field required when Go always writes it out. The server asks for one by validating its value, and
Go reads a missing number, truth or list as zero, false or empty. What follows is what validation lets pass, or never sees
because its field is alpha and dropped
(https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/core/validation/validation.go, and measured).
"""

from __future__ import annotations

from typing import Any

_NOT_ASKED = frozenset(
    {
        ("EndpointSlice", "endpoints"),
        ("EvictionResponder", "name"),
        ("EvictionResponder", "priority"),
        ("ForZone", "name"),
        ("HTTPHeader", "value"),
        ("ISCSIPersistentVolumeSource", "lun"),
        ("ISCSIVolumeSource", "lun"),
        ("LimitRangeSpec", "limits"),
        ("NetworkPolicySpec", "podSelector"),
        ("NodeAllocatableMappedResources", "quantity"),
        ("PodFailurePolicy", "rules"),
        ("PodFailurePolicyOnPodConditionsPattern", "status"),
        ("PodFailurePolicyRule", "onPodConditions"),
        ("PreferredSchedulingTerm", "preference"),
        ("PriorityClass", "value"),
        ("RoleRef", "apiGroup"),
        ("ScaleIOPersistentVolumeSource", "secretRef"),
        ("ScaleIOVolumeSource", "secretRef"),
        ("SleepAction", "seconds"),
        ("StatefulSetSpec", "serviceName"),
        ("Sysctl", "value"),
        ("TopologyConstraint", "key"),
    }
)


def required_fields(definition: str, schema: dict[str, Any]) -> list[str]:
    """The fields of a definition (`core.v1.Container`) without which the server refuses an object.

    A truth is never asked for, and nothing inside what the server itself writes (a status, a condition).
    """
    title = definition.rpartition(".")[2]
    if title.endswith(("Status", "Condition")):
        return []
    fields: list[str] = schema.get("required", [])
    properties = schema.get("properties", {})
    return [name for name in fields if (title, name) not in _NOT_ASKED and properties[name].get("type") != "boolean"]
