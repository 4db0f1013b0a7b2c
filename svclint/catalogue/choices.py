"""Fields that take one of a few words."""

from __future__ import annotations

from collections.abc import Iterator

from svclint.catalogue.finding import Edit, Finding, Fix
from svclint.errors import did_you_mean
from svclint.syntax.nodes import Scalar


def unknown_choice(node: Scalar | None, what: str, allowed: tuple[str, ...]) -> Iterator[Finding]:
    """The finding on a word that is none of `allowed`; nothing where it is one, is no string, or is not there.

    `what` begins the message: `protocol`. A word that differs in letter case or outer white space alone has one reading,
    so its fix is safe.
    """
    word = node.string if node is not None else None
    if node is None or word is None or word in allowed:
        return
    right = next((each for each in allowed if each.lower() == word.strip().lower()), None)
    hint = f'; write "{right}"' if right else did_you_mean(word, allowed)
    only = allowed[0] if len(allowed) == 1 else f"{', '.join(allowed[:-1])} or {allowed[-1]}"
    fix = Fix(f'write "{right}"', (Edit.of(node, right),), safe=True) if right else None
    yield Finding(at=node, message=f'{what} "{word}" is not known, it must be {only}{hint}', fix=fix)
