"""What is missing behind a Service, and why, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from svclint.graph.answers import listed
from svclint.graph.backends.endpoints import SIDECAR_PORTS, undecided_label
from svclint.graph.backends.families import families_of
from svclint.graph.backends.hand_written import why_not_mirrored
from svclint.graph.backends.ports import declared_instead, named_port
from svclint.graph.backends.replicas import replicas_of
from svclint.graph.likeness import most_alike
from svclint.model.addresses import family_of, parse_address
from svclint.model.endpoints import Endpoints, EndpointSlice
from svclint.model.produced import Produced
from svclint.model.workload import Job, Workload

if TYPE_CHECKING:
    from svclint.graph.backends.endpoints import Backend, ServiceEndpoints
    from svclint.graph.graph import Graph
    from svclint.model.objects import Object
    from svclint.model.pod_template import PodTemplate
    from svclint.model.service import Service, ServicePort


def notes_on(each: ServiceEndpoints, graph: Graph) -> Iterator[str]:
    """Everything besides `because` that decides whether pods, ports and addresses answer."""
    if each.service.publishes_unready and any(isinstance(backend.owner, Workload) for backend in each.backends):
        yield "its pods answer before they are ready (publishNotReadyAddresses)"
    for backend in each.backends:
        yield from _on_pods(backend, each.service, graph)
        yield from _on_addresses(backend, each.service, graph)
        yield from on_missing_ports(backend, graph)
    yield from _left_out(each, graph)


def reasons_of(each: ServiceEndpoints, graph: Graph) -> tuple[str, ...]:
    """Why there is no backend or why it cannot be told, then all notes."""
    return (*([each.because] if each.because else []), *notes_on(each, graph))


def _on_pods(backend: Backend, service: Service, graph: Graph) -> Iterator[str]:
    owner = backend.owner
    if not isinstance(owner, Workload):
        return
    if isinstance(owner, Job) and backend.replicas != 0:
        yield f"{owner.title} answers while it runs; once it has completed, its pods are no backend"
    of_all = replicas_of(owner, graph.index)
    if backend.replicas == 0 != of_all.number:
        yield f"none of the pods that {owner.title} has carries {service.selection}"
    elif of_all.why and not backend.replicas:
        yield of_all.why


def _on_addresses(backend: Backend, service: Service, graph: Graph) -> Iterator[str]:
    title = backend.owner.title
    if isinstance(backend.owner, EndpointSlice) and backend.owner.address_type == "FQDN":
        yield f"{title} is of type FQDN: kube-proxy ignores it, and cluster DNS answers with an alias at most"
        return
    families = families_of(service, graph.settings)
    unready = [each.ip for each in backend.addresses if not each.ready]
    if unready:
        yield f"{listed(unready)} of {title} {_are(unready)} written as not ready"
    addresses = ((each.ip, parse_address(each.ip)) for each in backend.addresses)
    foreign = [text for text, address in addresses if address and family_of(address) not in families]
    if foreign:
        yield f"{listed(foreign)} of {title} {_are(foreign)} not of the Service's family ({' and '.join(families)})"


def _are(words: list[str]) -> str:
    return "are" if len(words) > 1 else "is"


def on_missing_ports(backend: Backend, graph: Graph) -> Iterator[str]:
    """Why a backend does not serve a port of its Service, a sentence each."""
    owner = backend.owner
    for port in backend.missing:
        if not isinstance(owner, Workload):
            yield f"{port.title} has no backend in {owner.title}: {_written_instead(owner, port)}"
        elif owner.template is None:
            unknown = (
                "the names of its ports are not known" if isinstance(owner, Produced) else "its pod template cannot be read"
            )
            yield f"{port.title} is missing on {owner.title}: {unknown}"
        elif port.target_port is None:
            yield f"{port.title} is missing on {owner.title}: the Service gives no number"
        else:
            doubt = graph.doubts.about_templates(owner)
            reason = _why_missing(port, str(port.target_port), owner.template)
            yield f"{port.title} is missing on {owner.title}: {reason}" + (f"; not certain, since {doubt}" if doubt else "")


def _why_missing(port: ServicePort, name: str, template: PodTemplate) -> str:
    """Why a named target port leads nowhere in a pod."""
    other = named_port(template, name, port.protocol) or named_port(template, name)
    if other is not None and other.number is None:
        return f"the containerPort of {name} is no number"
    if other is not None and other.protocol == port.protocol:
        return f"port {name} is a sidecar's, and Kubernetes before {SIDECAR_PORTS[0]}.{SIDECAR_PORTS[1]} does not look there"
    if other is not None:
        return f"the container port {name} is {other.protocol}, the Service asks for {port.protocol}"
    if any(each.name == name for container in template.plain_init_containers for each in container.ports):
        return f"port {name} is an init container's, which has ended when the pod is up"
    names = {each.name for each in template.ports if each.name}
    alike = most_alike(name, names) if len(names) > 1 else None
    near = f"; the nearest is {alike[0]}" if alike else ""
    return f"no container names a port {name}; {declared_instead(template.ports)}{near}"


def _written_instead(owner: Endpoints | EndpointSlice, port: ServicePort) -> str:
    """kube-proxy joins by name and protocol."""
    parts = owner.subsets if isinstance(owner, Endpoints) else (owner,)
    written = [each for part in parts for each in part.ports]
    if not written:
        return "it has no ports"
    names = listed([f"{each.name or 'an unnamed one'} ({each.protocol})" for each in written])
    return f"it has {names}, and none is {port.name or 'an unnamed one'} ({port.protocol})"


def _left_out(each: ServiceEndpoints, graph: Graph) -> Iterator[str]:
    """Objects that look as if they answered, and do not."""
    service, counted = each.service, {backend.owner for backend in each.backends}
    if service.type == "ExternalName":
        return
    yield from _left_out_pods(each, graph)
    for written in graph.hand_written.of(service):
        if isinstance(written, Endpoints) and service.selects_pods:
            yield f"{written.title} do not count: the Service has a selector, so the controller overwrites them"
        elif written not in counted:
            yield f"{_of_file(written)} {_fate(written, graph)}"
    for aside in graph.hand_written.set_aside(service):
        if isinstance(aside, EndpointSlice):
            yield f"{aside.title} does not count: it carries the mark of a controller, which deletes it"
        elif not service.selects_pods:
            yield f"{aside.title} do not count: {why_not_mirrored(aside)}"


def _left_out_pods(each: ServiceEndpoints, graph: Graph) -> Iterator[str]:
    if each.verdict != "matched":
        return
    applied = graph.applied_backends(each.service)
    for workload in graph.backends(each.service):
        label = undecided_label(workload, each.service, graph)
        if workload not in applied:
            yield f"{_of_file(workload)} {_fate(workload, graph)}"
        elif label and not each.service.selector.keys().isdisjoint(workload.pod_labels):
            yield f"{workload.title} may answer too: its controller sets {label}, and no file tells the value"


def _fate(each: Object, graph: Graph) -> str:
    unserved = f"does not count: Kubernetes no longer serves {each.api_version}"
    return unserved if graph.unserved(each) else "is replaced by a later object of that name"


def _of_file(each: Object) -> str:
    return f"{each.title} of {each.document.source.path}"
