"""Where built-in workloads keep the template of their pods."""

from __future__ import annotations

from svclint.model.load import objects_of
from svclint.model.objects import Object
from svclint.model.templates import stored_pod, stored_template, template_path
from svclint.sources.source import Source
from svclint.syntax.compose import compose


def _read(text: str) -> Object:
    (document,) = compose(Source("x.yaml", text)).documents
    (each,) = objects_of(document)
    return each


def test_the_template_of_a_cron_job() -> None:
    each = _read("{apiVersion: batch/v1, kind: CronJob, spec: {jobTemplate: {spec: {template: {metadata: {labels: {a: b}}}}}}}")
    template = stored_template(each)

    assert template_path(each) == ("spec", "jobTemplate", "spec", "template")
    assert template is not None
    assert template.labels == {"a": "b"}


def test_a_template_that_is_not_there() -> None:
    assert stored_template(_read("{apiVersion: apps/v1, kind: Deployment, spec: {template: 5}}")) is None


def test_custom_resources_have_templates_of_their_own() -> None:
    each = _read("{apiVersion: example.com/v1, kind: Deployment, spec: {template: {spec: {containers: [{name: a}]}}}}")

    assert template_path(each) is None
    assert stored_template(each) is None


def test_a_template_by_itself() -> None:
    template = stored_template(_read("{apiVersion: v1, kind: PodTemplate, template: {metadata: {labels: {a: b}}}}"))

    assert template is not None
    assert template.labels == {"a": "b"}
    assert stored_template(_read("{apiVersion: v1, kind: PodTemplate, template: 5}")) is None


def test_the_pod_of_a_pod_and_of_a_workload() -> None:
    bare = stored_pod(_read("{apiVersion: v1, kind: Pod, metadata: {labels: {a: b}}}"))
    made = stored_pod(_read("{apiVersion: batch/v1, kind: Job, spec: {template: {metadata: {labels: {a: c}}}}}"))

    assert bare is not None
    assert made is not None
    assert (bare.labels, made.labels) == ({"a": "b"}, {"a": "c"})
