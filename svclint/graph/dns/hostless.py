"""Why a pod, or what looks like one, has no name below a Service.

https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-hostname-and-subdomain-fields, measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.graph.answers import listed
from svclint.graph.backends.replicas import replicas_of
from svclint.graph.dns.hostnames import numbers_its_pods, subdomain_of
from svclint.graph.dns.records import name_of, published
from svclint.graph.likeness import most_alike
from svclint.model.workload import Pod, StatefulSet
from svclint.syntax.places import string_at

if TYPE_CHECKING:
    from svclint.graph.backends.endpoints import ServiceEndpoints
    from svclint.graph.dns.zone import Zone
    from svclint.model.workload import Workload


def why_unpublished(label: str, each: ServiceEndpoints, zone: Zone) -> tuple[str, tuple[str, ...]]:
    """The reason why no record `label` exists below a Service, as a clause, and names that may have been meant."""
    service = each.service
    bearers = sorted(zone.graph.index.workloads.get(service.namespace, ()), key=lambda one: _likely(one, label), reverse=True)
    hosts = [host for backend in each.backends for host in published(backend, service)]
    hosts += [address.hostname for backend in each.backends for address in backend.addresses if address.hostname]
    alike = most_alike(label, hosts)
    near = (name_of(service, zone.name, alike[0]),) if alike else ()
    if bearers and _likely(bearers[0], label):
        reason, subdomain = _why(bearers[0], label, each, zone)
        below = f"{label}.{subdomain}.{service.namespace}.svc.{zone.name}."
        first = tuple(name_of(service, zone.name, host) for host in hosts[:1])
        return reason, (below,) if below in zone.by_name else near or first
    there = f"there are {listed(hosts)}" if hosts else "nothing behind it publishes a hostname"
    return f"nothing behind {service.title} has the hostname {label}; {there}", near


def _likely(workload: Workload, label: str) -> int:
    """How much a label looks like the name of one of a workload's pods: 3 is the hostname, 0 is no such thing."""
    prefix, _, number = label.rpartition("-")
    template = workload.template
    if numbers_its_pods(workload):
        return 3 if prefix == workload.name and number.isdecimal() else 0
    if template is None:
        return 0
    if template.hostname == label:
        return 3
    if workload.name == label or string_at(template.spec, "hostnameOverride") == label:
        return 2
    return int(bool(workload.name) and label.startswith(f"{workload.name}-") and not isinstance(workload, Pod))


def _why(workload: Workload, label: str, each: ServiceEndpoints, zone: Zone) -> tuple[str, str]:
    """The reason, and the Service below which the pod does have a name, if any."""
    if _likely(workload, label) < 3:  # noqa: PLR2004 - the hostname is another
        return _why_not_its_hostname(workload, label), subdomain_of(workload)
    service, subdomain, title = each.service, subdomain_of(workload), workload.title
    field = "serviceName" if isinstance(workload, StatefulSet) else "subdomain"
    alone = isinstance(workload, Pod)
    if not subdomain:
        return f"{title} sets no {field}, so {'it has no name' if alone else 'its pods have no names'} below a Service", ""
    if subdomain != service.name:
        names = "its name is" if alone else "the names of its pods are"
        return f"{title} has {field}: {subdomain}, so {names} below Service {subdomain} only", subdomain
    backend = next((one for one in each.backends if one.owner is workload), None)
    if backend is None:
        pods = title if alone else f"the pods of {title}"
        return f"{service.title} does not select {pods} (it selects {service.selection or 'none'})", ""
    hosts = list(published(backend, service))
    if not hosts:
        return replicas_of(workload, zone.graph.index).why or f"{title} has no pods", ""
    return f"{title} has the pods {hosts[0]} to {hosts[-1]}", ""


def _why_not_its_hostname(workload: Workload, label: str) -> str:
    template = workload.template
    hostname = template.hostname if template else ""
    if template and string_at(template.spec, "hostnameOverride") == label:
        return f"hostnameOverride of {workload.title} makes no DNS name"
    if hostname:
        return f"the hostname of {workload.title} is {hostname}, and names are made of hostnames"
    if isinstance(workload, Pod):
        return f"{workload.title} sets no hostname, and its own name makes no DNS name"
    return f"the pods of {workload.title} set no hostname, so they have no names; those of a StatefulSet have"
