"""What a walk leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec import GitIgnoreSpec

from svclint.errors import ExcludeError
from svclint.sources.excludes import DEFAULT_EXCLUDES, Excludes

NAMES = st.one_of(
    st.sampled_from([line.strip("/*").replace("[0-9]", "1") for line in DEFAULT_EXCLUDES]),
    st.from_regex(r"[a-z0-9._-]{1,12}", fullmatch=True).filter(lambda name: name not in (".", "..")),
    st.sampled_from(["00-assert.yaml", "a.golden.yaml", ".ruff_cache", "payment-errors.yaml", "01-errors.yml", "vendored"]),
)
DEFAULTS = Excludes((), "/r", defaults=True)
SPEC = GitIgnoreSpec.from_lines(DEFAULT_EXCLUDES)


@given(NAMES)
def test_the_defaults_say_of_a_name_what_git_would_say(name: str) -> None:
    assert SPEC.match_file(name) == (DEFAULTS.of_file(f"/r/{name}", name) is not None)
    assert SPEC.match_file(f"{name}/") == (DEFAULTS.of_folder(f"/r/{name}", name) is not None)


@given(st.lists(NAMES, min_size=1, max_size=3))
def test_own_lines_say_of_a_path_what_git_would_say(names: list[str]) -> None:
    path = "/".join(names)
    lines = ["/vendor/", "*.golden*", "b*", "!*.yaml"]

    assert GitIgnoreSpec.from_lines(lines).match_file(path) == (
        Excludes(lines, "/r", defaults=False).of_file(f"/r/{path}", names[-1]) is not None
    )


def test_the_reason_names_the_line() -> None:
    excludes = Excludes(["# old ones", "/legacy/"], "/r", defaults=True)

    assert "excluded by /legacy/" == excludes.of_folder("/r/legacy", "legacy")
    assert "excluded by default (vendor/)" == excludes.of_folder("/r/vendor", "vendor")
    assert "excluded by default (*-assert.yaml)" == excludes.of_file("/r/a/00-assert.yaml", "00-assert.yaml")


def test_lines_are_anchored_to_their_root_and_say_nothing_of_what_is_outside() -> None:
    excludes = Excludes(["/web.yaml"], "/r/shop/", defaults=True)

    assert excludes.of_file("/r/shop/web.yaml", "web.yaml")
    assert None is excludes.of_file("/r/shop/a/web.yaml", "web.yaml")
    assert None is excludes.of_file("/r/web.yaml", "web.yaml")
    assert None is excludes.of_file("/r/shop2/web.yaml", "web.yaml")


def test_a_line_takes_a_default_back() -> None:
    excludes = Excludes(["!testdata/"], "/r", defaults=True)

    assert None is excludes.of_folder("/r/testdata", "testdata")
    assert excludes.of_folder("/r/vendor", "vendor")


def test_the_defaults_can_be_switched_off() -> None:
    assert None is Excludes((), "/r", defaults=False).of_folder("/r/vendor", "vendor")


def test_below_a_folder_that_they_exclude_themselves_own_lines_are_void_and_defaults_are_not() -> None:
    excludes = Excludes(["/legacy/"], "/r", defaults=True).below("/r/legacy")

    assert None is excludes.of_file("/r/legacy/web.yaml", "web.yaml")
    assert excludes.of_folder("/r/legacy/vendor", "vendor")


def test_below_any_other_folder_they_hold() -> None:
    assert Excludes(["old.yaml"], "/r", defaults=True).below("/r/shop").of_file("/r/shop/old.yaml", "old.yaml")


def test_a_line_that_is_no_pattern() -> None:
    with pytest.raises(ExcludeError, match=r"^exclude: .*'!'"):
        Excludes(["!"], "/r", defaults=True)
