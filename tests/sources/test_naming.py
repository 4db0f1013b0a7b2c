"""Paths as users see them."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from svclint.sources.naming import Naming, legible, physical, shown_path
from tests.sources.conftest import Git, Write

PARTS = st.lists(st.from_regex(r"[a-z][a-z0-9._-]{0,8}", fullmatch=True), min_size=1, max_size=4)


def test_outside_of_a_repository_paths_are_relative_to_the_current_folder(tmp_path: Path) -> None:
    assert "a/web.yaml" == Naming(str(tmp_path)).shown(f"{tmp_path}/a/web.yaml")


def test_inside_they_are_relative_to_its_root(write: Write, git: Git) -> None:
    root = write({"a/b/web.yaml": ""})
    git("init")

    assert "a/b/web.yaml" == Naming(str(root / "a")).shown(str(root / "a/b/web.yaml"))
    assert "web.yaml" == Naming(str(root / "a")).shown(str(root / "web.yaml"))


def test_a_worktree_or_submodule_has_a_file_named_git(write: Write) -> None:
    root = write({"sub/.git": "gitdir: ../.git/modules/sub\n", "sub/a/web.yaml": ""})

    assert "a/web.yaml" == Naming(str(root / "sub/a")).shown(str(root / "sub/a/web.yaml"))


def test_outside_of_both_they_are_absolute(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()

    assert f"{tmp_path}/elsewhere/web.yaml" == Naming(str(tmp_path / "here")).shown(f"{tmp_path}/elsewhere/web.yaml")
    assert f"{tmp_path}/here2" == Naming(str(tmp_path / "here")).shown(f"{tmp_path}/here2")


def test_the_root_has_an_empty_name(tmp_path: Path) -> None:
    assert "" == Naming(str(tmp_path)).shown(str(tmp_path))


def test_the_root_of_the_file_system() -> None:
    assert "etc/web.yaml" == Naming("/").shown("/etc/web.yaml")


@given(PARTS)
def test_every_name_leads_back(parts: list[str]) -> None:
    naming = Naming()
    path = str(Path(naming.root, *parts))

    assert "/".join(parts) == naming.shown(path)


@given(PARTS, PARTS)
def test_different_files_have_different_names(one: list[str], other: list[str]) -> None:
    naming = Naming()
    names = {naming.shown("/" + "/".join(parts)) for parts in (one, other)}

    assert (one == other) == (len(names) == 1)


def test_links_among_the_folders_are_resolved_and_the_last_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real/web.yaml").touch()
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "real/also.yaml").symlink_to("web.yaml")

    assert str(tmp_path / "real/also.yaml") == physical(str(tmp_path / "link/also.yaml"))
    assert str(tmp_path) == physical(str(tmp_path / "link/.."))


def test_what_a_user_wrote_and_how_it_shows(write: Write) -> None:
    root = write({"a/web.yaml": ""})
    (root / "link").symlink_to("a")

    assert ["a/web.yaml", "a/web.yaml", "a", "a", ""] == [
        shown_path(path) for path in ("./a//web.yaml", f"{root}/a/web.yaml", "link", "a/", ".")
    ]
    assert "gone/web.yaml" == shown_path("gone/web.yaml")


def test_bytes_that_are_no_text_are_spelled_out() -> None:
    assert "caf\\xe9.yaml" == legible(os.fsdecode(b"caf\xe9.yaml"))
    assert "café.yaml" == legible("café.yaml")
