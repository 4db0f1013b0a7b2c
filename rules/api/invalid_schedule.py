"""SVC162 invalid-schedule."""

from svclint.api import CronJob, Finding, Graph, Iterator, Severity, rule, violation_findings

BAD = """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 0 3 * * *"  # <- no field for seconds
  timeZone: local  # <- whose?
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: report
            image: registry.example.com/report:1.4.2
"""

GOOD = """
apiVersion: batch/v1
kind: CronJob
metadata: {name: report}
spec:
  schedule: "0 3 * * mon-fri"
  timeZone: Europe/Berlin
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: OnFailure
          containers:
          - name: report
            image: registry.example.com/report:1.4.2
"""


@rule(id="SVC162", name="invalid-schedule", severity=Severity.ERROR, on=CronJob, bad=BAD, good=GOOD)
def invalid_schedule(job: CronJob, graph: Graph) -> Iterator[Finding]:
    """A CronJob's schedule or time zone cannot be read.

    A schedule has five fields (minute, hour, day of the month, month, day of the week) or is a word such as `@daily`. The
    time zone stands in `timeZone`; since Kubernetes 1.29 the schedule may not name one itself.
    """
    yield from violation_findings(job, graph, "invalid-schedule")
