"""SVC109 wrong-job-selector."""

from svclint.api import (
    SOME_UID,
    Absent,
    CronJob,
    Finding,
    Graph,
    Iterator,
    Job,
    Mapping,
    Selector,
    Severity,
    Workload,
    generated_labels,
    is_manual,
    is_null,
    mapping_at,
    rule,
    stored_template,
)

BAD = """
apiVersion: batch/v1
kind: Job
metadata: {name: import}
spec:
  selector: {matchLabels: {app: import}}  # <- the server makes one
  template:
    metadata:
      labels:
        app: import
        job-name: import-1  # <- the Job is called import
    spec:
      restartPolicy: Never
      containers:
      - name: import
        image: registry.example.com/import:1.4.2
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "15 3 * * *"
  jobTemplate:
    spec:
      manualSelector: true  # <- not in a CronJob
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: report
            image: registry.example.com/report:1.4.2
"""

GOOD = """
apiVersion: batch/v1
kind: Job
metadata: {name: import}
spec:
  template:
    metadata: {labels: {app: import}}
    spec:
      restartPolicy: Never
      containers:
      - name: import
        image: registry.example.com/import:1.4.2
---
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "15 3 * * *"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: report
            image: registry.example.com/report:1.4.2
"""


@rule(id="SVC109", name="wrong-job-selector", severity=Severity.ERROR, on=Workload, bad=BAD, good=GOOD)
def wrong_job_selector(workload: Workload, _graph: Graph) -> Iterator[Finding]:
    """A Job or CronJob sets what the API server generates: the selector, or the labels that it selects by.

    The server gives each Job a selector of its own (by `batch.kubernetes.io/controller-uid`) and refuses another one. Only a
    Job with `manualSelector: true` brings its own, which it then must have; a CronJob cannot.
    """
    if isinstance(workload, CronJob) and workload.group == "batch":
        yield from _of_cron_job(workload)
    elif isinstance(workload, Job) and workload.group == "batch":
        spec = mapping_at(workload.node, "spec")
        if spec is not None:
            yield from _of_manual_job(spec) if is_manual(spec) else _of_job(workload, spec)


def _of_cron_job(workload: CronJob) -> Iterator[Finding]:
    spec = mapping_at(workload.node, "spec", "jobTemplate", "spec")
    selector = mapping_at(spec, "selector")
    if selector is not None:
        yield Finding(at=selector, message="the server generates the selector of a CronJob's jobs; leave it out")
    if spec is not None and is_manual(spec):
        at = spec.get("manualSelector") or spec
        yield Finding(at=at, message="the jobs of a CronJob cannot bring a selector of their own; leave it out")


def _of_manual_job(spec: Mapping) -> Iterator[Finding]:
    if is_null(spec.get("selector")):
        at = spec.get("selector") or Absent(spec, "selector")
        yield Finding(at=at, message="with manualSelector a Job needs a selector of its own")


def _of_job(job: Job, spec: Mapping) -> Iterator[Finding]:
    node, expected = mapping_at(spec, "selector"), generated_labels(job)
    selector = Selector.read(node) if node is not None else None
    if node is not None and selector is not None and not selector.accepts(expected):
        yield Finding(at=node, message="the server generates the selector of a Job; leave it out, or set manualSelector: true")
    template = stored_template(job)
    labels = template.labels if template is not None else {}
    for key in sorted(expected.keys() & labels.keys()) if job.name else ():
        at = template.labels_node.get(key) if template is not None and template.labels_node is not None else None
        if at is not None and labels[key] != expected[key]:
            right = "the Job's uid" if expected[key] == SOME_UID else f'"{job.name}"'
            message = f'label {key} is "{labels[key]}", and the server makes it {right}; leave it out'
            yield Finding(at=at, message=message, field=f"spec.template.metadata.labels[{key}]")
