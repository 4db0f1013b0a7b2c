"""Which Service gives pods names of their own: `db-0.db`.

A pod has one where its hostname is set, its subdomain is the name of a Service, and that Service selects it; the Service
need not be headless. A StatefulSet sets both, the subdomain being its serviceName
(https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/, measured).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.answers import Answer, Contradicted, Matched, Related, Unverifiable
from svclint.graph.likeness import likeness

if TYPE_CHECKING:
    from svclint.graph.graph import Graph
    from svclint.model.service import Service
    from svclint.model.workload import Workload


def publisher_named(graph: Graph, workload: Workload, name: str) -> Answer[Service]:
    """The Services of that name, for pods that want names below it.

    A Service with a name like it that selects these very pods explains a miss, whatever else may lie outside the files.
    """
    answer = graph.service_named(workload.namespace, name, workload)
    if isinstance(answer, Unverifiable):
        for service in graph.services_selecting(workload):
            if likeness(name, service.name):
                hint = f"Service {service.name} selects these pods"
                return Contradicted((Related(service.name_place, hint),), hint)
    return answer


def publisher_among(graph: Graph, services: tuple[Service, ...], workload: Workload) -> Answer[Service]:
    """Those of the Services that select the workload's pods.

    Services whose selector takes no pod at all are left out, as a mistake of their own; Matched and empty where none is left.
    """
    selecting = tuple(each for each in services if workload in graph.backends(each))
    if selecting:
        return Matched(selecting)
    left = tuple(each for each in services if not (each.selects_pods and isinstance(graph.pods_of(each), Contradicted)))
    if not left:
        return Matched(())
    doubt = next((doubt for doubt in (_doubt(graph, each) for each in left) if doubt), None)
    related = tuple(Related(each.selector_node or each.name_place, f"Service {each.name} {_selection(each)}") for each in left)
    return Unverifiable(doubt, related) if doubt else Contradicted(related, related[0].message)


def _doubt(graph: Graph, service: Service) -> str | None:
    answer = graph.pods_of(service) if service.selects_pods else None
    if isinstance(answer, Unverifiable):
        return answer.because
    return graph.doubts.about_run_time_labels(service) or graph.doubts.about_fields(service)


def _selection(service: Service) -> str:
    return f"selects {service.selection}" if service.selects_pods else "selects no pods"
