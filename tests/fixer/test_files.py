"""Files are replaced whole, in the encoding they had."""

from __future__ import annotations

import codecs
import os
import stat
import sys
from pathlib import Path

import pytest

from svclint.errors import OutputError
from svclint.fixer.files import replace_file, write_back
from svclint.sources.encoding import decode
from svclint.sources.source import Source


def _read(path: Path) -> Source:
    found = decode(path.read_bytes())
    return Source(path.name, found.text, str(path), found.encoding)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_encoding_byte_order_mark_and_line_ends_stay(tmp_path: Path, mark: bytes, codec: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(mark + "name: gr\u00fcn\r\nx: 1\n".encode(codec))

    write_back(_read(path), "name: gr\u00fcner\r\nx: 1\n")

    assert mark + "name: gr\u00fcner\r\nx: 1\n".encode(codec) == path.read_bytes()


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    source = _read(path)
    path.write_text("a: 2\n", encoding="utf-8")

    with pytest.raises(OutputError, match=r"^a\.yaml: cannot be written: it changed while svclint was reading it$"):
        write_back(source, "a: 3\n")

    assert "a: 2\n" == path.read_text(encoding="utf-8")


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"^a\.yaml: cannot be written: No such file"):
        write_back(Source("a.yaml", "", str(tmp_path / "a.yaml")), "a: 3\n")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions and links of POSIX")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "a.yaml", tmp_path / "link.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)

    replace_file(link, b"a: 2\n")

    assert (b"a: 2\n", True, 0o640) == (path.read_bytes(), link.is_symlink(), stat.S_IMODE(path.stat().st_mode))


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    replace_file(tmp_path / "new.json", b"{}")
    (tmp_path / "other.json").touch()

    assert (tmp_path / "other.json").stat().st_mode == (tmp_path / "new.json").stat().st_mode


def test_a_failure_leaves_the_old_content_and_no_draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.yaml"
    path.write_text("a: 1\n", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", fail)

    with pytest.raises(OutputError, match="No space left on device"):
        replace_file(path, b"a: 2\n")

    assert (["a.yaml"], "a: 1\n") == (os.listdir(tmp_path), path.read_text(encoding="utf-8"))  # noqa: PTH208 - names alone


@pytest.mark.skipif(not Path(os.devnull).exists(), reason="devices of POSIX")
def test_a_device_is_written_to_and_not_replaced() -> None:
    replace_file(Path(os.devnull), b"x")

    assert not Path(os.devnull).is_file()
