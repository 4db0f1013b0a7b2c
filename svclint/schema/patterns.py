"""Regular expressions in schemas of custom resources, in linear time or not at all.

The API server reads them as Go does (RE2). The engine of jsonschema-rs is a sibling of RE2; Python's can take for ever.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TypeAlias, cast

Matcher: TypeAlias = Callable[[str], bool]

_SAME_ESCAPES = re.compile(r"""(?: [^\\] | \\[dDwWsSnrt.\-/\\()\[\]{}*+?^$|:,_@%~"' ] )*""", re.VERBOSE | re.DOTALL)
_OWN_SIGNS = re.compile(r"\[[^\]]*\[|&&|--|~~|\(\?(?!:|i\))")
"""What the engines read differently: classes inside classes, named classes, differences of classes, groups with flags."""


@cache
def matcher(pattern: str) -> Matcher | None:
    """Whether a text has the pattern somewhere; None where that cannot be told as the server would."""
    if not _SAME_ESCAPES.fullmatch(pattern) or _OWN_SIGNS.search(pattern):
        return None
    try:
        import jsonschema_rs  # noqa: PLC0415 - 24 ms that only custom resources with patterns should pay

        validator = jsonschema_rs.Draft202012Validator({"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions())
    except (ImportError, ValueError):
        return None
    return cast("Matcher", validator.is_valid)
