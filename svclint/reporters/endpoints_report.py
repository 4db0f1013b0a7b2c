"""`svclint endpoints`: who answers for each Service, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from svclint.graph.answers import listed
from svclint.graph.backends.endpoint_notes import notes_on
from svclint.graph.backends.endpoints import applied_services, endpoints_of
from svclint.graph.views import View, views_of
from svclint.model.workload import Pod, Workload
from svclint.reporters.json_report import SCHEMA_VERSION, dump
from svclint.reporters.style import PLAIN, Style
from svclint.reporters.table import aligned

if TYPE_CHECKING:
    from svclint.graph.backends.endpoints import Backend, ServiceEndpoints
    from svclint.graph.graph import Graph
    from svclint.model.objects import Object
    from svclint.model.service import ServicePort

ALL_WORLDS = "<all>"
"""In place of a world's name, where a Service is the same in all of them."""
_HEAD = ("NAMESPACE", "NAME", "TYPE", "PORTS", "BACKENDS")
_NOBODY = {"contradicted": "<none>", "unverifiable": "<unknown>", "matched": "<none>"}


class _Shown(NamedTuple):
    """The JSON of a Service without what the API server says of it, and the notes in it."""

    json: dict[str, Any]
    notes: tuple[str, ...]


def render(graph: Graph, rejected: Mapping[Object, str], output_format: str = "text", style: Style = PLAIN) -> str:
    """All Services by namespace and name; `output_format` is `text` or `json`.

    `rejected` are the objects that the API server would not take, and why; they are shown as if it did, and that is said.
    """
    views = views_of(graph, _look, lambda shown: dump(shown.json))
    found = [view.each for view in views]
    if output_format == "json":
        services = [_whole_json(view, tuple(_rejections([view.each], rejected))) for view in views]
        return dump({"schema_version": SCHEMA_VERSION, "services": services})
    sentences = [line for view in views for line in _sentences(view, style)]
    sentences += [style.safe(line) for line in _rejections(found, rejected)]
    several = bool(graph.divisions.all)
    rows = [(*([view.world or ALL_WORLDS] if several else []), *_row(view.each, style)) for view in views]
    lines = [*aligned((*(["WORLD"] if several else []), *_HEAD), rows, style), *(["", *sentences] if sentences else [])]
    return "".join(f"{line}\n" for line in lines)


def _look(graph: Graph) -> Iterator[View[_Shown]]:
    for service in applied_services(graph):
        each = endpoints_of(service, graph)
        notes = tuple(notes_on(each, graph))
        yield View(each, _Shown({**_as_json(each), "notes": notes}, notes))


def _whole_json(view: View[_Shown], rejections: tuple[str, ...]) -> dict[str, Any]:
    return {**view.shown.json, "notes": [*view.shown.notes, *rejections], "world": view.world}


def _rejections(found: Iterable[ServiceEndpoints], rejected: Mapping[Object, str]) -> Iterator[str]:
    """What is shown although the API server would not take it, each object once."""
    objects = (thing for each in found for thing in (each.service, *(backend.owner for backend in each.backends)))
    for thing in dict.fromkeys(objects):
        if thing in rejected:
            yield f"the API server would reject {thing.title} as it is written: {rejected[thing]} (shown as if it were mended)"


def _row(each: ServiceEndpoints, style: Style) -> tuple[str, ...]:
    service = each.service
    ports = ", ".join(_port(each, port, style.arrow) for port in service.ports) or "<none>"
    backends = ", ".join(_backend(backend, style.times) for backend in _in_order(each)) or _NOBODY[each.verdict]
    if service.type == "ExternalName":
        backends = f"alias for {service.external_name}"
    return service.namespace, service.name, "headless" if service.headless else service.type, ports, backends


def _port(each: ServiceEndpoints, port: ServicePort, arrow: str) -> str:
    """Name, number, and the numbers behind it: a question mark where none of the backends serves it."""
    text = f"{port.name} {port.port}".strip()
    numbers = sorted({own.number for backend in each.backends for own in backend.ports if own.port is port})
    named = port.target_port if isinstance(port.target_port, str) else ""
    target = ",".join(map(str, numbers)) or (f"{named}?" if each.backends else str(port.target_port))
    if target != str(port.port) and each.service.type != "ExternalName":
        text += f"{arrow}{target}"
    return text if port.protocol == "TCP" else f"{text}/{port.protocol}"


def _backend(backend: Backend, times: str) -> str:
    """Kind, name and how many times; the number of nodes or an autoscaler's is a question mark."""
    name = f"{backend.owner.kind}/{backend.owner.name}"
    if not isinstance(backend.owner, Workload):
        return f"{name} {listed([each.ip for each in backend.addresses])}".strip()
    if isinstance(backend.owner, Workload) and backend.owner.identity[-1]:
        name += f" ({backend.owner.identity[-1]})"
    number = "?" if backend.replicas is None else backend.replicas
    return name if isinstance(backend.owner, Pod) else f"{name} {times}{number}"


def _sentences(view: View[_Shown], style: Style) -> Iterator[str]:
    each = view.each
    looks = {"contradicted": ("red",), "unverifiable": ("cyan",)}.get(each.verdict, ())
    title = f"{each.service.namespace}/{each.service.name}" + (f" in world {view.world}" if view.world else "")
    verdict = f"{style.paint('cannot be verified', 'cyan')}: " if each.verdict == "unverifiable" else ""
    if each.because and each.service.type != "ExternalName":
        yield f"{style.paint(style.safe(title), 'bold', *looks)}: {verdict}{style.safe(each.because)}"
    for note in view.shown.notes:
        yield f"{style.paint(style.safe(title), 'bold')}: {style.safe(note)}"


def _in_order(each: ServiceEndpoints) -> list[Backend]:
    return sorted(each.backends, key=lambda backend: (backend.owner.kind, backend.owner.name))


def _as_json(each: ServiceEndpoints) -> dict[str, Any]:
    return {
        "namespace": each.service.namespace,
        "name": each.service.name,
        "type": each.service.type,
        "headless": each.service.headless,
        "port_names": [port.name or None for port in each.service.ports],
        "verdict": each.verdict,
        "backends": [_backend_as_json(backend) for backend in _in_order(each)],
        "because": each.because,
    }


def _backend_as_json(backend: Backend) -> dict[str, Any]:
    more = _pods(backend.owner) if isinstance(backend.owner, Workload) else _addresses(backend)
    return {
        "kind": backend.owner.kind,
        "namespace": backend.owner.namespace,
        "name": backend.owner.name,
        "replicas": backend.replicas,
        "ports": [
            {"name": each.port.name or None, "protocol": each.port.protocol, "port": each.number} for each in backend.ports
        ],
        "missing_ports": [port.name or None for port in backend.missing],
        **more,
    }


def _pods(owner: Workload) -> dict[str, Any]:
    """Which of the sets of pods of one object."""
    return {"pods": owner.identity[-1]} if owner.identity[-1] else {}


def _addresses(backend: Backend) -> dict[str, Any]:
    return {
        "addresses": [each.ip for each in backend.addresses if each.ready],
        "not_ready_addresses": [each.ip for each in backend.addresses if not each.ready],
    }
