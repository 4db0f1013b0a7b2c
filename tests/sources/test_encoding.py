"""Bytes to text and back."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.sources.encoding import Decoded, decode, encode

ENCODINGS = ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]
TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufeff")).map(
    lambda text: f"a: {text}\n"
)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_what_the_api_server_reads(encoding: str) -> None:
    assert Decoded("name: café 😀\n", encoding) == decode(encode("name: café 😀\n", encoding))


@given(TEXT, st.sampled_from(ENCODINGS))
def test_a_text_survives_the_way_there_and_back(text: str, encoding: str) -> None:
    data = encode(text, encoding)
    decoded = decode(data)

    assert (text, "") == (decoded.text, decoded.fault)
    assert data == encode(decoded.text, decoded.encoding)


@given(st.binary())
def test_no_bytes_are_too_odd(data: bytes) -> None:
    decoded = decode(data)

    assert 0 <= decoded.offset <= len(decoded.text)


def test_line_ends_tabs_and_next_line_are_no_control_characters() -> None:
    assert "" == decode("a:\tb\r\nc: d\x85e: f\n".encode()).fault


def test_latin_1_is_named_by_byte_offset_and_line() -> None:
    decoded = decode("é: 1\nname: caf".encode() + b"\xe9\n")

    assert "byte 0xE9 at offset 15 (line 2) is not UTF-8; save the file as UTF-8" == decoded.fault
    assert "é: 1\nname: caf" == decoded.text[: decoded.offset]


def test_the_byte_order_mark_counts_in_the_offset_of_a_byte_but_not_of_a_character() -> None:
    decoded = decode(codecs.BOM_UTF8 + b"a\xff")

    assert ("byte 0xFF at offset 4 (line 1) is not UTF-8; save the file as UTF-8", 1) == (decoded.fault, decoded.offset)


def test_half_a_character_of_utf_16() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"c")

    assert ("byte 0x63 at offset 6 (line 1) is not UTF-16; save the file as UTF-8", 2) == (decoded.fault, decoded.offset)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark_is_legible_all_the_same(codec: str) -> None:
    decoded = decode("kind: Service\n".encode(codec))

    assert (
        "looks like UTF-16 without a byte order mark, which the API server does not read; save the file as UTF-8"
        == decoded.fault
    )
    assert "kind: Service\n" == decoded.text


@pytest.mark.parametrize(("mark", "codec"), [(codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")])
def test_utf_32(mark: bytes, codec: str) -> None:
    decoded = decode(mark + "kind: Service\n".encode(codec))

    assert "is encoded in UTF-32, which the API server does not read; save the file as UTF-8" == decoded.fault
    assert "kind: Service\n" == decoded.text


@pytest.mark.parametrize(
    ("character", "named"),
    [("\0", "U+0000 (NUL)"), ("\x07", "U+0007 (bell)"), ("\x01", "U+0001"), ("\x7f", "U+007F (delete)"), ("\x9f", "U+009F")],
)
def test_control_characters_are_named(character: str, named: str) -> None:
    decoded = decode(f"name: web{character}\n".encode())

    assert f"control character {named} is not allowed in YAML" == decoded.fault
    assert len("name: web") == decoded.offset


def test_a_control_character_beside_other_scripts() -> None:
    assert "control character U+001B (escape) is not allowed in YAML" == decode("é\x1b".encode()).fault
