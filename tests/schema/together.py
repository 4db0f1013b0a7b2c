"""What the fields of one definition ask of each other: each function takes an object at random and gives one that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

Fields: TypeAlias = dict[str, Any]

_EXTERNAL = ("NodePort", "LoadBalancer")
_BALANCED = ("loadBalancerClass", "loadBalancerSourceRanges", "allocateLoadBalancerNodePorts")
_ADDRESSED = ("clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy")


def _without(fields: Fields, *names: str) -> Fields:
    return {name: value for name, value in fields.items() if name not in names}


def _only_first(fields: Fields, *names: str) -> Fields:
    """Of fields that exclude each other the first that is there."""
    there = [name for name in names if name in fields]
    return _without(fields, *there[1:])


def _distinct(items: Iterable[Fields], *keys: str) -> list[Fields]:
    """The items without those that repeat the keys of an earlier one."""
    return list({tuple(item.get(key) for key in keys): item for item in reversed(list(items))}.values())[::-1]


def _named(ports: list[Fields]) -> list[Fields]:
    """Each of several ports has a name of its own."""
    return [port | {"name": f"p{index}"} for index, port in enumerate(ports)] if len(ports) > 1 else ports


def service(spec: Fields) -> Fields:
    """A Service has what its type takes."""
    type_ = spec.get("type", "ClusterIP")
    external = type_ in _EXTERNAL
    spec = _without(spec, "clusterIPs", *(() if type_ == "LoadBalancer" else _BALANCED))
    if type_ == "ExternalName":
        spec = _without(spec, *_ADDRESSED) | {"externalName": spec.get("externalName", "example.com")}
    else:
        spec = _families(_without(spec, "externalName", *(("clusterIP",) if external else ())))
    if not external:
        spec = _without(spec, "externalTrafficPolicy")
    if (type_, spec.get("externalTrafficPolicy")) != ("LoadBalancer", "Local"):
        spec = _without(spec, "healthCheckNodePort")
    if spec.get("sessionAffinity") != "ClientIP":
        spec = _without(spec, "sessionAffinityConfig")
    return spec | {"ports": _service_ports(spec.get("ports") or [{"port": 80}], type_)}


def _service_ports(ports: list[Fields], type_: str) -> list[Fields]:
    ports = [{"protocol": "TCP"} | port for port in ports]
    ports = [port if type_ in _EXTERNAL else _without(port, "nodePort") for port in _distinct(ports, "port", "protocol")]
    return _named([port | ({"nodePort": 30100 + index} if "nodePort" in port else {}) for index, port in enumerate(ports)])


def _families(spec: Fields) -> Fields:
    """A cluster address in the text is of the first family, and two families need a policy."""
    if spec.get("clusterIP", "None") != "None" and "ipFamilies" in spec:
        spec |= {"ipFamilies": ["IPv4"]}
    two = len(spec.get("ipFamilies", ())) > 1
    return spec | ({"ipFamilyPolicy": "PreferDualStack"} if two else {})


def subset(fields: Fields) -> Fields:
    """A subset of Endpoints has addresses, and names for several ports."""
    there = fields.get("addresses") or fields.get("notReadyAddresses")
    return fields | ({} if there else {"addresses": [{"ip": "10.20.30.1"}]}) | {"ports": _named(fields.get("ports", []))}


def endpoint_slice(fields: Fields) -> Fields:
    """Addresses are of the slice's type, port names differ."""
    address = {"IPv4": "10.20.30.1", "IPv6": "fd00:20::1", "FQDN": "a.example.com"}[fields["addressType"]]
    endpoints = [each | {"addresses": [address]} for each in fields.get("endpoints", [])]
    return fields | {"endpoints": endpoints, "ports": _named(fields.get("ports", []))}


def hints(fields: Fields) -> Fields:
    """Zones and nodes are named once."""
    return {name: _distinct(each, "name") for name, each in fields.items()}


def requirement(fields: Fields) -> Fields:
    """A requirement of a selector has values where its operator compares."""
    compares = fields["operator"] in ("In", "NotIn")
    return _without(fields, "values") | ({"values": fields.get("values") or ["a"]} if compares else {})


def policy_port(fields: Fields) -> Fields:
    """The end of a range is a number that follows its beginning."""
    port = fields.get("port")
    if isinstance(port, int) and "endPort" in fields:
        return fields | {"endPort": max(port, fields["endPort"])}
    return _without(fields, "endPort")


def peer(fields: Fields) -> Fields:
    """A peer is a block of addresses or selects pods."""
    return {"ipBlock": fields["ipBlock"]} if "ipBlock" in fields else {"podSelector": {}} | fields


def ingress(fields: Fields) -> Fields:
    """An Ingress goes somewhere."""
    backend = {"service": {"name": "web", "port": {"number": 80}}}
    return fields if fields.get("rules") else {"defaultBackend": backend} | fields


def backend(fields: Fields) -> Fields:
    """A backend is a Service."""
    return {"service": {"name": "web", "port": {"number": 80}}} | fields


def backend_service(fields: Fields) -> Fields:
    """A Service as a backend has a port."""
    return {"port": {"number": 80}} | fields


def backend_port(fields: Fields) -> Fields:
    """A port of a backend is a name or a number."""
    return _only_first(fields, "name", "number") or {"number": 80}


def path(fields: Fields) -> Fields:
    """Paths that are compared must be there."""
    return {"path": "/"} | fields


def parameters(fields: Fields) -> Fields:
    """Only parameters of a namespace name it."""
    inside = fields.get("scope") == "Namespace"
    return {"namespace": "web"} | fields if inside else _without(fields, "namespace")


def pod(spec: Fields) -> Fields:
    """Containers have names of their own, those that run first no probes, and no two want a port of the node."""
    lists = {name: spec[name] for name in ("initContainers", "containers") if name in spec}
    several = {
        name: [_bare(each, name) | {"name": f"{name[0]}{n}"} for n, each in enumerate(containers)]
        for name, containers in lists.items()
    }
    if spec.get("dnsPolicy") == "None":
        spec = spec | {"dnsConfig": {"nameservers": ["10.20.30.1"]} | spec.get("dnsConfig", {})}
    aliases = {"hostAliases": _distinct(spec["hostAliases"], "ip")} if "hostAliases" in spec else {}
    return spec | several | aliases


def _bare(fields: Fields, name: str) -> Fields:
    ports = [_without(port, "hostPort") for port in fields.get("ports", [])]
    return _without(fields, *(("readinessProbe",) if name == "initContainers" else ())) | {"ports": ports}


def container(fields: Fields) -> Fields:
    """Port names of one container differ."""
    return fields | {"ports": _named(fields.get("ports", []))} if "ports" in fields else fields


def probe(fields: Fields) -> Fields:
    """A probe does one thing."""
    kinds = ("httpGet", "exec", "grpc", "tcpSocket")
    return _only_first(fields if any(each in fields for each in kinds) else {"tcpSocket": {"port": 80}} | fields, *kinds)


def workload(spec: Fields) -> Fields:
    """A controller selects the pods that it makes, which run for ever."""
    template = spec["template"]
    labels = template.get("metadata", {}).get("labels") or {"app": "web"}
    metadata = template.get("metadata", {}) | {"labels": labels}
    made = template | {"metadata": metadata, "spec": _without(template["spec"], "restartPolicy")}
    return spec | {"selector": {"matchLabels": labels}, "template": made}


def replicated(spec: Fields) -> Fields:
    """A ReplicationController takes its selector from its template."""
    return _without(workload(spec), "selector")


def stateful(spec: Fields) -> Fields:
    """A StatefulSet names its pods itself."""
    template = spec["template"]
    return workload(spec | {"template": template | {"spec": _without(template["spec"], "hostname", "subdomain")}})


def job(spec: Fields) -> Fields:
    """The pods of a Job end."""
    template = spec["template"]
    indexed = {"completions": 1, "parallelism": 1} if spec.get("completionMode") == "Indexed" else {}
    return spec | indexed | {"template": template | {"spec": template["spec"] | {"restartPolicy": "Never"}}}


def strategy(fields: Fields) -> Fields:
    """Only a rolling update has parameters."""
    return fields if fields.get("type", "RollingUpdate") == "RollingUpdate" else _without(fields, "rollingUpdate")


def client(fields: Fields) -> Fields:
    """A webhook is a Service or a URL."""
    return _only_first(
        fields if "url" in fields else {"service": {"name": "web", "namespace": "web"}} | fields, "service", "url"
    )


def webhooks(fields: Fields) -> Fields:
    """Webhooks of one configuration have names of their own."""
    return cluster_wide(fields) | {
        "webhooks": [each | {"name": f"w{n}.example.com"} for n, each in enumerate(fields.get("webhooks", []))]
    }


def api_service(fields: Fields) -> Fields:
    """An APIService is named after its version and group."""
    spec = fields["spec"]
    return fields | {"metadata": _without(fields["metadata"], "namespace") | {"name": f"{spec['version']}.{spec['group']}"}}


def cluster_wide(fields: Fields) -> Fields:
    """What is in no namespace names none."""
    return fields | {"metadata": _without(fields["metadata"], "namespace")}


TOGETHER: dict[str, Callable[[Fields], Fields]] = {
    "core.v1.ServiceSpec": service,
    "core.v1.EndpointSubset": subset,
    "discovery.v1.EndpointSlice": endpoint_slice,
    "discovery.v1.EndpointHints": hints,
    "meta.v1.LabelSelectorRequirement": requirement,
    "networking.v1.NetworkPolicyPort": policy_port,
    "networking.v1.NetworkPolicyPeer": peer,
    "networking.v1.IngressSpec": ingress,
    "networking.v1.IngressBackend": backend,
    "networking.v1.IngressServiceBackend": backend_service,
    "networking.v1.ServiceBackendPort": backend_port,
    "networking.v1.HTTPIngressPath": path,
    "networking.v1.IngressClass": cluster_wide,
    "networking.v1.IngressClassParametersReference": parameters,
    "core.v1.PodSpec": pod,
    "core.v1.Container": container,
    "core.v1.Probe": probe,
    "apps.v1.DeploymentSpec": workload,
    "apps.v1.ReplicaSetSpec": workload,
    "core.v1.ReplicationControllerSpec": replicated,
    "apps.v1.StatefulSetSpec": stateful,
    "apps.v1.DaemonSetSpec": workload,
    "batch.v1.JobSpec": job,
    "apps.v1.DeploymentStrategy": strategy,
    "apps.v1.DaemonSetUpdateStrategy": strategy,
    "apps.v1.StatefulSetUpdateStrategy": strategy,
    "admissionregistration.v1.WebhookClientConfig": client,
    "admissionregistration.v1.MutatingWebhookConfiguration": webhooks,
    "admissionregistration.v1.ValidatingWebhookConfiguration": webhooks,
    "apiregistration.v1.APIService": api_service,
}
