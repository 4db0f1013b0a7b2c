"""The words of the reference table: where in an object of some kind a Service or a workload is named.

A row is data (`schemas/references.json`, or the key `references` of the configuration); reading an object by it is the graph's
business. `docs/references.md` lists the rows that come with svclint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeAlias, get_args

ITEMS = "[*]"
"""The step of a path that stands for every item of a list."""
PortKind: TypeAlias = Literal["either", "number", "name", "text", "endpoint"]
"""How a port is looked up.

`either`: a number is the number of the Service's port and a string is its name. `number` and `name`: only that. `text`: the
text is one or the other. `endpoint`: the name of the Service's port, or the number on which the pods listen.
"""
Form: TypeAlias = Literal["name", "namespace/name", "host", "fqdn"]
"""How a Service is named.

`name`: its name. `namespace/name`: both, or the name alone. `host`: as Istio reads hosts, the name alone or a full DNS name.
`fqdn`: a full DNS name.
"""
PORT_KINDS: tuple[str, ...] = get_args(PortKind)
FORMS: tuple[str, ...] = get_args(Form)
_STEP = re.compile(r'\["([^"\]]+)"\]|(\[\*\])|\.?([^.\[\]"/]+)')
_PATH = re.compile(r'\.|/?[^.\[\]"/]+(?:\.[^.\[\]"/]+|\["[^"\]]+"\]|\[\*\])*')


@dataclass(frozen=True)
class FieldPath:
    """Fields as in `spec.rules[*].host` or `metadata.annotations["a.b/c"]`.

    `.` is the place itself. A path that starts with `/` counts from the top of the object.
    """

    text: str

    @property
    def is_well_formed(self) -> bool:
        """Whether the text is a path at all."""
        return _PATH.fullmatch(self.text) is not None

    @property
    def from_top(self) -> bool:
        """Whether it counts from the top of the object wherever it is used."""
        return self.text.startswith("/")

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """Names of fields, and `ITEMS`."""
        found = _STEP.findall(self.text.removeprefix("/")) if self.text != "." else ()
        return tuple("".join(groups) for groups in found)

    def __str__(self) -> str:
        """As it is written."""
        return self.text


@dataclass(frozen=True)
class Target:
    """What tells the kind of workload that a reference means. `scales`: the referring object changes its number of replicas."""

    kind: FieldPath
    api_version: FieldPath
    default_kind: str = ""
    default_api_version: str = ""
    scales: bool = False


@dataclass(frozen=True)
class ReferenceRow:
    """One way in which objects of some kinds name a Service, or a workload where there is a `target`.

    `at` leads to the mappings (or scalars) that refer; all other paths count from there. Without a `namespace` it is the
    object's own. Of the paths under `port` the first that leads anywhere counts; `default_port` is used where none does, and
    `port_required` says that the reference is refused or dead then. `port_of_external` says that the port is looked up among
    those of an ExternalName too. `where` lists the values that fields may have, an empty one for absent; `not_with` are a port
    and the beginning of an annotation (the name follows) that mean something else than a Service. `verb` is for messages:
    "sends requests to". `docs` is where the fields are described.
    """

    groups: tuple[str, ...]
    kinds: tuple[str, ...]
    at: tuple[FieldPath, ...]
    name: FieldPath = FieldPath("name")
    namespace: FieldPath | None = None
    namespace_required: bool = False
    port: tuple[FieldPath, ...] = ()
    port_kind: PortKind = "either"
    port_required: bool = False
    port_of_external: bool = False
    default_port: int | None = None
    form: Form = "name"
    where: tuple[tuple[FieldPath, frozenset[str]], ...] = ()
    not_with: tuple[str, str] | None = None
    target: Target | None = None
    verb: str = "refers to"
    docs: str = ""

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> ReferenceRow:
        """From the JSON of the table, whose keys have "-" for "_" and where one may stand for a list of one."""
        values = {key.replace("-", "_"): value for key, value in data.items() if key not in _CONVERTED}
        return cls(**values, **{key.replace("-", "_"): _CONVERTED[key](data[key]) for key in _CONVERTED if key in data})


def _strings(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - JSON
    return (value,) if isinstance(value, str) else tuple(value)


def _paths(value: Any) -> tuple[FieldPath, ...]:  # noqa: ANN401 - JSON
    return tuple(map(FieldPath, _strings(value)))


def _target(value: Mapping[str, Any]) -> Target:
    plain = {key.replace("-", "_"): each for key, each in value.items()}
    kind, api_version = FieldPath(plain.pop("kind", "kind")), FieldPath(plain.pop("api_version", "apiVersion"))
    return Target(kind, api_version, **plain)


_CONVERTED: Mapping[str, Any] = {
    "groups": _strings,
    "kinds": _strings,
    "at": _paths,
    "name": FieldPath,
    "namespace": FieldPath,
    "port": _paths,
    "where": lambda value: tuple((FieldPath(path), frozenset(_strings(words))) for path, words in value.items()),
    "not-with": lambda value: (value["port"], value["annotation"]),
    "target": _target,
}
KEYS = tuple(name.replace("_", "-") for name in ReferenceRow.__dataclass_fields__)
TARGET_KEYS = tuple(name.replace("_", "-") for name in Target.__dataclass_fields__)
