"""Whether a Service that something names is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Unverifiable
from svclint.graph.likeness import Likeness
from svclint.model.service import Service
from svclint.settings import DEFAULT_NAMESPACE

if TYPE_CHECKING:
    from svclint.graph.doubts import Doubts
    from svclint.graph.index import Index
    from svclint.model.objects import Object
    from svclint.settings import Settings


class References:
    """Answers for one world."""

    def __init__(self, index: Index, doubts: Doubts, settings: Settings) -> None:
        self._index = index
        self._doubts = doubts
        self._external = settings.external
        self._namespace = settings.namespace

    def service_named(self, namespace: str, name: str, asking: Object) -> Answer[Service]:
        """The Services of that name (several where alternatives stand side by side) for a reference from `asking`."""
        found = self._index.services_named(namespace, name)
        if found or self._is_known(namespace, name):
            return Matched(found)
        near, slip = self._nearest(namespace, name)
        related, hint = ((near,), near.message) if near else ((), "")
        if slip:
            return Contradicted(related, hint)
        doubt = self._unwritten(namespace, name, asking) or self._doubts.about_service(namespace, asking)
        return Unverifiable(doubt, related) if doubt else Contradicted(related, hint)

    def _is_known(self, namespace: str, name: str) -> bool:
        """Whether no file gives the Service, but the configuration says that it is there, or a controller makes it."""
        outside = (namespace, name) in self._external.services or namespace in self._external.namespaces
        return outside or bool(self._index.makers.services_named(namespace, name))

    def _nearest(self, namespace: str, name: str) -> tuple[Related | None, bool]:
        """The nearest Service, and whether the difference explains itself as a slip."""
        names = self._index.service_names.get(namespace)
        alike = names.nearest(name) if names else None
        made = self._index.makers.nearest_service(namespace, name)
        if alike and (made is None or alike[1] >= made[1]):
            service = self._index.services_named(namespace, alike[0])[0]
            return Related(service.name_place, f"the nearest is Service {alike[0]}"), alike[1] is Likeness.SLIP
        if made:
            each, degree = made
            message = f"the nearest is Service {each.name}, which the controller of {each.owner.title} makes"
            return Related(each.owner.name_place, message), degree is Likeness.SLIP
        for service in self._index.services_by_name.get(name, [])[:1]:
            message = f"Service {name} is in namespace {service.namespace}, not in {namespace}"
            return Related(service.name_place, message), False
        return None, False

    def _unwritten(self, namespace: str, name: str, asking: Object) -> str | None:
        """One of the two gives no namespace: applied with `kubectl -n` they may well meet."""
        elsewhere = self._index.services_by_name.get(name)
        if not elsewhere or self._namespace != DEFAULT_NAMESPACE:
            return None
        assumed = asking.written_namespace is None and namespace == asking.namespace
        if not assumed and all(each.written_namespace for each in elsewhere):
            return None
        title = asking.title if assumed else elsewhere[0].title
        return f"{title} gives no namespace, so `kubectl -n` decides (write metadata.namespace, or pass --namespace)"
