"""Which configuration file counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from svclint.config.locate import find_configuration, shown


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A configuration above a repository, and a folder in that."""
    (tmp_path / "repository" / "shop").mkdir(parents=True)
    (tmp_path / ".svclint.yaml").touch()
    (tmp_path / "repository" / "shop" / "web.yaml").touch()
    return tmp_path


def test_the_nearest_one_above_counts(tree: Path) -> None:
    assert tree / ".svclint.yaml" == find_configuration(tree / "repository" / "shop")

    (tree / "repository" / ".svclint.yaml").touch()

    assert tree / "repository" / ".svclint.yaml" == find_configuration(tree / "repository" / "shop" / "web.yaml")


def test_the_search_ends_at_the_root_of_the_repository(tree: Path) -> None:
    (tree / "repository" / ".git").mkdir()

    assert find_configuration(tree / "repository" / "shop") is None


def test_the_search_ends_at_the_root_of_the_file_system() -> None:
    assert find_configuration(Path("/")) is None


def test_a_path_outside_of_the_current_directory_is_shown_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")

    assert (tmp_path / "x.yaml").as_posix() == shown(tmp_path / "x.yaml")
    assert "x.yaml" == shown(Path("x.yaml"))
