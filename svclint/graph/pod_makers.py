"""Custom resources whose controllers make pods and Services, and those that are known not to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from svclint.model.workload import Workload

if TYPE_CHECKING:
    from svclint.model.objects import Object

BUILT_IN_GROUPS = frozenset({"", "apps", "batch", "extensions"})
_POD_FREE_GROUPS = frozenset(
    {
        "admissionregistration.k8s.io",
        "apiextensions.k8s.io",
        "apiregistration.k8s.io",
        "authentication.k8s.io",
        "authorization.k8s.io",
        "autoscaling",
        "autoscaling.k8s.io",
        "bitnami.com",
        "cert-manager.io",
        "certificates.k8s.io",
        "cilium.io",
        "cloud.google.com",
        "config.gatekeeper.sh",
        "configuration.konghq.com",
        "coordination.k8s.io",
        "crd.projectcalico.org",
        "discovery.k8s.io",
        "elbv2.k8s.aws",
        "events.k8s.io",
        "external-secrets.io",
        "externaldns.k8s.io",
        "flowcontrol.apiserver.k8s.io",
        "gateway.networking.k8s.io",
        "gateway.nginx.org",
        "k8s.nginx.org",
        "keda.sh",
        "kustomize.config.k8s.io",
        "kyverno.io",
        "linkerd.io",
        "metallb.io",
        "metrics.k8s.io",
        "monitoring.googleapis.com",
        "multicluster.x-k8s.io",
        "networking.gke.io",
        "networking.istio.io",
        "networking.k8s.io",
        "node.k8s.io",
        "policy",
        "policy.linkerd.io",
        "projectcalico.org",
        "projectcontour.io",
        "rbac.authorization.k8s.io",
        "resource.k8s.io",
        "route.openshift.io",
        "scheduling.k8s.io",
        "security.istio.io",
        "security.openshift.io",
        "snapshot.storage.k8s.io",
        "storage.k8s.io",
        "telemetry.istio.io",
        "traefik.containo.us",
        "traefik.io",
    }
)
_POD_FREE_KINDS = frozenset(
    {
        "AlertmanagerConfig",
        "PodMonitor",
        "Probe",
        "PrometheusRule",
        "ScrapeConfig",
        "ServiceMonitor",
    }
)
_KNOWN_MAKERS = frozenset(
    {
        "Agent",
        "Alertmanager",
        "ApmServer",
        "Application",
        "Beat",
        "CephCluster",
        "CephObjectStore",
        "Cluster",
        "ClusterServiceVersion",
        "Elasticsearch",
        "HelmChart",
        "HelmRelease",
        "Kafka",
        "KafkaBridge",
        "KafkaConnect",
        "Keycloak",
        "Kibana",
        "Logstash",
        "PostgresCluster",
        "Prometheus",
        "PrometheusAgent",
        "RayCluster",
        "RayService",
        "RedisCluster",
        "RedisEnterpriseCluster",
        "RedisFailover",
        "Sandbox",
        "Tenant",
        "ThanosRuler",
        "postgresql",
    }
)


def may_make_pods(each: Object, named: frozenset[str]) -> bool:
    """Whether pods may come of an object that no template shows.

    `named` are the kinds that the user lists, as `Kind` or `Kind.group`. Any object of an unknown group may, until the user
    has listed those that do.
    """
    if isinstance(each, Workload) or each.group in BUILT_IN_GROUPS:
        return False
    if each.kind in named or f"{each.kind}.{each.group}" in named:
        return True
    if each.group in _POD_FREE_GROUPS or each.kind in _POD_FREE_KINDS:
        return False
    return not named or each.kind in _KNOWN_MAKERS
