"""Names and addresses of webhooks."""

from __future__ import annotations

import pytest

from svclint.model.webhooks import api_group_fault, webhook_name_fault, webhook_path_fault, webhook_url_fault

PARTS = "it must have at least three parts, as in web.example.com"
HOST = "it must have a host, as in https://web.example.com/validate"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a.b.c", None),
        ("1.2.3.4", None),
        ("a.b", PARTS),
        ("a..c", "each part between dots must begin and end with a letter or digit"),
    ],
)
def test_names(text: str, fault: str | None) -> None:
    assert fault == webhook_name_fault(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("a.b", None), ("a", "it must be a domain with at least one dot, as in example.com"), ("", "it is empty")],
)
def test_groups(text: str, fault: str | None) -> None:
    assert fault == api_group_fault(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", None),
        ("/", None),
        ("/a/b.c/", None),
        ("a", "it must begin with '/'"),
        ("//", 'segment "" is none: it is empty'),
        ("/a//b", 'segment "" is none: it is empty'),
        ("/aB", "segment \"aB\" is none: it must not have upper-case letters, only lower-case letters, digits, '-' and '.'"),
    ],
)
def test_paths(text: str, fault: str | None) -> None:
    assert fault == webhook_path_fault(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("https://a.b/c", None),
        ("HTTPS://a.b:8443", None),
        ("https://[fd00::1]", None),
        ("https://[fd00::1]:443/x", None),
        ("https://:443", None),
        ("https://a.b/c?#", None),
        ("http://a.b", "it must begin with https://"),
        ("a.b", "it must begin with https://"),
        ("https:a.b", HOST),
        ("https:///x", HOST),
        ("https://a.b/c?x", "it must not have a query"),
        ("https://a.b/c#x", "it must not have a fragment"),
        ("https://u:p@a.b", "it must not have a user"),
        ("https://a.b:http", '"a.b:http" is no host'),
        ("https://a b", '"a b" is no host'),
        ("https://a.b/%zz", "it is no URL"),
        ("https://a.b/\n", "it is no URL"),
    ],
)
def test_urls(text: str, fault: str | None) -> None:
    assert fault == webhook_url_fault(text)
