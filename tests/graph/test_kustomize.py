"""What a kustomization says about the files around it."""

from __future__ import annotations

from svclint.graph.answers import Contradicted
from svclint.graph.graph import Graph
from svclint.graph.load import WorldLoader
from svclint.graph.world import World
from svclint.model.service import Service
from svclint.settings import Settings
from svclint.sources.source import Skipped, Source

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"
PART = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n"


def world(files: dict[str, str]) -> World:
    loader = WorldLoader(Settings())
    for path, text in files.items():
        loader.add(Source(path, text))
    return loader.world()


def skipped(files: dict[str, str]) -> dict[str, str]:
    return {each.path: each.reason for each in world(files).skipped}


def test_every_way_to_name_a_patch() -> None:
    kustomization = """
        resources: [web.yaml]
        patches:
        - path: a.yaml
          target: {kind: Service}
        - path: sub/../b.yaml
        - patch: |
            apiVersion: v1
        - c.yaml
        patchesStrategicMerge:
        - d.yaml
        - |-
            apiVersion: v1
            kind: Service
        patchesJson6902:
        - path: ../e.yaml
    """
    files = {f"base/{name}.yaml": PART for name in ("a", "b", "c", "d")} | {"e.yaml": PART, "base/web.yaml": SERVICE}
    found = world({"base/kustomization.yaml": kustomization, **files})

    assert {path: "kustomize patch" for path in sorted(files) if path != "base/web.yaml"} == {
        each.path: each.reason for each in found.skipped
    }
    assert ["base/web.yaml"] == [each.document.source.path for each in found.objects]
    assert ["base/kustomization.yaml", "base/web.yaml"] == [each.source.path for each in found.documents]


def test_every_way_to_name_an_input() -> None:
    kustomization = """
        configurations: [a.yaml]
        crds: [b.yaml]
        generators: [c.yaml]
        transformers: [d.yaml]
        validators: [e.yaml]
        openapi: {path: f.yaml}
        replacements: [{path: g.yaml}, {source: {kind: Service}}]
        configMapGenerator: [{name: a, files: [h.yaml, key=i.yaml, {}], envs: [j.yaml]}, {name: b}]
        secretGenerator: [{name: a, files: [k.yaml]}]
    """
    files = {f"{name}.yaml": PART for name in "abcdefghijk"}

    assert dict.fromkeys(files, "kustomize input") == skipped({"kustomization.yml": kustomization, **files})


def test_the_order_of_files_does_not_matter() -> None:
    assert {"a.yaml": "kustomize patch"} == skipped({"a.yaml": PART, "kustomization.yaml": "patches: [{path: a.yaml}]"})


def test_what_one_kustomization_patches_and_another_takes_whole_is_whole() -> None:
    files = {
        "a/kustomization.yaml": "patches: [{path: ../web.yaml}]",
        "b/kustomization.yaml": "resources: [../web.yaml]",
        "c/kustomization.yaml": "bases: [./old]",
        "web.yaml": SERVICE,
    }

    assert {} == skipped(files)


def test_a_patch_that_does_not_parse_or_is_a_placeholder_counts_once() -> None:
    files = {
        "kustomization.yaml": "patches: [{path: a.yaml}, {path: b.yaml}]",
        "a.yaml": "a: [",
        "b.yaml": PART + "spec: {type: $(X)}\n",
    }
    found = world(files)

    assert (Skipped("a.yaml", "kustomize patch"), Skipped("b.yaml", "kustomize patch")) == found.skipped
    assert ((), ()) == (found.faults, found.placeholders)


def test_a_kustomization_is_no_object_whatever_it_is_called() -> None:
    body = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: {kind}\n"
    found = world(
        {
            "a/kustomization.yaml": body.format(kind="Kustomization"),
            "b/Kustomization": "resources: []\n",
            "c/component.yaml": body.format(kind="Component"),
            "d/kustomization.yml": "",
        }
    )

    assert () == found.objects
    assert ["a", "b"] == [each.folder for each in found.kustomization_files]


def test_a_kustomization_of_flux_is_an_object() -> None:
    found = world({"apps.yaml": "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\n"})

    assert ["Kustomization apps"] == [each.title for each in found.objects]


def test_a_kustomization_is_checked_for_syntax() -> None:
    assert ["kustomization.yaml"] == [each.source.path for each in world({"kustomization.yaml": "resources: ["}).faults]


def test_parts_of_objects_make_nothing_unverifiable() -> None:
    """A Service without pods stays refuted beside the patch of something else."""
    workload = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {app: web}}\n"
        "  template:\n    metadata: {labels: {app: web}}\n    spec: {containers: [{name: a, image: a}]}\n"
    )
    files = {
        "app/web.yaml": SERVICE.replace("{ports", "{selector: {app: wbe}, ports"),
        "app/pods.yaml": workload,
        "other/kustomization.yaml": "patches: [{path: a.yaml}]",
        "other/a.yaml": PART,
    }
    graph = Graph(world(files))
    (service,) = graph.of(Service)

    assert isinstance(graph.pods_of(service), Contradicted)


def doubted(kustomizations: dict[str, str], namespace: str = "") -> bool:
    """Whether something is said to come into `web/app` or what is built upon it."""
    loader = WorldLoader(Settings())
    where = f", namespace: {namespace}" if namespace else ""
    loader.add(Source("web/app/web.yaml", SERVICE.replace("{name: web}", f"{{name: web{where}}}")))
    for path, text in kustomizations.items():
        loader.add(Source(path, text))
    found = loader.world(kustomizations={"web/app", *(path.rpartition("/")[0] for path in kustomizations)})
    graph = Graph(found)
    return graph.doubts.about_fields(graph.of(Service)[0]) is not None


def test_a_kustomization_that_only_collects_files_adds_nothing() -> None:
    plain = {"web/app/kustomization.yaml": "resources: [web.yaml]\nimages: [{name: web, newTag: v2}]\n"}

    assert not doubted(plain)
    assert not doubted({**plain, "web/prod/kustomization.yaml": "resources: [../app]\n"})


def test_a_kustomization_that_may_change_labels_or_names() -> None:
    assert doubted({"web/app/kustomization.yaml": "resources: [web.yaml]\nnamePrefix: a-\n"})
    assert doubted({"web/app/kustomization.yaml": "kind: Component\nresources: [web.yaml]\n"})


def test_a_kustomization_that_was_not_given_may_change_anything() -> None:
    assert doubted({})


def test_what_is_built_upon_a_plain_kustomization_may_change_it_too() -> None:
    files = {"web/app/kustomization.yaml": "resources: [web.yaml]\n", "web/mid/kustomization.yaml": "resources: [../app]\n"}

    assert doubted({**files, "web/prod/kustomization.yaml": "resources: [../mid]\npatches: [{path: a.yaml}]\n"})


def test_a_folder_called_base_waits_for_others() -> None:
    loader = WorldLoader(Settings())
    loader.add(Source("base/web.yaml", SERVICE))
    loader.add(Source("base/kustomization.yaml", "resources: [web.yaml]\n"))
    graph = Graph(loader.world(kustomizations={"base"}))

    assert graph.doubts.about_fields(graph.of(Service)[0]) is not None


def test_a_namespace_that_the_files_write_too_changes_nothing() -> None:
    text = "namespace: shop\nresources: [web.yaml]\n"

    assert not doubted({"web/app/kustomization.yaml": text})
    assert not doubted({"web/app/kustomization.yaml": text}, "shop")
    assert doubted({"web/app/kustomization.yaml": text}, "other")
