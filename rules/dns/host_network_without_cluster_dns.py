"""SVC416 host-network-without-cluster-dns."""

from svclint.api import (
    Edit,
    Finding,
    Fix,
    Graph,
    HostInText,
    Iterator,
    Related,
    Scalar,
    Severity,
    Span,
    Workload,
    cluster_name,
    hosts_of,
    readings_of,
    rewritten,
    rule,
    scalar_at,
)

BAD = """
apiVersion: v1
kind: Service
metadata: {name: collector}
spec:
  selector: {app: collector}
  ports: [{name: otlp, port: 4317}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: collector}
spec:
  replicas: 2
  selector: {matchLabels: {app: collector}}
  template:
    metadata: {labels: {app: collector}}
    spec:
      containers:
      - name: collector
        image: collector
        ports: [{name: otlp, containerPort: 4317}]
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: node-agent}
spec:
  selector: {matchLabels: {app: node-agent}}
  template:
    metadata: {labels: {app: node-agent}}
    spec:
      hostNetwork: true  # <- these pods ask the node's DNS
      containers:
      - name: agent
        image: node-agent
        args: ["--endpoint=http://collector:4317"]
"""

GOOD = """
apiVersion: v1
kind: Service
metadata: {name: collector}
spec:
  selector: {app: collector}
  ports: [{name: otlp, port: 4317}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: collector}
spec:
  replicas: 2
  selector: {matchLabels: {app: collector}}
  template:
    metadata: {labels: {app: collector}}
    spec:
      containers:
      - name: collector
        image: collector
        ports: [{name: otlp, containerPort: 4317}]
        readinessProbe: {tcpSocket: {port: otlp}}
---
apiVersion: apps/v1
kind: DaemonSet
metadata: {name: node-agent}
spec:
  selector: {matchLabels: {app: node-agent}}
  template:
    metadata: {labels: {app: node-agent}}
    spec:
      dnsPolicy: ClusterFirstWithHostNet
      hostNetwork: true
      containers:
      - name: agent
        image: node-agent
        args: ["--endpoint=http://collector:4317"]
"""

FIXED = BAD.replace("      hostNetwork: true", "      dnsPolicy: ClusterFirstWithHostNet\n      hostNetwork: true")
_POLICY = "ClusterFirstWithHostNet"


@rule(
    id="SVC416",
    name="host-network-without-cluster-dns",
    severity=Severity.WARNING,
    on=Workload,
    bad=BAD,
    good=GOOD,
    fixed=FIXED,
)
def host_network_without_cluster_dns(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """Pods on the host's network use names of the cluster, which the host's DNS does not know.

    With `hostNetwork` the default policy ClusterFirst falls back to the resolver of the node, and every name of a Service is
    NXDOMAIN. `dnsPolicy: ClusterFirstWithHostNet` asks the cluster's DNS.
    """
    template = workload.template
    if template is None or not template.host_network:
        return
    policy = scalar_at(template.spec, "dnsPolicy")
    key = template.spec.key("hostNetwork") if template.spec else None
    used = _used(workload, graph) if policy is None or policy.text == "ClusterFirst" else None
    if used:
        yield Finding(
            at=template.place("spec", "hostNetwork"),
            message=f"the pods of {workload.title} are on the host's network and ask its DNS, which does not know {used.text};"
            f" set dnsPolicy: {_POLICY}",
            related=(Related(used.at, f"{used.text} is a name of the cluster"),),
            fix=rewritten(policy, _POLICY) if policy else _added(key) if key else None,
        )


def _used(workload: Workload, graph: Graph) -> HostInText | None:
    """The first name of a Service that the pods are told, be it in the files or not."""
    full = (host for host in hosts_of(workload, graph) if cluster_name(host.labels))
    return next(full, None) or next((each.host for each in readings_of(workload, graph) if not each.elsewhere), None)


def _added(key: Scalar) -> Fix | None:
    """A line before `hostNetwork`, or a pair where it stands among others on one line."""
    source = key.document.source
    line, column = source.position(key.start)
    before = source.line(line)[: column - 1]
    is_flow = before.rstrip().endswith(("{", ","))
    if source.text[key.start : key.end] != "hostNetwork" or (before.strip() and not is_flow):
        return None
    behind = ", " if is_flow else "\n" + before
    return Fix(f"set dnsPolicy: {_POLICY}", (Edit(Span(source, key.start, key.start), f"dnsPolicy: {_POLICY}{behind}"),))
