"""How names, keys and values must be written: each broken rule is said in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svclint.model import formats
from svclint.model.formats import Format

SIGNS = st.text(alphabet="aZ09-._/ \n*é", max_size=70)


@pytest.mark.parametrize(
    ("fault_of", "valid"),
    [
        (formats.dns_label_fault, ["a", "0", "web-0", "a--b", "a" * 63, "80"]),
        (formats.dns_1035_label_fault, ["a", "web-0", "a" * 63]),
        (formats.dns_subdomain_fault, ["a", "a.b", "10.0.0.1", "a" * 64, "a." * 126 + "a", "xn--caf-dma"]),
        (formats.wildcard_subdomain_fault, ["*.a", "*.example.com"]),
        (formats.search_domain_fault, ["_tcp.example.com", "a_b", "a.b"]),
        (formats.fqdn_fault, ["a.b", "example.com."]),
        (formats.port_name_fault, ["http", "8080-tcp", "a" * 15, "0x1"]),
        (formats.qualified_name_fault, ["a", "A.b_C-d", "example.com/Name", "a" * 253 + "/a", "a.b/" + "a" * 63]),
        (formats.annotation_key_fault, ["Upper.Case/Name", "a"]),
        (formats.label_value_fault, ["", "A", "1.0", "a_b", "a" * 63]),
        (formats.path_segment_fault, ["system:node", "A b", "..."]),
    ],
)
def test_valid_texts_have_no_fault(fault_of: Format, valid: list[str]) -> None:
    assert [None] * len(valid) == [fault_of(text) for text in valid]


@pytest.mark.parametrize(
    ("fault_of", "text", "words"),
    [
        (formats.dns_label_fault, "", "it is empty"),
        (formats.dns_label_fault, "a" * 64, "it has 64 characters and may have at most 63"),
        (formats.dns_label_fault, "Web", "it must not have upper-case letters, only lower-case letters, digits and '-'"),
        (formats.dns_label_fault, "a_b", "it must not have '_', only lower-case letters, digits and '-'"),
        (formats.dns_label_fault, "a\n", "it must not have white space, only lower-case letters, digits and '-'"),
        (formats.dns_label_fault, "-a", "it must begin and end with a letter or digit"),
        (formats.dns_1035_label_fault, "1a", "it must begin with a letter"),
        (formats.dns_1035_label_fault, "a-", "it must begin and end with a letter or digit"),
        (formats.dns_subdomain_fault, "a..b", "each part between dots must begin and end with a letter or digit"),
        (formats.dns_subdomain_fault, "a" * 254, "it has 254 characters and may have at most 253"),
        (formats.dns_subdomain_fault, "a/b", "it must not have '/', only lower-case letters, digits, '-' and '.'"),
        (formats.wildcard_subdomain_fault, "a.*", "a wildcard must be the whole first label, as in *.example.com"),
        (formats.wildcard_subdomain_fault, "*.", "it is empty"),
        (formats.wildcard_subdomain_fault, "*." + "a" * 252, "it has 254 characters and may have at most 253"),
        (formats.search_domain_fault, "a.", "each part between dots must begin and end with a letter or digit"),
        (
            formats.search_domain_fault,
            "A",
            "it must not have upper-case letters, only lower-case letters, digits, '-', '_' and '.'",
        ),
        (formats.search_domain_fault, "", "it is empty"),
        (formats.fqdn_fault, "localhost", "it must have at least two labels, as in example.com"),
        (formats.fqdn_fault, "a" * 64 + ".b", "it has 64 characters and may have at most 63"),
        (formats.fqdn_fault, "", "it is empty"),
        (formats.port_name_fault, "a" * 16, "it has 16 characters and may have at most 15"),
        (formats.port_name_fault, "80", "it must have at least one letter"),
        (formats.port_name_fault, "a--b", "it must not have '--'"),
        (formats.port_name_fault, "a-", "it must not begin or end with '-'"),
        (formats.port_name_fault, "HTTP", "it must not have upper-case letters, only lower-case letters, digits and '-'"),
        (formats.qualified_name_fault, "/a", "the prefix before '/' is empty"),
        (formats.qualified_name_fault, "a/", "the name after '/' is empty"),
        (formats.qualified_name_fault, "a/b/c", "it must have at most one '/'"),
        (
            formats.qualified_name_fault,
            "a_b/c",
            "the prefix before '/' is no domain: it must not have '_', only lower-case letters, digits, '-' and '.'",
        ),
        (formats.qualified_name_fault, "", "it is empty"),
        (formats.qualified_name_fault, "a.", "it must begin and end with a letter or digit"),
        (formats.annotation_key_fault, "a b", "it must not have white space, only letters, digits, '-', '_' and '.'"),
        (formats.label_value_fault, "a@b", "it must not have '@', only letters, digits, '-', '_' and '.'"),
        (formats.label_value_fault, "a" * 64, "it has 64 characters and may have at most 63"),
        (formats.path_segment_fault, "..", "it must not be '..'"),
        (formats.path_segment_fault, "a%2f", "it must not have '%'"),
    ],
)
def test_broken_rule_is_said_in_words(fault_of: Format, text: str, words: str) -> None:
    assert words == fault_of(text)


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "it must be between 1 and 65535"), (1, None), (65535, None), (65536, "it must be between 1 and 65535")],
)
def test_port_numbers(number: int, words: str | None) -> None:
    assert words == formats.port_number_fault(number)


@pytest.mark.parametrize(
    ("text", "fault_of", "nearest"),
    [
        ("Web_Frontend", formats.dns_label_fault, "web-frontend"),
        (" web ", formats.dns_label_fault, "web"),
        ("web.front", formats.dns_label_fault, "web-front"),
        ("Web.Front", formats.dns_subdomain_fault, "web.front"),
        ("a" * 64, formats.dns_label_fault, None),
        ("***", formats.dns_label_fault, None),
    ],
)
def test_nearest_name(text: str, fault_of: Format, nearest: str | None) -> None:
    assert nearest == formats.nearest_name(text, fault_of)


@given(SIGNS)
def test_label_follows_the_published_expression(text: str) -> None:
    published = re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?", text) is not None and len(text) <= 63

    assert published == (formats.dns_label_fault(text) is None)


@given(SIGNS)
def test_subdomain_follows_the_published_expression(text: str) -> None:
    published = re.fullmatch(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", text) is not None

    assert published == (formats.dns_subdomain_fault(text) is None)


@given(SIGNS)
def test_port_name_follows_its_four_rules(text: str) -> None:
    signs = re.fullmatch(r"[-a-z0-9]{1,15}", text) is not None
    follows = signs and any(sign.isalpha() for sign in text) and "--" not in text and text == text.strip("-")

    assert follows == (formats.port_name_fault(text) is None)


@given(SIGNS)
def test_label_value_follows_the_published_expression(text: str) -> None:
    published = re.fullmatch(r"(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", text) is not None and len(text) <= 63

    assert published == (formats.label_value_fault(text) is None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("example.com/ingress/v2", None),
        ("example.com", "it must be a domain, '/' and a path, as in example.com/ingress"),
        ("/ingress", "it must be a domain, '/' and a path, as in example.com/ingress"),
        ("a/", "it must be a domain, '/' and a path, as in example.com/ingress"),
        ("a_b/c", "what stands before '/' is no domain: it must not have '_', only lower-case letters, digits, '-' and '.'"),
        ("a/b?c", "it must not have '?'"),
    ],
)
def test_controllers_are_named_by_domain_and_path(text: str, words: str | None) -> None:
    assert words == formats.domain_path_fault(text)


@pytest.mark.parametrize(
    ("text", "valid"),
    [("example.com", True), ("*.example.com", True), ("*", False), ("a.*.com", False), ("*a.com", False), ("", False)],
)
def test_hosts_may_have_a_wildcard_as_first_label(text: str, valid: bool) -> None:  # noqa: FBT001 - a case of the table
    assert valid == (formats.host_fault(text) is None)
