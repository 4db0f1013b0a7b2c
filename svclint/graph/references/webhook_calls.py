"""What becomes of requests while an admission webhook cannot be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.answers import Related
from svclint.syntax.places import items_at, mapping_at, scalar_at

if TYPE_CHECKING:
    from svclint.graph.references.reference_reader import Reference

_GROUP = "admissionregistration.k8s.io"
_REFUSED = "the requests that it is for are refused while it cannot be called"


def refusal(reference: Reference) -> tuple[Related, ...]:
    """Where it is written that a webhook which cannot be called stops what it is for; nothing where it does not.

    `failurePolicy` is Fail where none is given
    (https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy).
    """
    if reference.object.group != _GROUP:
        return ()
    hooks = items_at(reference.object.node, "webhooks")
    hook = next((each for each in hooks if mapping_at(each, "clientConfig", "service") is reference.at), None)
    policy = scalar_at(hook, "failurePolicy")
    if policy is not None:
        return (Related(policy, f"failurePolicy is Fail: {_REFUSED}"),) if policy.text == "Fail" else ()
    return (Related(scalar_at(hook, "name") or reference.at, f"failurePolicy is Fail by default: {_REFUSED}"),)
