"""SVC414 stateful-peer-out-of-range."""

import re
from typing import NamedTuple

from svclint.api import (
    Finding,
    Fix,
    Graph,
    HostInText,
    Iterator,
    Likeness,
    Related,
    Severity,
    StatefulSet,
    Where,
    Workload,
    cluster_name,
    is_host,
    is_known,
    likeness,
    replicas_of,
    respelt,
    rule,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: quorum}
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: {app: quorum}
  ports: [{name: raft, port: 8300}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: quorum}
spec:
  serviceName: quorum
  replicas: 3
  selector: {matchLabels: {app: quorum}}
  template:
    metadata: {labels: {app: quorum}}
    spec:
      containers:
      - name: quorum
        image: quorum
        args:
        - --join=quorum-0.quorum:8300
        - --join=quorum-1.quorum:8300
        - --join=quorum-3.quorum:8300  # <- the pods are quorum-0 to quorum-2
        ports: [{name: raft, containerPort: 8300}]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: quorum}
spec:
  clusterIP: None
  publishNotReadyAddresses: true
  selector: {app: quorum}
  ports: [{name: raft, port: 8300}]
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: quorum}
spec:
  serviceName: quorum
  replicas: 3
  selector: {matchLabels: {app: quorum}}
  template:
    metadata: {labels: {app: quorum}}
    spec:
      containers:
      - name: quorum
        image: quorum
        args:
        - --join=quorum-0.quorum:8300
        - --join=quorum-1.quorum:8300
        - --join=quorum-2.quorum:8300
        ports: [{name: raft, containerPort: 8300}]
        readinessProbe: {tcpSocket: {port: raft}}
"""

_POD = re.compile(r"(.+)-(\d+)")
_SHORT, _QUALIFIED = 2, 3
"""Labels of `pod.service` and of `pod.service.namespace`."""


class _Peer(NamedTuple):
    """A pod as it is called: by the name of its set, its number, and the Service and namespace behind it.

    `is_full`: the name says `svc`, so that the label behind the pod is a Service and nothing else.
    """

    set_name: str
    ordinal: int
    service: str
    namespace: str
    is_full: bool = False


@rule(id="SVC414", name="stateful-peer-out-of-range", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD)
def stateful_peer_out_of_range(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A text calls a pod that its StatefulSet does not have, or calls it below another Service than the governing one.

    The pods of a StatefulSet are counted from 0 (or `spec.ordinals.start`) and have names only below the Service in
    `serviceName`: any other number or Service is NXDOMAIN, for good. So is the name of the pod alone, but in that pod itself.
    """
    for host in graph.hosts_in_text.all:
        if len(host.labels) == 1:
            yield from _alone(host, graph)
            continue
        peer = _peer(host, graph) if host.where is not Where.OTHER else None
        sets = _sets(peer, graph) if peer else ()
        if peer is None or not sets or _is_published(peer, graph):
            continue
        faults = [_fault(peer, each, graph) for each in sets]
        if all(faults):
            yield _finding(host, peer, sets[0], str(faults[0]), graph)


def _finding(host: HostInText, peer: _Peer, stateful_set: StatefulSet, fault: str, graph: Graph) -> Finding:
    by_number = peer.service == stateful_set.service_name
    at = stateful_set.place("spec", "replicas" if by_number else "serviceName")
    written = not by_number or stateful_set.scalar("spec", "replicas") is not None
    return Finding(
        at=host.at,
        message=f"{host.text} is no pod: {fault}",
        related=(Related(at, fault),),
        doubt=graph.doubts.about_fields(stateful_set),
        severity=None if written else Severity.WARNING,
        fix=None if by_number else _fix(host, stateful_set, graph),
    )


def _alone(host: HostInText, graph: Graph) -> Iterator[Finding]:
    """A pod's name without a Service. Only the pod itself finds it, in its hosts file; a single pod calls nobody else so."""
    pod = _POD.fullmatch(host.labels[0])
    if pod is None or not host.speaks_for_pods or not is_host(host) or graph.names.is_given_otherwise(host):
        return
    peer = _Peer(pod[1], int(pod[2]), "", host.namespace)
    for each in _sets(peer, graph)[:1]:
        own = host.owner is each
        if (own and replicas_of(each, graph.index).number == 1) or not _has_names(each, graph):
            continue
        below = f"{host.text}.{each.service_name}"
        yield Finding(
            at=host.at,
            message=f"{host.text} alone is no name: the pods of {each.title} have theirs below a Service, as {below}",
            related=(Related(each.place("spec", "serviceName"), f"names are below {each.service_name}"),),
            doubt=graph.doubts.about_service(host.namespace, host.owner),
            severity=None if isinstance(host.owner, Workload) and not own else Severity.WARNING,
            fix=respelt(host, (*host.labels, each.service_name)),
        )


def _has_names(stateful_set: StatefulSet, graph: Graph) -> bool:
    return bool(graph.index.services_named(stateful_set.namespace, stateful_set.service_name))


def _peer(host: HostInText, graph: Graph) -> _Peer | None:
    """Short names count where pods look them up, and where no Service and namespace of these names is meant."""
    pod = _POD.fullmatch(host.labels[0])
    if pod is None:
        return None
    name, labels = cluster_name(host.labels), host.labels
    if name:
        is_pod = len(name.prefix) == 1 and name.is_known and name.suffix in ("", graph.settings.zone)
        return _Peer(pod[1], int(pod[2]), name.service, name.namespace, is_full=True) if is_pod else None
    if not host.speaks_for_pods or len(labels) not in (_SHORT, _QUALIFIED) or not all(map(is_known, labels)):
        return None
    is_service = len(labels) == _SHORT and graph.index.services_named(labels[1], labels[0])
    return None if is_service else _Peer(pod[1], int(pod[2]), labels[1], (*labels[2:], host.namespace)[0])


def _sets(peer: _Peer, graph: Graph) -> tuple[StatefulSet, ...]:
    found = graph.index.by_name.get(("apps", "StatefulSet", peer.namespace, peer.set_name), ())
    return tuple(each for each in found if isinstance(each, StatefulSet))


def _fault(peer: _Peer, stateful_set: StatefulSet, graph: Graph) -> str | None:
    if peer.service != stateful_set.service_name:
        return _other_service(peer, stateful_set, graph)
    number = replicas_of(stateful_set, graph.index).number
    first = stateful_set.first_ordinal
    if not number or peer.ordinal in range(first, first + number):
        return None
    pods = f"{number} pods, {peer.set_name}-{first} to {peer.set_name}-{first + number - 1}"
    return f"{stateful_set.title} has {pods if number > 1 else f'one pod, {peer.set_name}-{first}'}"


def _other_service(peer: _Peer, stateful_set: StatefulSet, graph: Graph) -> str | None:
    """Where the other word is certainly meant as the Service: there is one, or it is nearly the right one."""
    there = graph.index.services_named(peer.namespace, peer.service)
    if not there and not _is_meant_for(peer, stateful_set, graph):
        return None
    if not stateful_set.service_name:
        return f"{stateful_set.title} has no serviceName, so its pods have no names of their own"
    return f"the pods of {stateful_set.title} have their names below {stateful_set.service_name}, not below {peer.service}"


def _is_meant_for(peer: _Peer, stateful_set: StatefulSet, graph: Graph) -> bool:
    """Whether a name that no Service has is nearly the right one; with a word more or less, where it is no namespace either."""
    degree = likeness(peer.service, stateful_set.service_name)
    if degree is not Likeness.KIN or peer.is_full or peer.service in graph.index.services:
        return degree is Likeness.SLIP
    return graph.doubts.about_service(peer.namespace, stateful_set) is None


def _is_published(peer: _Peer, graph: Graph) -> bool:
    """Whether somebody else gives this name: a pod of that hostname, or an address written by hand."""
    hostname = f"{peer.set_name}-{peer.ordinal}"
    if (peer.namespace, hostname, peer.service) in graph.index.hostnames:
        return True
    return any(graph.hand_written.of(each) for each in graph.index.services_named(peer.namespace, peer.service))


def _fix(host: HostInText, stateful_set: StatefulSet, graph: Graph) -> Fix | None:
    right = stateful_set.service_name
    known = right and graph.index.services_named(stateful_set.namespace, right)
    return respelt(host, (host.labels[0], right, *host.labels[2:])) if known else None
