"""Bytes behind paths, odd ones too."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from svclint.sources import content
from svclint.sources.content import ContentError, is_inherited_pipe, read_file, read_pipe, read_standard_input, reason_of


def test_a_file(tmp_path: Path) -> None:
    data = b"a: b\r\n" * 50_000
    (tmp_path / "a.yaml").write_bytes(data)

    assert data == read_file(str(tmp_path / "a.yaml"))


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^no such file or directory$") as caught:
        read_file(str(tmp_path / "a.yaml"))

    assert b"" == caught.value.start


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^is a directory$"):
        read_file(str(tmp_path))


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, _flags: int) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "open", refuse)

    with pytest.raises(ContentError, match=r"^permission denied$"):
        read_file(str(tmp_path / "a.yaml"))


def test_a_named_pipe_without_a_writer_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")

    assert b"" == read_file(str(tmp_path / "pipe.yaml"))


def test_what_is_too_large_is_given_up_with_its_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_BYTES", 100_000)
    (tmp_path / "a.yaml").write_bytes(b"a" * 100_001)

    with pytest.raises(ContentError, match=r"^larger than 16 MiB; split it") as caught:
        read_file(str(tmp_path / "a.yaml"))

    assert b"a" * 65_536 == caught.value.start


def test_what_is_just_small_enough_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "MAX_BYTES", 100_000)
    (tmp_path / "a.yaml").write_bytes(b"a" * 100_000)

    assert 100_000 == len(read_file(str(tmp_path / "a.yaml")))


def test_a_pipe_of_a_shell() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"a: b\n")
    os.close(writer)
    path = f"/dev/fd/{reader}"

    assert is_inherited_pipe(path, Path(path).stat().st_mode)
    assert b"a: b\n" == read_pipe(path)
    os.close(reader)


def test_a_pipe_that_is_gone() -> None:
    with pytest.raises(ContentError, match=r"^no such file or directory$"):
        read_pipe("/dev/fd/987654")


def test_other_pipes_and_files_are_not_inherited() -> None:
    assert not is_inherited_pipe("/srv/pipe", stat.S_IFIFO)
    assert not is_inherited_pipe("/dev/stdin", stat.S_IFREG)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"a: b\n")))

    assert b"a: b\n" == read_standard_input()


def test_an_error_without_words_of_the_system() -> None:
    assert "odd" == reason_of(OSError("Odd"))
