"""SVC163 inconsistent-job."""

from svclint.api import (
    Absent,
    CronJob,
    Finding,
    Graph,
    Iterator,
    Job,
    Mapping,
    Severity,
    Workload,
    dns_label_fault,
    integer_at,
    is_null,
    mapping_at,
    rule,
    scalar_at,
    string_at,
)

BAD = """
apiVersion: batch/v1
kind: Job
metadata: {name: import}
spec:  # <- how many indexes?
  completionMode: Indexed
  parallelism: 4
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: import
        image: registry.example.com/import:1.4.2
---
apiVersion: batch/v1
kind: Job
metadata: {name: export}
spec:
  backoffLimitPerIndex: 1  # <- no index
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: export
        image: registry.example.com/export:1.4.2
"""

GOOD = """
apiVersion: batch/v1
kind: Job
metadata: {name: import}
spec:
  completionMode: Indexed
  completions: 12
  parallelism: 4
  backoffLimitPerIndex: 1
  template:
    spec:
      restartPolicy: Never
      containers:
      - name: import
        image: registry.example.com/import:1.4.2
"""

_MOST_PARALLEL = 100_000
_OF_INDEXES = {"backoffLimitPerIndex": (1, 29), "maxFailedIndexes": (1, 29), "successPolicy": (1, 31)}
"""Fields that only an indexed Job may have, and since when the server keeps them without being told to."""


@rule(id="SVC163", name="inconsistent-job", severity=Severity.ERROR, on=Workload, bad=BAD, good=GOOD)
def inconsistent_job(workload: Workload, graph: Graph) -> Iterator[Finding]:
    """Fields of a Job contradict each other.

    An indexed Job needs `completions`, and a name that leaves room for the index in the pods' hostnames; limits by index and a
    success policy need `completionMode: Indexed`. A failure policy needs pods that are not restarted.
    """
    if workload.group != "batch" or not isinstance(workload, (Job, CronJob)):
        return
    steps = ("spec",) if isinstance(workload, Job) else ("spec", "jobTemplate", "spec")
    spec = mapping_at(workload.node, *steps)
    if spec is None:
        return
    if string_at(spec, "completionMode") == "Indexed":
        yield from _of_indexed(workload, spec)
    elif is_null(spec.get("completionMode")) or string_at(spec, "completionMode") == "NonIndexed":
        yield from _of_plain(spec, graph.settings.kubernetes_version)
    yield from _of_failures(spec, graph.settings.kubernetes_version)


def _of_indexed(workload: Workload, spec: Mapping) -> Iterator[Finding]:
    completions, parallelism = scalar_at(spec, "completions"), scalar_at(spec, "parallelism")
    number = integer_at(spec, "completions")
    if completions is None and parallelism is None and isinstance(workload, Job):
        number = 1  # the server's default, which it does not give to the jobs of a CronJob
    elif completions is None:
        at = spec.get("completions") or Absent(spec, "completions")
        yield Finding(at=at, message="an indexed Job needs completions, the number of its indexes")
    if parallelism is not None and (integer_at(spec, "parallelism") or 0) > _MOST_PARALLEL:
        yield Finding(at=parallelism, message=f"an indexed Job may run at most {_MOST_PARALLEL} pods at a time")
    if isinstance(workload, Job) and number and workload.name:
        host = f"{workload.name}-{number - 1}"
        fault = dns_label_fault(host)
        if fault is not None:
            message = f'the last pod\'s hostname would be "{host}": {fault}'
            yield Finding(at=workload.name_place, message=message, field="metadata.name")


def _of_plain(spec: Mapping, version: tuple[int, int]) -> Iterator[Finding]:
    for name, since in _OF_INDEXES.items():
        node = spec.get(name)
        if node is not None and not is_null(node) and version >= since:
            yield Finding(at=node, message=f"{name} needs completionMode: Indexed")


def _of_failures(spec: Mapping, version: tuple[int, int]) -> Iterator[Finding]:
    failed, policy = scalar_at(spec, "maxFailedIndexes"), mapping_at(spec, "podFailurePolicy")
    if failed is not None and is_null(spec.get("backoffLimitPerIndex")) and version >= _OF_INDEXES["maxFailedIndexes"]:
        at = spec.get("backoffLimitPerIndex") or Absent(spec, "backoffLimitPerIndex")
        yield Finding(at=at, message="maxFailedIndexes needs backoffLimitPerIndex, which says when an index has failed")
    restart = scalar_at(spec, "template", "spec", "restartPolicy")
    if policy is not None and restart is not None and restart.string == "OnFailure":
        yield Finding(at=restart, message="podFailurePolicy needs restartPolicy: Never, for it judges pods that have ended")
    replacement = scalar_at(spec, "podReplacementPolicy")
    if policy is not None and replacement is not None and replacement.string == "TerminatingOrFailed" and version >= (1, 29):
        yield Finding(at=replacement, message="with podFailurePolicy podReplacementPolicy must be Failed")
