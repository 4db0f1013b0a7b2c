"""Strings that are parsed while decoding."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.schema.formats import is_base64, is_quantity, is_time


@pytest.mark.parametrize(
    "text", ["0", "1.5", ".5", "1.", "500m", "128Mi", "1e3", "1E-3", "+2k", "-1Gi", " 1Gi ", "5E", "3Ei", 7, 1.5, None]
)
def test_quantities(text: object) -> None:
    assert is_quantity(text)


@pytest.mark.parametrize("text", ["", "1 Gi", "512MB", "1gi", "1K", "one", "1.2.3", "0x10", "1e", "Mi", "--1"])
def test_no_quantities(text: str) -> None:
    assert not is_quantity(text)


@given(st.binary())
def test_whatever_is_encoded_is_base64(data: bytes) -> None:
    assert is_base64(base64.b64encode(data).decode())
    assert is_base64(base64.encodebytes(data).decode())


@pytest.mark.parametrize("text", ["a", "aGk", "aG k=", "aGk=x", "====", "aGk_", "correct horse"])
def test_no_base64(text: str) -> None:
    assert not is_base64(text)


@pytest.mark.parametrize("text", ["2024-05-01T12:00:00Z", "2024-05-01T12:00:00.123456Z", "2024-05-01T12:00:00+02:00", None])
def test_times(text: object) -> None:
    assert is_time(text)


@pytest.mark.parametrize(
    "text", ["", "2024-05-01", "2024-05-01 12:00:00Z", "2024-13-01T12:00:00Z", "2024-05-01T12:00:00", "yesterday"]
)
def test_no_times(text: str) -> None:
    assert not is_time(text)
