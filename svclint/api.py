"""Everything that a rule may import, and nothing else.

```python
from svclint.api import Finding, Graph, Iterator, Service, Severity, rule
```
"""

from collections.abc import Iterator

from svclint.catalogue.choices import unknown_choice
from svclint.catalogue.finding import Edit, Finding, Fix, Profile, Severity
from svclint.catalogue.insertion import inserted
from svclint.catalogue.outcome import Crash, SilencedName, Suppression
from svclint.catalogue.renaming import renamed, renamed_in, respelt, rewritten
from svclint.catalogue.rule import rule
from svclint.catalogue.violations import violation_findings
from svclint.graph.answers import Answer, Contradicted, Matched, Related, Slip, Unverifiable, few, few_of, listed
from svclint.graph.backends.families import families_of
from svclint.graph.backends.hand_written import Backing, BackingPort, addresses_in, is_controllers_own, is_mirrored
from svclint.graph.backends.ports import declared_instead, named_port, numbered_port, resolve_target
from svclint.graph.backends.replicas import replicas_of
from svclint.graph.backends.servers import Servers, numbers_in, servers_among
from svclint.graph.dns.cluster_names import ClusterName, cluster_name, in_pod_zone, is_known
from svclint.graph.dns.hostnames import subdomain_of
from svclint.graph.dns.publishing import publisher_among, publisher_named
from svclint.graph.gateway.admission import admission, whom_it_admits
from svclint.graph.gateway.attachments import Attachment, attachment, is_holder, parent_of
from svclint.graph.gateway.grants import is_granted, nearest_grant
from svclint.graph.gateway.host_patterns import overlap, slip_of
from svclint.graph.gateway.mesh import gateway_name
from svclint.graph.given.kustomize import Kustomization
from svclint.graph.given.renders import Renders
from svclint.graph.graph import Graph
from svclint.graph.labels.breadth import swept_up
from svclint.graph.labels.controller_labels import is_controller_label
from svclint.graph.labels.label_misses import Strength
from svclint.graph.labels.label_questions import named_after
from svclint.graph.labels.labelled import PodLabels
from svclint.graph.labels.near_pods import LabelSlip, label_slip
from svclint.graph.labels.near_services import NearService, near_services
from svclint.graph.labels.pickers import picked_pods
from svclint.graph.labels.pods import nothing_selected
from svclint.graph.labels.selector import Selector
from svclint.graph.likeness import Likeness, likeness, most_alike
from svclint.graph.policy.blocked_ports import BlockedPort, blocked_port, is_told_elsewhere
from svclint.graph.policy.callers import Caller
from svclint.graph.policy.dns_egress import DnsEgress, asks_cluster_dns, leads_to_names, name_used
from svclint.graph.policy.namespace_labels import asked_of, why_unset
from svclint.graph.policy.outside_clients import hiding_services, is_outside
from svclint.graph.policy.policy_ports import Translation, Way, are_all_known
from svclint.graph.references.monitored_ports import monitored_port_miss
from svclint.graph.references.named_workloads import UNSCALABLE, right_kind
from svclint.graph.references.reference_reader import Reference
from svclint.graph.references.service_ports import AskedPort, PortMiss, asked_ports, has_port, port_miss
from svclint.graph.references.webhook_calls import refusal
from svclint.graph.text.host_in_text import HostInText, Where
from svclint.graph.text.host_places import is_host, port_meant
from svclint.graph.text.name_answers import Reading, takes
from svclint.graph.text.pod_texts import hosts_of, readings_of
from svclint.model.addresses import (
    STRICT_ADDRESSES,
    address_fault,
    canonical_address,
    canonical_range,
    family_of,
    in_ranges,
    is_strictly_inside,
    parse_address,
    parse_range,
    range_fault,
    range_of_host,
    special_fault,
    unroutable_fault,
)
from svclint.model.disruption_budget import DisruptionBudget
from svclint.model.endpoints import EndpointAddress, EndpointPort, Endpoints, EndpointSlice
from svclint.model.formats import (
    ANNOTATIONS_SIZE,
    INT32,
    annotation_key_fault,
    dns_1035_label_fault,
    dns_label_fault,
    dns_subdomain_fault,
    fqdn_fault,
    host_fault,
    nearest_name,
    path_segment_fault,
    port_name_fault,
    port_number_fault,
    qualified_name_fault,
)
from svclint.model.gateway_api import (
    Attachable,
    Gateway,
    Listener,
    ListenerHolder,
    ListenerSet,
    ObjectReference,
    Route,
)
from svclint.model.ingress import Ingress
from svclint.model.ingress_annotations import ACTIONS, CANARY, AnnotatedService, annotated_services
from svclint.model.ingress_paths import ACTION_PORT, IngressPath, paths_of
from svclint.model.istio import (
    ISTIO_GROUP,
    MESH,
    ROOT_NAMESPACE,
    Destination,
    DestinationRule,
    IstioGateway,
    MeshPolicy,
    Server,
    Subset,
    VirtualService,
)
from svclint.model.labels import label_faults
from svclint.model.load_balancers import chosen_on_purpose, is_service_annotation
from svclint.model.monitors import Monitor, MonitorEndpoint, port_names
from svclint.model.names import (
    foreign_doubt,
    generated_name,
    generated_name_fault,
    is_stored,
    name_format,
    prefix_fault,
)
from svclint.model.network_policy import DIRECTIONS, NetworkPolicy, PolicyPeer, PolicyPort, PolicyRule
from svclint.model.objects import Object, ObjectName
from svclint.model.placeholders import Placeholder
from svclint.model.pod_template import Container, ContainerPort, PodTemplate
from svclint.model.reference_grant import ReferenceGrant
from svclint.model.rollouts import ROLLOUT_SERVICES, RolloutService, is_rollout, services_of_rollout
from svclint.model.service import EXTERNAL_TYPES, PROTOCOLS, SERVICE_TYPES, Service, ServicePort
from svclint.model.templates import SOME_UID, generated_labels, is_manual, stored_pod, stored_template, template_path
from svclint.model.workload import CronJob, DaemonSet, Job, Pod, StatefulSet, Workload
from svclint.schema.faults import Fault, Malformed, MissingField, OutOfRange, UnknownField, Violation, WrongType
from svclint.schema.served import Unserved
from svclint.sources.source import Unreadable
from svclint.syntax.document import Document, DuplicateKey, SyntaxFault
from svclint.syntax.nodes import Mapping, Node, Scalar, Sequence, is_blank, is_null, item_text
from svclint.syntax.places import Absent, Place, Span, integer_at, items_at, mapping_at, node_at, scalar_at, spell, string_at
from svclint.syntax.scalars import key_name

# A line for each name would say no more, and hide the imports.
# fmt: off
__all__ = [
    "ACTIONS", "ACTION_PORT", "ANNOTATIONS_SIZE", "CANARY", "DIRECTIONS", "EXTERNAL_TYPES", "INT32", "ISTIO_GROUP", "MESH",
    "PROTOCOLS", "ROLLOUT_SERVICES", "ROOT_NAMESPACE", "SERVICE_TYPES", "SOME_UID", "STRICT_ADDRESSES", "UNSCALABLE", "Absent",
    "AnnotatedService", "Answer", "AskedPort", "Attachable", "Attachment", "Backing", "BackingPort", "BlockedPort", "Caller",
    "ClusterName", "Container", "ContainerPort", "Contradicted", "Crash", "CronJob", "DaemonSet", "Destination",
    "DestinationRule", "DisruptionBudget", "DnsEgress", "Document", "DuplicateKey", "Edit", "EndpointAddress", "EndpointPort",
    "EndpointSlice", "Endpoints", "Fault", "Finding", "Fix", "Gateway", "Graph", "HostInText", "Ingress", "IngressPath",
    "IstioGateway", "Iterator", "Job", "Kustomization", "LabelSlip", "Likeness", "Listener", "ListenerHolder", "ListenerSet",
    "Malformed", "Mapping", "Matched", "MeshPolicy", "MissingField", "Monitor", "MonitorEndpoint", "NearService",
    "NetworkPolicy", "Node", "Object", "ObjectName", "ObjectReference", "OutOfRange", "Place", "Placeholder", "Pod",
    "PodLabels", "PodTemplate", "PolicyPeer", "PolicyPort", "PolicyRule", "PortMiss", "Profile", "Reading", "Reference",
    "ReferenceGrant", "Related", "Renders", "RolloutService", "Route", "Scalar", "Selector", "Sequence", "Server", "Servers",
    "Service", "ServicePort", "Severity", "SilencedName", "Slip", "Span", "StatefulSet", "Strength", "Subset", "Suppression",
    "SyntaxFault", "Translation", "UnknownField", "Unreadable", "Unserved", "Unverifiable", "Violation", "VirtualService",
    "Way", "Where", "Workload", "WrongType", "address_fault", "addresses_in", "admission", "annotated_services",
    "annotation_key_fault", "are_all_known", "asked_of", "asked_ports", "asks_cluster_dns", "attachment", "blocked_port",
    "canonical_address", "canonical_range", "chosen_on_purpose", "cluster_name", "declared_instead", "dns_1035_label_fault",
    "dns_label_fault", "dns_subdomain_fault", "families_of", "family_of", "few", "few_of", "foreign_doubt",
    "fqdn_fault", "gateway_name",
    "generated_labels", "generated_name", "generated_name_fault", "has_port", "hiding_services", "host_fault", "hosts_of",
    "in_pod_zone", "in_ranges", "inserted", "integer_at", "is_blank", "is_controller_label", "is_controllers_own", "is_granted",
    "is_holder", "is_host", "is_known", "is_manual", "is_mirrored", "is_null", "is_outside", "is_rollout",
    "is_service_annotation", "is_stored", "is_strictly_inside", "is_told_elsewhere", "item_text", "items_at", "key_name",
    "label_faults", "label_slip", "leads_to_names", "likeness", "listed", "mapping_at", "monitored_port_miss", "most_alike",
    "name_format", "name_used", "named_after", "named_port", "near_services", "nearest_grant", "nearest_name", "node_at",
    "nothing_selected", "numbered_port", "numbers_in", "overlap", "parent_of", "parse_address", "parse_range",
    "path_segment_fault", "paths_of", "picked_pods", "port_meant", "port_miss", "port_name_fault", "port_names",
    "port_number_fault", "prefix_fault", "publisher_among", "publisher_named", "qualified_name_fault", "range_fault",
    "range_of_host", "readings_of", "refusal", "renamed", "renamed_in", "replicas_of", "resolve_target", "respelt", "rewritten",
    "right_kind", "rule", "scalar_at", "servers_among", "services_of_rollout", "slip_of", "special_fault", "spell",
    "stored_pod", "stored_template", "string_at", "subdomain_of", "swept_up", "takes", "template_path", "unknown_choice",
    "unroutable_fault", "violation_findings", "whom_it_admits", "why_unset",
]
# fmt: on
