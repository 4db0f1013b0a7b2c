"""What is known of kinds whose controllers make pods and Services: one row a kind, from the shipped table or from the user.

In every text `{name}` and `{namespace}` stand for those of the object, `{spec.field}` for one of its fields, `{part.field}` for
one of the part that describes the pods, `{spec.field|word}` for the same with a default, `*` for anything and `[1-9]` for one
of these characters. Paths begin at the object, or with `part` at that part; `[*]` means each item of a list, and `a|b` the
first of the two that is there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Texts: TypeAlias = tuple[str, ...]
ROW_KEYS = ("kind", "open", "pods", "services", "source")
POD_KEYS = ("labels", "labels-from", "name", "part", "ports", "replicas", "scaled-down-if", "template", "template-of")
SERVICE_KEYS = ("headless", "name", "part", "ports")
PORT_KEYS = ("name", "number", "number-from", "protocol")


@dataclass(frozen=True)
class DeclaredPort:
    """A container port that the controller declares. Empty and None where it is not known.

    `number_from` is a path and a default, where the object decides.
    """

    name: str = ""
    number: int | None = None
    protocol: str = "TCP"
    number_from: str = ""


@dataclass(frozen=True)
class PodSet:
    """One set of pods that comes of an object.

    `part` is the path of what describes them: no pods where it is not there, a set for each item where it is a list.
    `template` leads to `metadata` and `spec` of the pods, `template_of` to a reference to the workload whose template they
    take; that workload is scaled down if the field `scaled_down_if` is there and not `never`. `labels` have the values that
    the controller may set, `labels_from` are paths of further labels. `replicas` is a path and a default.
    """

    name: str = ""
    part: str = ""
    template: str = ""
    template_of: str = ""
    scaled_down_if: str = ""
    labels: tuple[tuple[str, Texts], ...] = ()
    labels_from: Texts = ()
    ports: tuple[DeclaredPort, ...] = ()
    replicas: str = ""


@dataclass(frozen=True)
class MadeService:
    """A Service that the controller makes in the namespace of the object, or one for each part as with pods.

    `ports` are names, empty where they are not known.
    """

    name: str
    ports: Texts = ()
    headless: bool = False
    part: str = ""


@dataclass(frozen=True)
class Producer:
    """One row: a kind of a group (of any group where it is empty).

    `open`: the controller may set further labels and make further Services. `source` is where all of it is documented.
    """

    kind: str
    group: str = ""
    pods: tuple[PodSet, ...] = ()
    services: tuple[MadeService, ...] = ()
    open: bool = False
    source: str = ""

    @property
    def title(self) -> str:
        """`Kind.group`, or the kind alone."""
        return f"{self.kind}.{self.group}" if self.group else self.kind


def producer_of(row: Mapping[str, Any]) -> Producer:
    """A row as the table and the configuration write it (`schemas/pod-producers.schema.json`)."""
    kind, _, group = row["kind"].partition(".")
    return Producer(
        kind=kind,
        group=group,
        pods=tuple(map(_pod_set, row.get("pods", ()))),
        services=tuple(map(_service, row.get("services", ()))),
        open=row.get("open", False),
        source=row.get("source", ""),
    )


def _pod_set(row: Mapping[str, Any]) -> PodSet:
    fields = {key.replace("-", "_"): value for key, value in row.items()}
    labels = ((key, (value,) if isinstance(value, str) else tuple(value)) for key, value in row.get("labels", {}).items())
    ports = tuple(map(_port, row.get("ports", ())))
    return PodSet(**{**fields, "labels": tuple(labels), "labels_from": tuple(row.get("labels-from", ())), "ports": ports})


def _port(row: Mapping[str, Any]) -> DeclaredPort:
    return DeclaredPort(**{key.replace("-", "_"): value for key, value in row.items()})


def _service(row: Mapping[str, Any]) -> MadeService:
    return MadeService(row["name"], tuple(row.get("ports", ())), row.get("headless", False), row.get("part", ""))
