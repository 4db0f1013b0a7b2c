"""SVC210 selector-added-by-kustomize."""

from collections import defaultdict

from svclint.api import (
    Finding,
    Graph,
    Iterator,
    Kustomization,
    Node,
    Related,
    Renders,
    Service,
    Severity,
    Workload,
    few,
    listed,
    rule,
)

BAD = """
# file: kustomization.yaml
resources: [ldap.yaml]
commonLabels:
  team: identity  # <- becomes the selector of Service ldap
# file: ldap.yaml
apiVersion: v1
kind: Service
metadata: {name: ldap}
spec:
  ports: [{name: ldaps, port: 636}]
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata:
  name: ldap-1
  labels: {kubernetes.io/service-name: ldap}
addressType: IPv4
endpoints: [{addresses: [192.0.2.36]}]
ports: [{name: ldaps, port: 636}]
"""

GOOD = BAD.replace(
    """commonLabels:
  team: identity  # <- becomes the selector of Service ldap
""",
    """labels:
- pairs:
    team: identity
""",
)


@rule(id="SVC210", name="selector-added-by-kustomize", severity=Severity.WARNING, on=Graph, bad=BAD, good=GOOD)
def selector_added_by_kustomize(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A kustomization gives a selector to a Service that is meant to have none.

    `commonLabels`, and `labels` with `includeSelectors`, are written into the selector of every Service, also where there is
    none: a Service with hand-written endpoints then answers with all pods of the kustomization as well. Labels that are given
    under `labels` alone stay out of selectors. A Service that has no endpoints of its own gets its selector that way on
    purpose, and is only reported where it would take pods that do not serve its port.
    """
    adding = [each for each in graph.world.kustomization_files if each.selecting_labels is not None]
    renders = Renders(graph.world.kustomization_files if adding else ())
    taken: dict[Kustomization, list[Service]] = defaultdict(list)
    for service in graph.of(Service) if adding else ():
        if not service.selects_pods:
            for each in renders.taking(service.document.source.path):
                taken[each].append(service)
    workloads: dict[str, list[Workload]] = defaultdict(list)
    for workload in graph.of(Workload) if taken else ():
        workloads[workload.document.source.path].append(workload)
    for each in adding:
        beside = [workload for path in renders.files_of(each) for workload in workloads.get(path, ())] if each in taken else []
        harmed = [service for service in taken.get(each, ()) if _is_harmed(service, beside, graph)]
        if harmed and each.selecting_labels is not None:
            yield _finding(each.selecting_labels, harmed)


def _is_harmed(service: Service, beside: list[Workload], graph: Graph) -> bool:
    if service.type == "ExternalName" or graph.hand_written.of(service):
        return True
    serving = {_serves(each, service) for each in beside if not each.is_batch and each.template and each.template.ports}
    return len(serving) > 1


def _serves(workload: Workload, service: Service) -> bool:
    """Whether a workload declares one of the ports that the Service goes to."""
    declared = workload.template.ports if workload.template else ()
    targets = {port.target_port for port in service.ports}
    return any(port.number in targets or port.name in targets for port in declared)


def _finding(at: Node, services: list[Service]) -> Finding:
    """ExternalName Services are only noted: their selector is ignored for as long as they are aliases."""
    aliases = all(each.type == "ExternalName" for each in services)
    names = listed([each.name for each in services])
    return Finding(
        at=at,
        message=f"these labels become the selector of Service {names}, which has none of its own"
        f"{' and is an alias' if aliases else ''}; give them under labels, without includeSelectors",
        related=few([Related(each.name_place, f"Service {each.name} has no selector") for each in services]),
        severity=Severity.INFO if aliases else None,
    )
