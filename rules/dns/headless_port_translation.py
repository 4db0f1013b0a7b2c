"""SVC401 headless-port-translation."""

from svclint.api import Finding, Graph, Iterator, Related, Service, ServicePort, Severity, numbered_port, resolve_target, rule

BAD = """
apiVersion: v1
kind: Service
metadata: {name: ledger}
spec:
  clusterIP: None
  selector: {app: ledger}
  ports:
  - name: http
    port: 80
    targetPort: 8080  # <- nothing translates 80 to 8080
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ledger}
spec:
  replicas: 2
  selector: {matchLabels: {app: ledger}}
  template:
    metadata: {labels: {app: ledger}}
    spec:
      containers:
      - name: ledger
        image: ledger
        ports: [{name: http, containerPort: 8080}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: ledger}
spec:
  clusterIP: None
  selector: {app: ledger}
  ports:
  - name: http
    port: 8080
    targetPort: http
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: ledger}
spec:
  replicas: 2
  selector: {matchLabels: {app: ledger}}
  template:
    metadata: {labels: {app: ledger}}
    spec:
      containers:
      - name: ledger
        image: ledger
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
"""


@rule(id="SVC401", name="headless-port-translation", severity=Severity.WARNING, on=Service, bad=BAD, good=GOOD)
def headless_port_translation(service: Service, graph: Graph) -> Iterator[Finding]:
    """A headless Service has a target port that differs from its port.

    A headless name resolves to the pods themselves, so nothing stands between that could translate: a client that uses the
    Service's port is refused. Only clients that ask for SRV records, or that read endpoints, get the target port: where an
    Ingress or a route leads to the Service, that is what its controller does, and perhaps nobody uses the name.
    """
    if not (service.headless and service.selects_pods):
        return
    for port in service.ports:
        numbers = _numbers(service, port, graph)
        if port.port is None or not numbers or port.port in numbers:
            continue
        used = _used(service, port, numbers, graph)
        reached = " and ".join(str(number) for number in sorted(numbers))
        text = f"{port.title} of headless {service.title} is not translated: the pods listen on {reached}"
        yield Finding(
            at=port.target_place,
            message=f"{text}, and {used[0].message if used else f'clients that use the name need port: {reached}'}",
            related=used,
            severity=Severity.ERROR if used else Severity.INFO if _is_routed(service, graph) else None,
        )


def _is_routed(service: Service, graph: Graph) -> bool:
    return any(each.ports for each in graph.references.by_service.get((service.namespace, service.name), ()))


def _numbers(service: Service, port: ServicePort, graph: Graph) -> set[int]:
    if isinstance(port.target_port, int):
        return {port.target_port}
    templates = (workload.template for workload in graph.backends(service))
    found = (resolve_target(port, template) for template in templates if template)
    return {number for number in found if number is not None}


def _used(service: Service, port: ServicePort, numbers: set[int], graph: Graph) -> tuple[Related, ...]:
    """Where someone calls the name with the untranslated port, and containers declare the other one only."""
    templates = [workload.template for workload in graph.backends(service) if workload.template]
    declared = {number for number in (port.port, *numbers) if any(numbered_port(each, number or 0) for each in templates)}
    alternatives = graph.hand_written.services_named(service.namespace, service.name)
    if port.port in declared or not declared or not all(each.headless for each in alternatives):
        return ()
    hosts = (host for host in graph.hosts_in_text.ports_of(service) if host.port == port.port)
    return tuple(Related(host.at, f"{'.'.join(host.labels)}:{host.port} is used here") for host in hosts)
