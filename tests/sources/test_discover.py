"""From paths to texts, and why a file was left out."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svclint.errors import PathNotFoundError
from svclint.sources import content
from svclint.sources.discover import discover
from svclint.sources.source import Discovery, Skipped
from tests.sources.conftest import Write

SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n"
COMPOSE = "services:\n  web:\n    image: web\n"


def read(discovery: Discovery) -> list[str]:
    return [source.path for source in discovery.sources]


def troubles(discovery: Discovery) -> dict[str, str]:
    return {each.source.path: each.message for each in discovery.unreadable}


def test_folders_are_walked_for_manifests(write: Write) -> None:
    write(dict.fromkeys(("b.yml", "a/c.json", "a/b/d.yaml", "a/notes.txt", ".hidden/e.yaml", "web.yaml.bak"), SERVICE))

    assert [".hidden/e.yaml", "a/b/d.yaml", "a/c.json", "b.yml"] == read(discover(["."]))


def test_where_all_manifests_are_test_data_they_are_meant(write: Write) -> None:
    write({"a/testdata/web.yaml": SERVICE, "compose.yaml": COMPOSE, "node_modules/pod.yaml": SERVICE})

    assert ["a/testdata/web.yaml"] == read(discover(["."]))
    assert [] == read(discover(["."], exclude=["testdata/"]))


def test_paths_are_sorted_and_read_once(write: Write) -> None:
    root = write({"b.yaml": SERVICE, "a/c.yaml": SERVICE})
    twice = ["b.yaml", ".", "./b.yaml", "a", str(root / "a/c.yaml"), str(root)]

    assert ["a/c.yaml", "b.yaml"] == read(discover(twice)) == read(discover(twice[::-1]))


def test_named_files_are_read_whatever_they_are_called(write: Write) -> None:
    write({"web.txt": SERVICE, "vendor/web": SERVICE})

    assert ["vendor/web", "web.txt"] == read(discover(["web.txt", "vendor/web"]))


def test_the_text_keeps_its_line_ends_and_loses_its_mark(write: Write) -> None:
    root = write({"web.yaml": codecs.BOM_UTF8 + SERVICE.replace("\n", "\r\n").encode()})
    (source,) = discover(["."]).sources

    assert (SERVICE.replace("\n", "\r\n"), "utf-8-sig", str(root / "web.yaml")) == (source.text, source.encoding, source.file)


def test_utf_16_is_read(write: Write) -> None:
    write({"web.yaml": codecs.BOM_UTF16_BE + SERVICE.encode("utf-16-be")})

    assert [SERVICE] == [source.text for source in discover(["."]).sources]


def test_files_without_objects_are_passed_over(write: Write) -> None:
    write({"compose.yaml": COMPOSE, "package.json": "{}", "empty.yaml": "", "charts/Chart.yaml": "apiVersion: v2\nname: a\n"})
    discovery = discover(["."])

    assert ("charts/Chart.yaml", "compose.yaml", "empty.yaml", "package.json") == discovery.passed_over_paths
    assert (4, ()) == (discovery.passed_over, discovery.sources)


def test_a_named_file_without_objects_is_passed_over(write: Write) -> None:
    write({"compose.yaml": COMPOSE})

    assert ("compose.yaml",) == discover(["compose.yaml"]).passed_over_paths


@pytest.mark.parametrize("text", [SERVICE, '{"apiVersion": "v1", "kind": "Service"}'])
def test_standard_input(text: str) -> None:
    (source,) = discover(["-", "-"], stdin=text.encode).sources

    assert ("<stdin>", text, None) == (source.path, source.text, source.file)


def test_standard_input_that_is_no_text() -> None:
    assert {"<stdin>": "byte 0xFF at offset 0 (line 1) is not UTF-8; save the file as UTF-8"} == troubles(
        discover(["-"], stdin=lambda: b"\xff")
    )


def test_standard_input_beyond_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_BYTES", 10)

    assert {"<stdin>": content.TOO_LARGE} == troubles(discover(["-"], stdin=SERVICE.encode))


def test_standard_input_that_is_rendered_by_helm_is_no_template() -> None:
    text = SERVICE + "  annotations:\n    summary: '{{ $labels.pod }}'\n"

    assert ["<stdin>"] == read(discover(["-"], stdin=text.encode))


def test_bytes_that_are_no_text_are_a_finding_in_a_manifest_only(write: Write) -> None:
    write({"web.yaml": SERVICE.encode() + b"# caf\xe9\n", "data.yaml": b"caf\xe9: 1\n", "kind.yaml": b"kind: caf\xe9\n"})
    discovery = discover(["."])

    assert {"web.yaml": "byte 0xE9 at offset 56 (line 5) is not UTF-8; save the file as UTF-8"} == troubles(discovery)
    assert (5, 6) == discovery.unreadable[0].source.position(discovery.unreadable[0].offset)
    assert ("data.yaml", "kind.yaml") == discovery.passed_over_paths


def test_bytes_that_are_no_text_are_a_finding_in_a_named_file(write: Write) -> None:
    write({"data.yaml": b"caf\xe9: 1\n"})

    assert ["data.yaml"] == list(troubles(discover(["data.yaml"])))


def test_control_characters_are_a_finding(write: Write) -> None:
    write({"web.yaml": SERVICE + "# \x07\n"})

    assert {"web.yaml": "control character U+0007 (bell) is not allowed in YAML"} == troubles(discover(["."]))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32"])
def test_encodings_that_the_api_server_refuses_are_findings(write: Write, codec: str) -> None:
    write({"web.yaml": SERVICE.encode(codec)})

    assert ["web.yaml"] == list(troubles(discover(["."])))


def test_large_files_are_a_finding_in_a_manifest_only(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_BYTES", 100)
    write({"web.yaml": SERVICE + "#" * 100, "data.json": "[" + "0," * 100 + "0]"})
    discovery = discover(["."])

    assert {"web.yaml": content.TOO_LARGE} == troubles(discovery)
    assert ("data.json",) == discovery.passed_over_paths


def test_a_large_named_file_is_a_finding(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_BYTES", 100)
    write({"data.json": "[" + "0," * 100 + "0]"})

    assert {"data.json": content.TOO_LARGE} == troubles(discover(["data.json"]))


def test_a_path_that_does_not_exist_names_what_is_there_instead(write: Write) -> None:
    write({"deploy/prod/web.yaml": SERVICE})

    with pytest.raises(
        PathNotFoundError, match=r'^deploy/prd/web\.yaml: no such file or directory; did you mean "deploy/prod"\?$'
    ):
        discover(["deploy/prd/web.yaml"])
    with pytest.raises(PathNotFoundError, match=r'^deplyo/: no such file or directory; did you mean "deploy"\?$'):
        discover(["deplyo/"])
    with pytest.raises(PathNotFoundError, match=r"^zzz: no such file or directory$") as caught:
        discover(["zzz"])

    assert 2 == caught.value.exit_code


def test_a_path_below_a_file_or_a_folder_that_cannot_be_listed(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write({"web.yaml": SERVICE})

    with pytest.raises(PathNotFoundError, match=r"^web\.yaml/a: not a directory$"):
        discover(["web.yaml/a"])

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(PathNotFoundError, match=r"^wed\.yaml: no such file or directory$"):
        discover(["wed.yaml"])


def refuse(path: str, *_: object) -> int:
    raise PermissionError(13, "Permission denied", path)


def test_a_named_path_without_permission_on_the_way(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write({"web.yaml": SERVICE})
    monkeypatch.setattr(os, "stat", refuse)

    with pytest.raises(PathNotFoundError, match=r"^web\.yaml: permission denied$"):
        discover(["web.yaml"])


def test_files_that_may_not_be_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    write({"web.yaml": SERVICE})
    monkeypatch.setattr(os, "open", refuse)

    assert {"web.yaml": "permission denied"} == troubles(discover(["."]))
    with pytest.raises(PathNotFoundError, match=r"^web\.yaml: permission denied$"):
        discover(["web.yaml"])


def test_folders_that_cannot_be_listed(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"web.yaml": SERVICE, "shut/web.yaml": SERVICE})
    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: refuse(path) if path == str(root / "shut") else scandir(path))
    discovery = discover(["."])

    assert (["web.yaml"], {"shut": "the folder cannot be listed: permission denied"}) == (read(discovery), troubles(discovery))
    with pytest.raises(PathNotFoundError, match=r"^shut: permission denied$"):
        discover(["shut"])


def test_pipes_and_sockets_are_left_alone(write: Write) -> None:
    root = write({"web.yaml": SERVICE})
    os.mkfifo(root / "pipe.yaml")

    assert (Skipped("pipe.yaml", "not a regular file"),) == discover(["."]).skipped
    with pytest.raises(PathNotFoundError, match=r"^pipe\.yaml: neither a file nor a folder; pipe it and pass - instead$"):
        discover(["pipe.yaml"])
    with pytest.raises(PathNotFoundError, match=r"^/dev/zero: neither a file nor a folder"):
        discover(["/dev/zero"])


def test_the_pipe_of_a_shell_is_read(write: Write) -> None:
    write({})
    reader, writer = os.pipe()
    os.write(writer, SERVICE.encode())
    os.close(writer)
    discovery = discover([f"/dev/fd/{reader}"])
    os.close(reader)

    assert [f"/dev/fd/{reader}"] == read(discovery)


def test_links(write: Write) -> None:
    root = write({"real/web.yaml": SERVICE, "real/other.txt": SERVICE})
    (root / "a-link.yaml").symlink_to("real/web.yaml")
    (root / "other.yaml").symlink_to("real/other.txt")
    (root / "folder").symlink_to("real")
    (root / "gone.yaml").symlink_to("nowhere.yaml")
    (root / "loop.yaml").symlink_to("loop.yaml")
    (root / "real/up").symlink_to("..")
    discovery = discover(["."])

    assert ["other.yaml", "real/web.yaml"] == read(discovery)
    assert (
        Skipped("gone.yaml", "broken symbolic link: no such file or directory"),
        Skipped("loop.yaml", "broken symbolic link: too many levels of symbolic links"),
    ) == discovery.skipped
    assert (
        Skipped("folder", "symbolic link to a folder"),
        Skipped("real/up", "symbolic link to a folder"),
    ) == discovery.excluded


def test_named_links(write: Write) -> None:
    root = write({"real/web.yaml": SERVICE})
    (root / "link.yaml").symlink_to("real/web.yaml")
    (root / "folder").symlink_to("real")
    (root / "gone.yaml").symlink_to("nowhere.yaml")

    assert ["real/web.yaml"] == read(discover(["folder"])) == read(discover(["link.yaml", "real/web.yaml"]))
    assert ["link.yaml"] == read(discover(["link.yaml"]))
    with pytest.raises(PathNotFoundError, match=r"^gone\.yaml: broken symbolic link to nowhere\.yaml$"):
        discover(["gone.yaml"])


def test_a_folder_named_like_a_file_is_a_folder(write: Write) -> None:
    write({"web.yaml/a.yaml": SERVICE})

    assert ["web.yaml/a.yaml"] == read(discover(["."]))


def test_names_that_are_no_text_can_be_printed(write: Write) -> None:
    root = write({})
    try:
        Path(os.fsdecode(os.fsencode(root) + b"/caf\xe9.yaml")).write_text(SERVICE)
    except OSError:
        pytest.skip("this file system takes text only")

    assert ["caf\\xe9.yaml"] == read(discover(["."]))


def test_default_excludes(write: Write) -> None:
    write(dict.fromkeys(("web.yaml", "vendor/a.yaml", "a/testdata/b.yaml", "tests/00-assert.yaml", "a.golden.yaml"), SERVICE))
    discovery = discover(["."])

    assert ["web.yaml"] == read(discovery)
    assert (
        Skipped("a.golden.yaml", "excluded by default (*.golden*)"),
        Skipped("a/testdata/", "excluded by default (testdata/)"),
        Skipped("tests/00-assert.yaml", "excluded by default (*-assert.yaml)"),
        Skipped("vendor/", "excluded by default (vendor/)"),
    ) == discovery.excluded
    assert 5 == len(discover(["."], default_excludes=False).sources)


def test_named_paths_are_not_excluded(write: Write) -> None:
    write({"a/testdata/b/web.yaml": SERVICE, "old.yaml": SERVICE, "old/vendor/c.yaml": SERVICE, "old/web.yaml": SERVICE})

    assert ["a/testdata/b/web.yaml"] == read(discover(["a/testdata"])) == read(discover(["a/testdata/b"]))
    assert ["old.yaml", "old/web.yaml"] == read(discover(["old", "old.yaml"], exclude=["old*"]))


def test_what_is_named_beside_its_parent_is_read_and_not_listed_as_excluded(write: Write) -> None:
    write({"testdata/a.yaml": SERVICE, "old.yaml": SERVICE})
    discovery = discover([".", "testdata", "old.yaml"], exclude=["old.yaml"])

    assert (["old.yaml", "testdata/a.yaml"], ()) == (read(discovery), discovery.excluded)


def test_own_excludes(write: Write) -> None:
    write(dict.fromkeys(("shop/web.yaml", "shop/old/a.yaml", "old/b.yaml", "shop/c.gen.yaml"), SERVICE))

    assert ["old/b.yaml", "shop/web.yaml"] == read(discover(["."], exclude=["/shop/old/", "*.gen.yaml"]))
    assert ["old/b.yaml", "shop/web.yaml"] == read(discover(["."], exclude=["/old/", "*.gen.yaml"], exclude_root="shop"))
    assert ["shop/web.yaml"] == read(discover(["shop"], exclude=["/old/", "*.gen.yaml"], exclude_root="shop"))


CHART = {"shop/Chart.yaml": "apiVersion: v2\nname: shop\n", "shop/values.yaml": "kind: x\n"}
TEMPLATED = SERVICE.replace("web", "{{ .Release.Name }}")


def test_helm_templates_are_skipped_and_plain_files_beside_them_read(write: Write) -> None:
    write(
        {
            **CHART,
            "shop/templates/a.yaml": TEMPLATED,
            "shop/templates/tests/b.yaml": TEMPLATED,
            "shop/templates/c.yaml": '{{- include "common.service" . }}\n',
            "shop/templates/plain.yaml": SERVICE,
            "shop/crds/d.yaml": SERVICE + "# {{ }}\n",
            "other/templates/e.yaml": TEMPLATED,
        }
    )
    discovery = discover(["."])

    assert tuple(Skipped(f"shop/templates/{name}.yaml", "helm template") for name in ("a", "c", "tests/b")) == discovery.skipped
    assert ["other/templates/e.yaml", "shop/crds/d.yaml", "shop/templates/plain.yaml"] == read(discovery)


def test_a_named_helm_template_is_none_the_less_one(write: Write) -> None:
    write({**CHART, "shop/templates/a.yaml": TEMPLATED})

    assert (Skipped("shop/templates/a.yaml", "helm template"),) == discover(["shop/templates/a.yaml"]).skipped


def test_templates_by_name_are_skipped_if_a_manifest_comes_of_them(write: Write) -> None:
    write({"web.yaml.tmpl": TEMPLATED, "compose.yaml.j2": COMPOSE, "kind.yaml.in": "kind: @KIND@\n"})
    discovery = discover(["."])

    assert (Skipped("web.yaml.tmpl", "template"),) == discovery.skipped
    assert ("compose.yaml.j2", "kind.yaml.in") == discovery.passed_over_paths


def test_a_named_template(write: Write) -> None:
    write({"web.tpl": TEMPLATED, "web.j2": "{% if a %}\n" + SERVICE, "plain.tmpl": SERVICE})
    discovery = discover(["web.tpl", "web.j2", "plain.tmpl"])

    assert (Skipped("web.j2", "template"), Skipped("web.tpl", "template")) == discovery.skipped
    assert ["plain.tmpl"] == read(discovery)


def test_kustomizations_are_read_and_noted_by_their_name(write: Write) -> None:
    write(
        {
            "kustomization.yaml": "resources: [base]\n",
            "base/Kustomization": "",
            "a/kustomization.yml": "",
            "b/web.yaml": SERVICE,
        }
    )
    discovery = discover(["."])

    assert ["a/kustomization.yml", "base/Kustomization", "kustomization.yaml"] == [
        path for path in read(discovery) if "ustom" in path
    ]
    assert {"", "a", "base"} == discovery.kustomizations


def test_kustomizations_above_a_named_path_are_noted_and_not_read(write: Write) -> None:
    write({"kustomization.yaml": "", "a/Kustomization": "", "a/b/web.yaml": SERVICE, "c/kustomization.yml": ""})

    for path in ("a/b", "a/b/web.yaml"):
        discovery = discover([path])
        assert (["a/b/web.yaml"], frozenset({"", "a"})) == (read(discovery), discovery.kustomizations)


def test_kustomizations_outside_of_the_shown_root(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({"here/a.yaml": SERVICE, "there/kustomization.yaml": "", "there/b.yaml": SERVICE})
    monkeypatch.chdir(root / "here")
    discovery = discover(["../there"])

    assert [f"{root}/there/b.yaml", f"{root}/there/kustomization.yaml"] == read(discovery)
    assert {f"{root}/there"} == discovery.kustomizations


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.permutations(["a", "b/web.yaml", ".", "-", "b"]))
def test_the_order_of_paths_does_not_matter(write: Write, paths: list[str]) -> None:
    write({"a/web.yaml": SERVICE, "b/web.yaml": SERVICE, "c.yaml": COMPOSE, "testdata/d.yaml": SERVICE})
    discovery = discover(paths, stdin=SERVICE.encode)

    assert ["<stdin>", "a/web.yaml", "b/web.yaml"] == read(discovery)
    assert ("c.yaml",) == discovery.passed_over_paths
