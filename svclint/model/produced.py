"""Pods that controllers of custom resources make, by the table of pod producers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from svclint.model.objects import string_map
from svclint.model.patterns import Ground, fits, is_plain, parts_of
from svclint.model.pod_template import ContainerPort, PodTemplate
from svclint.model.workload import Workload
from svclint.producers import DeclaredPort, PodSet
from svclint.syntax.nodes import Mapping, Scalar
from svclint.syntax.places import Place, mapping_at, node_at, string_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from svclint.model.objects import Object
    from svclint.producers import Producer

_NAME = "{name}"
_NEVER = "never"


@dataclass(frozen=True, eq=False)
class ProducedPort(ContainerPort):
    """A port that the controller declares. `node` is the object that it makes the pods of."""

    declared: DeclaredPort = field(default_factory=DeclaredPort)

    @property
    def name(self) -> str:
        """Empty for an unnamed port."""
        return self.declared.name

    @property
    def number(self) -> int | None:
        """None where it is not known."""
        return self.declared.number

    @property
    def protocol(self) -> str:
        """TCP where the table gives none."""
        return self.declared.protocol

    @property
    def host_port(self) -> int | None:
        """None that is known."""
        return None


@dataclass(frozen=True, eq=False)
class ProducedTemplate(PodTemplate):
    """What is known of the pods: the template as far as one is `written` (else `node` is the object), and what comes to it.

    `maker` is the place to show for labels and ports that the controller sets.
    """

    maker: Place
    set_labels: dict[str, str] = field(default_factory=dict)
    set_ports: tuple[ContainerPort, ...] = ()
    written: bool = True

    @cached_property
    def spec(self) -> Mapping | None:
        """The pod's `spec` as far as it is written."""
        return mapping_at(self.node, "spec") if self.written else None

    @cached_property
    def labels(self) -> dict[str, str]:
        """Those that are written and those that the controller sets to one value."""
        return self.set_labels | (string_map(self.labels_node) if self.written else {})

    @cached_property
    def ports(self) -> tuple[ContainerPort, ...]:
        """Those that are written, then those that the controller declares."""
        return (*super().ports, *self.set_ports)

    def place(self, *steps: str | int) -> Place:
        """Where a field is written; the name of the object for what the controller sets."""
        if self.written and (node_at(self.node, *steps) is not None or steps[-1] not in self.set_labels):
            return super().place(*steps)
        return self.maker


@dataclass(frozen=True, eq=False)
class Produced(Workload):
    """One set of pods of an object: an object may have several.

    `pods` is its row, `part` what describes these pods, `template_node` where their template is written, if anywhere.
    """

    pods: PodSet = field(default_factory=PodSet)
    is_open: bool = False
    part: Mapping | None = None
    template_node: Mapping | None = None

    @property
    def set_name(self) -> str:
        """What tells this set of pods from the others of the object, empty where there is one only."""
        return self._ground.text(self.pods.name) or ""

    @property
    def identity(self) -> tuple[str, str, str]:
        """The sets of pods of one object stand side by side."""
        return self.kind, self.name, self.set_name

    @property
    def title(self) -> str:
        """Kind and name, and the set: `RayCluster ray (head)`."""
        title = f"{self.kind} {self.name}".strip()
        return f"{title} ({self.set_name})" if self.set_name else title

    @cached_property
    def label_values(self) -> dict[str, tuple[str, ...]]:
        """The values, or patterns of values, that the controller may set, by label; what the template gives is kept."""
        own = ((key, patterns) for key, patterns in self.pods.labels if key not in self._written_labels)
        texts = ((key, [self._ground.text(each) for each in patterns]) for key, patterns in own)
        return {key: known for key, values in texts if (known := tuple(each for each in values if each))}

    @cached_property
    def pod_labels(self) -> dict[str, str]:
        """The labels that all of these pods carry for certain."""
        return self._set_labels | self._written_labels

    @cached_property
    def template(self) -> PodTemplate | None:
        """None where neither a template is written nor a port is known."""
        if self.template_node is None and not self.pods.ports:
            return None
        return ProducedTemplate(
            node=self.template_node or self.node,
            maker=self.name_place,
            set_labels=self._set_labels,
            set_ports=tuple(ProducedPort(self.node, self._port(each)) for each in self.pods.ports),
            written=self.template_node is not None,
        )

    @cached_property
    def replicas(self) -> int | None:
        """As the object gives them, else the default that the operator's documentation gives; None where neither is known."""
        return self._ground.integer(self.pods.replicas)

    @property
    def lender(self) -> tuple[str, str, str] | None:
        """Namespace, kind and name of the workload whose template these pods take, where they take one."""
        reference = self._ground.node(self.pods.template_of) if self.pods.template_of else None
        kind, name = string_at(reference, "kind"), string_at(reference, "name")
        return (self.namespace, kind, name) if kind and name else None

    @property
    def scales_down_lender(self) -> bool:
        """Whether the controller scales the lender down to nothing in the end."""
        found = self._ground.node(self.pods.scaled_down_if) if self.pods.scaled_down_if else None
        return isinstance(found, Scalar) and found.text not in ("", _NEVER)

    def sets(self, key: str, value: str) -> bool | None:
        """Whether the pods carry a label; None where the controller may set more than is known."""
        patterns = self.label_values.get(key) or ((self.pod_labels[key],) if key in self.pod_labels else ())
        if not patterns:
            return None if self.is_open else False
        return any(fits(value, pattern) for pattern in patterns)

    def has(self, labels: dict[str, str]) -> bool:
        """Whether pods with all the labels are among these, as far as it is known."""
        return all(self.sets(*pair) for pair in labels.items())

    def may_have(self, labels: dict[str, str]) -> bool:
        """Whether the controller of an open row may make pods with all the labels, be they these or others of the object.

        What such a row lists is not all: only labels that say of which object a pod is rule the others out.
        """
        return all(self.sets(key, value) for key, value in labels.items() if key in self.identifying)

    def _port(self, declared: DeclaredPort) -> DeclaredPort:
        number = self._ground.integer(declared.number_from) if declared.number_from else declared.number
        return replace(declared, name=self._ground.text(declared.name) or "", number=number)

    @cached_property
    def identifying(self) -> frozenset[str]:
        """The labels that say of which object a pod is."""
        return frozenset(key for key, patterns in self.pods.labels if patterns == (_NAME,) and key in self.label_values)

    @cached_property
    def _written_labels(self) -> dict[str, str]:
        return string_map(mapping_at(self.template_node, "metadata", "labels"))

    @property
    def _ground(self) -> Ground:
        return Ground(self, self.part or self.node)

    @cached_property
    def _set_labels(self) -> dict[str, str]:
        """The labels whose value the object decides."""
        maps = (self._ground.node(path) for path in self.pods.labels_from)
        given = {key: value for each in maps if isinstance(each, Mapping) for key, value in string_map(each).items()}
        return given | {key: texts[0] for key, texts in self.label_values.items() if len(texts) == 1 and is_plain(texts[0])}


def produced_by(each: Object, row: Producer) -> Iterator[Produced]:
    """The sets of pods of one object."""
    for pods in row.pods:
        for ground in parts_of(each, pods.part):
            template = ground.node(pods.template) if pods.template else None
            yield Produced(
                each.node,
                each.default_namespace,
                each.implied,
                pods=pods,
                is_open=row.open,
                part=ground.part if isinstance(ground.part, Mapping) else None,
                template_node=template if isinstance(template, Mapping) else None,
            )
