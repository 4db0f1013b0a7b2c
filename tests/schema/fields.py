"""Which fields random documents have, and values for those of which rules ask more than the schemas say."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.schema.words import FORMATS, LABEL, PORT_NAME, PRIVATE_4, PRIVATE_6, RANGE_4, SUBDOMAIN, TEXT, Values, words

FIELDS: dict[str, str] = {
    "meta.v1.ObjectMeta": "name namespace labels annotations",
    "core.v1.PodSpec": "containers initContainers dnsPolicy dnsConfig hostAliases hostNetwork hostname subdomain nodeSelector "
    "nodeName restartPolicy terminationGracePeriodSeconds serviceAccountName imagePullSecrets "
    "shareProcessNamespace enableServiceLinks",
    "core.v1.Container": "name image imagePullPolicy command args env ports readinessProbe terminationMessagePolicy "
    "workingDir tty",
    "core.v1.EnvVar": "name value",
    "core.v1.Probe": "httpGet tcpSocket exec grpc initialDelaySeconds periodSeconds timeoutSeconds failureThreshold "
    "successThreshold",
    "core.v1.HTTPGetAction": "path port scheme host httpHeaders",
    "core.v1.EndpointAddress": "ip hostname nodeName",
    "discovery.v1.Endpoint": "addresses conditions hints hostname nodeName zone",
    "batch.v1.JobSpec": "activeDeadlineSeconds backoffLimit completionMode completions parallelism "
    "podReplacementPolicy suspend template ttlSecondsAfterFinished",
    "batch.v1.JobTemplateSpec": "spec",
    "apps.v1.StatefulSetSpec": "minReadySeconds ordinals podManagementPolicy replicas revisionHistoryLimit selector "
    "serviceName template updateStrategy persistentVolumeClaimRetentionPolicy",
    "core.v1.ReplicationControllerSpec": "replicas minReadySeconds template",
    "apps.v1.RollingUpdateStatefulSetStrategy": "partition",
    "admissionregistration.v1.WebhookClientConfig": "service url",
    "admissionregistration.v1.MutatingWebhook": "name clientConfig rules failurePolicy matchPolicy namespaceSelector "
    "objectSelector sideEffects timeoutSeconds admissionReviewVersions reinvocationPolicy",
    "admissionregistration.v1.ValidatingWebhook": "name clientConfig rules failurePolicy matchPolicy namespaceSelector "
    "objectSelector sideEffects timeoutSeconds admissionReviewVersions",
    "apiregistration.v1.APIServiceSpec": "group version groupPriorityMinimum versionPriority service",
    "networking.v1.IngressBackend": "service",
}
"""Definitions that are not here have all their fields, except for `status`."""

PORT = Values(st.integers(1, 65535), (0, -1, 65536))
ADDRESSES = st.lists(PRIVATE_4 | PRIVATE_6, min_size=1, max_size=2, unique=True)
_PORT_OR_NAME = Values(st.integers(1, 65535) | PORT_NAME, (65536, -1, "80", "a--b", "Web"))
_NODE_PORT = Values(st.integers(30000, 32767), (-1, 65536))
_COUNT = Values(st.integers(1, 5) | words("25%", "50%"))
_PROTOCOL = Values(words("TCP", "UDP", "SCTP"), ("tcp", "HTTP"))
_POLICY = Values(words("Cluster", "Local"), ("local", "None"))
_PATH = Values(words("/", "/web", "/a/b"), ())
_LABELS = Values(
    st.dictionaries(FORMATS["label-key"].right, FORMATS["label-value"].right, max_size=2), ({"-a": "b"}, {"a": "b c"})
)
_ANNOTATIONS = Values(st.dictionaries(FORMATS["annotation-key"].right, TEXT, max_size=2), ({"-a": "b"}, {"a/b/c": ""}))
_TYPES = ("ClusterIP", "NodePort", "LoadBalancer", "ExternalName")


def _service(field: str) -> tuple[str, str]:
    return "core.v1.ServiceSpec", field


OWN: dict[tuple[str, str], Values] = {
    ("meta.v1.ObjectMeta", "name"): Values(LABEL, FORMATS["dns-subdomain"].wrong),
    ("meta.v1.ObjectMeta", "namespace"): FORMATS["dns-label"],
    ("meta.v1.ObjectMeta", "labels"): _LABELS,
    ("meta.v1.ObjectMeta", "annotations"): _ANNOTATIONS,
    ("core.v1.PodTemplateSpec", "metadata"): Values(
        st.fixed_dictionaries({"labels": _LABELS.right}, optional={"annotations": _ANNOTATIONS.right})
    ),
    ("core.v1.PodSpec", "restartPolicy"): Values(words("Always"), ("always", "Sometimes")),
    _service("type"): Values(words(*_TYPES), ("clusterip", "Headless")),
    _service("clusterIP"): Values(words("None") | st.integers(1, 254).map(lambda n: f"10.96.0.{n}")),
    _service("clusterIPs"): Values(st.just(["None"])),
    _service("ipFamilies"): Values(st.lists(words("IPv4", "IPv6"), min_size=1, max_size=2, unique=True)),
    _service("ipFamilyPolicy"): Values(words("SingleStack", "PreferDualStack", "RequireDualStack"), ("DualStack",)),
    _service("externalIPs"): Values(ADDRESSES, (["127.0.0.1"], ["10.0.0"], ["::"])),
    _service("externalName"): Values(SUBDOMAIN, ("a_b", "Example.com", "http://a")),
    _service("externalTrafficPolicy"): _POLICY,
    _service("internalTrafficPolicy"): _POLICY,
    _service("sessionAffinity"): Values(words("None", "ClientIP"), ("Cookie",)),
    _service("trafficDistribution"): Values(words("PreferSameZone", "PreferSameNode"), ("preferclose",)),
    _service("healthCheckNodePort"): _NODE_PORT,
    _service("loadBalancerIP"): Values(PRIVATE_4),
    _service("loadBalancerClass"): Values(FORMATS["label-key"].right, ("-a", "a/b/c")),
    _service("loadBalancerSourceRanges"): Values(st.lists(RANGE_4, max_size=2), (["10.0.0.1"], ["10.0.0.0/33"])),
    _service("selector"): _LABELS,
    ("core.v1.ServicePort", "name"): FORMATS["dns-label"],
    ("core.v1.ServicePort", "port"): PORT,
    ("core.v1.ServicePort", "targetPort"): _PORT_OR_NAME,
    ("core.v1.ServicePort", "nodePort"): _NODE_PORT,
    ("core.v1.ServicePort", "protocol"): _PROTOCOL,
    ("core.v1.ServicePort", "appProtocol"): FORMATS["qualified-name"],
    ("core.v1.ClientIPConfig", "timeoutSeconds"): Values(st.integers(1, 86400), (0, -1, 86401)),
    ("core.v1.EndpointAddress", "ip"): Values(PRIVATE_4 | PRIVATE_6, ("a", "127.0.0.1", "169.254.1.1", "10.0.0.1/8")),
    ("discovery.v1.Endpoint", "addresses"): Values(ADDRESSES, (["a b"], ["-a"])),
    ("networking.v1.IPBlock", "cidr"): Values(words("10.0.0.0/8", "fd00::/8"), ("a", "10.0.0.0", "10.0.0.0/33")),
    ("networking.v1.IPBlock", "except"): Values(st.just([]), (["a"], ["192.0.2.0/24"], ["10.0.0.0/8"])),
    ("networking.v1.NetworkPolicyPort", "port"): _PORT_OR_NAME,
    ("networking.v1.NetworkPolicyPort", "endPort"): Values(st.integers(1, 65535), (0, -1, 65536)),
    ("networking.v1.IngressRule", "host"): Values(SUBDOMAIN.filter(lambda name: not name[0].isdigit()), ("a_b", "10.0.0.1")),
    ("networking.v1.IngressTLS", "hosts"): Values(st.lists(SUBDOMAIN, max_size=2), (["a_b"], ["*"])),
    ("networking.v1.HTTPIngressPath", "path"): Values(words("/", "/web", "/a/b"), ("web", "*")),
    ("networking.v1.ServiceBackendPort", "number"): Values(st.integers(1, 65535), (-1, 65536)),
    ("core.v1.ContainerPort", "hostPort"): Values(st.integers(1, 65535), (-1, 65536)),
    ("core.v1.HTTPGetAction", "port"): _PORT_OR_NAME,
    ("core.v1.HTTPGetAction", "path"): _PATH,
    ("core.v1.TCPSocketAction", "port"): _PORT_OR_NAME,
    ("core.v1.PodDNSConfig", "nameservers"): Values(ADDRESSES, (["a"], ["10.0.0.256"])),
    ("core.v1.HostAlias", "hostnames"): Values(st.lists(SUBDOMAIN, max_size=2), (["a_b"],)),
    ("core.v1.HostAlias", "ip"): Values(PRIVATE_4 | words("127.0.0.1"), ("a", "10.0.0.256")),
    ("core.v1.HTTPHeader", "name"): Values(words("Accept", "X-Probe"), ("a b",)),
    ("apps.v1.RollingUpdateDeployment", "maxSurge"): _COUNT,
    ("apps.v1.RollingUpdateDeployment", "maxUnavailable"): _COUNT,
    ("apps.v1.RollingUpdateDaemonSet", "maxSurge"): Values(st.just(0)),
    ("apps.v1.RollingUpdateDaemonSet", "maxUnavailable"): _COUNT,
    ("apps.v1.DeploymentSpec", "minReadySeconds"): Values(st.integers(0, 5), (-1,)),
    ("apps.v1.DeploymentSpec", "progressDeadlineSeconds"): Values(st.integers(6, 99), (-1,)),
    ("apiregistration.v1.APIServiceSpec", "group"): Values(words("metrics.example.com"), ()),
    ("admissionregistration.v1.RuleWithOperations", "apiGroups"): Values(st.just(["apps"])),
    ("admissionregistration.v1.RuleWithOperations", "apiVersions"): Values(st.just(["v1"])),
    ("admissionregistration.v1.RuleWithOperations", "operations"): Values(st.just(["CREATE", "UPDATE"]), (["READ"],)),
    ("admissionregistration.v1.RuleWithOperations", "resources"): Values(st.just(["pods"])),
    ("admissionregistration.v1.MutatingWebhook", "admissionReviewVersions"): Values(st.just(["v1"])),
    ("admissionregistration.v1.ValidatingWebhook", "admissionReviewVersions"): Values(st.just(["v1"])),
    ("networking.v1.IngressClassParametersReference", "name"): Values(LABEL, ("a/b",)),
}
