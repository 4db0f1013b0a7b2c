"""Files of the index."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from svclint.errors import GitError
from svclint.sources.discover import discover
from svclint.sources.repository import repository_above
from svclint.sources.source import Skipped
from tests.sources.conftest import Git, Write
from tests.sources.test_discover import COMPOSE, SERVICE, read


def test_the_index_decides(write: Write, git: Git) -> None:
    root = write(dict.fromkeys(("a.yaml", "shop/web.yaml", "untracked.yaml", "removed.yaml", "notes.txt"), SERVICE))
    git("init")
    git("add", "a.yaml", "shop", "removed.yaml", "notes.txt")
    (root / "removed.yaml").unlink()
    write({"compose.yaml": COMPOSE, "a.yaml": SERVICE + "# changed\n"})
    git("add", "compose.yaml")
    discovery = discover(["."], git=True)

    assert ["a.yaml", "shop/web.yaml"] == read(discovery)
    assert ("compose.yaml",) == discovery.passed_over_paths
    assert discovery.sources[0].text.endswith("# changed\n")


def test_paths_are_the_repositorys_whatever_the_current_folder(write: Write, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(dict.fromkeys(("a.yaml", "shop/web.yaml", "shop/b/c.yaml", "shop2/d.yaml"), SERVICE))
    git("init")
    git("add", ".")
    monkeypatch.chdir(root / "shop")

    assert ["shop/b/c.yaml", "shop/web.yaml"] == read(discover(["."], git=True)) == read(discover(["."]))
    assert ["shop/b/c.yaml", "shop2/d.yaml"] == read(discover(["b", "../shop2"], git=True))


def test_a_named_file_need_not_be_in_the_index(write: Write, git: Git) -> None:
    write({"new.yaml": SERVICE})
    git("init")

    assert ["new.yaml"] == read(discover(["new.yaml"], git=True))


def test_excludes_hold_for_tracked_files(write: Write, git: Git) -> None:
    write(dict.fromkeys(("web.yaml", "vendor/a/b.yaml", "vendor/c.yaml", "x/old.yaml", "x/y/testdata/z.yaml"), SERVICE))
    git("init")
    git("add", ".")
    discovery = discover(["."], git=True, exclude=["old.yaml"])

    assert ["web.yaml"] == read(discovery)
    assert ["vendor/", "x/old.yaml", "x/y/testdata/"] == [each.path for each in discovery.excluded]
    assert ["vendor/a/b.yaml", "vendor/c.yaml"] == read(discover(["vendor"], git=True))


def test_names_with_signs_that_mean_something_to_git(write: Write, git: Git) -> None:
    write({"a*/web.yaml": SERVICE, "ab/web.yaml": SERVICE, ':x/caf\u00e9 "1".yaml': SERVICE})
    git("init")
    git("add", "--all")

    assert ["a*/web.yaml"] == read(discover(["a*"], git=True))
    assert [':x/café "1".yaml'] == read(discover([":x"], git=True))


def test_conflicts_links_and_submodules(write: Write, git: Git) -> None:
    root = write({"web.yaml": SERVICE, "inner/README": "a\n"})
    git("init")
    (root / "link.yaml").symlink_to("web.yaml")
    (root / "gone.yaml").symlink_to("nowhere")
    git("add", "web.yaml", "link.yaml", "gone.yaml")
    git("-C", "inner", "init")
    git("-C", "inner", "add", ".")
    git("-C", "inner", "commit", "-m", "a")
    git("submodule", "add", "./inner", "sub.yaml")
    blob = "0123456789012345678901234567890123456789"
    stages = "".join(f"100644 {blob} {stage}\tweb.yaml\n" for stage in (1, 2, 3))
    write({"stages": "0 0000000000000000000000000000000000000000\tweb.yaml\n" + stages})
    os.system(f"cd {root} && git update-index --index-info < stages")  # noqa: S605 - index-info comes by standard input only
    discovery = discover(["."], git=True)

    assert ["web.yaml"] == read(discovery)
    assert (Skipped("gone.yaml", "broken symbolic link: no such file or directory"),) == discovery.skipped


def test_outside_of_a_repository(write: Write) -> None:
    root = write({"a.yaml": SERVICE})

    with pytest.raises(GitError, match=f"^{root}: not in a git repository, so --git has no index to read$") as caught:
        discover(["."], git=True)

    assert 2 == caught.value.exit_code


def test_a_broken_repository(write: Write) -> None:
    root = write({".git/HEAD": "", "a.yaml": SERVICE})

    with pytest.raises(GitError, match=f"^{root}: git ls-files: fatal: not a git repository"):
        discover(["."], git=True)


def test_a_git_that_dies_without_a_word(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({".git/HEAD": "", "bin/git": "#!/bin/sh\nexit 3\n"})
    (root / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", str(root / "bin"))

    with pytest.raises(GitError, match=r"git ls-files: status 3$"):
        discover(["."], git=True)


def test_no_git_on_the_path(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write({".git/HEAD": ""})
    monkeypatch.setenv("PATH", str(root))

    with pytest.raises(GitError, match=r"git was not found, and --git needs it$"):
        discover(["."], git=True)


def test_standard_input_needs_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert ["<stdin>"] == read(discover(["-"], git=True, stdin=SERVICE.encode))


def test_where_a_repository_begins(tmp_path: Path) -> None:
    (tmp_path / "a/.git").mkdir(parents=True)
    (tmp_path / "a/b").mkdir()

    assert str(tmp_path / "a") == repository_above(str(tmp_path / "a/b")) == repository_above(str(tmp_path / "a"))
    assert None is repository_above(str(tmp_path))
