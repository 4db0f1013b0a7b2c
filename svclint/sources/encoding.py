"""From bytes to text and back, as the API server takes it.

UTF-8 with or without a byte order mark and UTF-16 with one are accepted, UTF-16 without and UTF-32 are not,
nor are control characters (measured on a real one; see also https://yaml.org/spec/1.1/#id868524).
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_ASCII_CONTROL = bytes(code for code in range(0x80) if _CONTROL.match(chr(code)))
_NAMES = {0x00: "NUL", 0x07: "bell", 0x08: "backspace", 0x0B: "vertical tab", 0x0C: "form feed", 0x1B: "escape", 0x7F: "delete"}


class Decoded(NamedTuple):
    """A text and the name of its encoding, as `encode` takes it.

    Where a `fault` is named, the text is what can be read all the same, and `offset` the place in it.
    """

    text: str
    encoding: str = "utf-8"
    fault: str = ""
    offset: int = 0


def decode(data: bytes) -> Decoded:
    """The text of a file without its byte order mark, or what in it is no text."""
    if data.startswith(_UTF_32):
        return _refused(data, "utf-32", "is encoded in UTF-32")
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    if codec == "utf-8" and data.count(0) * 3 > len(data):
        return _refused(data, "utf-16-be" if data[:1] == b"\0" else "utf-16-le", "looks like UTF-16 without a byte order mark")
    body = data[len(mark) :]
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        return _undecodable(body, codec, error, len(mark))
    if text.isascii() and len(data.translate(None, _ASCII_CONTROL)) == len(data):
        return Decoded(text, encoding)
    control = _CONTROL.search(text)
    return Decoded(text, encoding, _control_fault(control), control.start()) if control else Decoded(text, encoding)


def encode(text: str, encoding: str) -> bytes:
    """The bytes of a text, with the byte order mark that its encoding had."""
    mark = codecs.BOM_UTF16_LE if encoding == "utf-16-le" else codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    return mark + text.encode(encoding)


def _undecodable(body: bytes, codec: str, error: UnicodeDecodeError, skipped: int) -> Decoded:
    offset = len(body[: error.start].decode(codec))
    text = body.decode(codec, "replace")
    line = text.count("\n", 0, offset) + 1
    fault = f"byte 0x{body[error.start]:02X} at offset {error.start + skipped} (line {line}) is not {codec[:6].upper()}"
    return Decoded(text, fault=f"{fault}; save the file as UTF-8", offset=offset)


def _refused(data: bytes, codec: str, finding: str) -> Decoded:
    return Decoded(
        data.decode(codec, "replace"), fault=f"{finding}, which the API server does not read; save the file as UTF-8"
    )


def _control_fault(found: re.Match[str]) -> str:
    code = ord(found.group())
    name = f" ({_NAMES[code]})" if code in _NAMES else ""
    return f"control character U+{code:04X}{name} is not allowed in YAML"
