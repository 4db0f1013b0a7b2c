"""SVC417 foreign-cluster-domain."""

from svclint.api import (
    ClusterName,
    Finding,
    Graph,
    Iterator,
    Likeness,
    Profile,
    Related,
    Severity,
    Where,
    cluster_name,
    likeness,
    respelt,
    rule,
)

BAD = """
# file: .svclint.yaml
cluster-domain: cluster.internal
# file: shop.yaml
apiVersion: v1
kind: Service
metadata: {name: catalogue, namespace: shop}
spec:
  selector: {app: catalogue}
  ports: [{name: http, port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: catalogue, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: catalogue}}
  template:
    metadata: {labels: {app: catalogue}}
    spec:
      containers:
      - name: catalogue
        image: catalogue
        ports: [{name: http, containerPort: 8080}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront, namespace: shop}
data:
  CATALOGUE_URL: http://catalogue.shop.svc.cluster.local:8080/items  # <- the zone is cluster.internal
"""

GOOD = """
# file: .svclint.yaml
cluster-domain: cluster.internal
# file: shop.yaml
apiVersion: v1
kind: Service
metadata: {name: catalogue, namespace: shop}
spec:
  selector: {app: catalogue}
  ports: [{name: http, port: 8080}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: catalogue, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: catalogue}}
  template:
    metadata: {labels: {app: catalogue}}
    spec:
      containers:
      - name: catalogue
        image: catalogue
        ports: [{name: http, containerPort: 8080}]
        readinessProbe: {httpGet: {path: /, port: http}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: storefront, namespace: shop}
data:
  CATALOGUE_URL: http://catalogue.shop.svc.cluster.internal:8080/items
"""

FIXED = BAD.replace("svc.cluster.local", "svc.cluster.internal").partition("cluster-domain: cluster.internal\n")[2]
_DEFAULT = "cluster.local"
_MANY_CLUSTERS = "clusterset.local"


@rule(id="SVC417", name="foreign-cluster-domain", severity=Severity.ERROR, on=Graph, bad=BAD, good=GOOD, fixed=FIXED)
def foreign_cluster_domain(graph: Graph, _: Graph) -> Iterator[Finding]:
    """A text names a Service in a zone that is not the cluster's.

    Manifests copied from another cluster keep its domain: the name is NXDOMAIN although the Service is there. `name.namespace`,
    or `name.namespace.svc`, works in every cluster.
    """
    zone = graph.settings.zone
    for host in graph.hosts_in_text.all:
        name = cluster_name(host.labels) if host.where is not Where.OTHER else None
        if name is None or not name.is_known or name.suffix in ("", zone, _MANY_CLUSTERS) or not _is_zone(name, graph):
            continue
        labels = host.labels[: len(host.labels) - len(name.zone)]
        services = graph.index.services_named(name.namespace, name.service)
        known = graph.settings.cluster_domain is not None
        told = known or _is_misspelt(name.suffix, zone)
        yield Finding(
            at=host.at,
            message=f"{host.text} is in the zone {name.suffix}, and the cluster's is {zone};"
            f" {'.'.join(labels)} works in every cluster",
            related=tuple(Related(each.name_place, f"Service {each.name} is {'.'.join((*labels, zone))}") for each in services),
            fix=respelt(host, (*labels, zone)),
            severity=None if known and _is_certain(name, zone) else Severity.WARNING,
            profile=Profile.DEFAULT if told else Profile.AUDIT,
        )


def _is_zone(name: ClusterName, graph: Graph) -> bool:
    """Whether `svc` stands before a cluster's zone, and not somewhere in a name of the outside world."""
    return name.suffix == _DEFAULT or bool(graph.index.services_named(name.namespace, name.service))


def _is_misspelt(suffix: str, zone: str) -> bool:
    """Whether it is a slip, and not the zone of another cluster of several that are numbered."""
    return likeness(suffix, zone) is Likeness.SLIP and not any(map(str.isdigit, suffix))


def _is_certain(name: ClusterName, zone: str) -> bool:
    """Any other zone may be one of a cluster that the DNS forwards to."""
    return name.suffix == _DEFAULT or likeness(name.suffix, zone) is Likeness.SLIP
