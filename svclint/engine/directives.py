"""Reads what people write to silence rules: comments and the annotation, word by word with their places."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from svclint.catalogue.outcome import SilencedName
from svclint.errors import did_you_mean
from svclint.model.workload import Workload
from svclint.syntax.nodes import Mapping, Node, Scalar
from svclint.syntax.places import Span, mapping_at

if TYPE_CHECKING:
    from svclint.model.objects import Object
    from svclint.syntax.comments import Comment

ANNOTATION = "svclint.dev/ignore"
MARK = "svclint"
"""What a text must contain to hold any suppression; most do not, and cost nothing more."""

_COMMENT = re.compile(r"(?:^|(?<=\s))#\s*svclint:\s*(?P<form>.*)")
_FORM = re.compile(r"(?P<word>[\w-]*)\s*(?:\[(?P<names>[^\]]*)\])?(?P<reason>.*)")
_NAME = re.compile(r"[^\s,]+")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")


class Directive(NamedTuple):
    """One suppression as written.

    `for_file` is set where it holds for the whole file, `fault` says why it cannot be read,
    `cut` is the comment that an unquoted annotation lost its end to, `removal` is what to delete to be rid of all of it.
    """

    at: Span
    names: tuple[SilencedName, ...] = ()
    reasoned: bool = False
    for_file: bool = False
    own_line: bool = False
    fault: str = ""
    cut: Span | None = None
    removal: Span | None = None


def directive_in(comment: Comment) -> Directive | None:
    """The suppression in a comment, None where it is about something else."""
    found = _COMMENT.search(comment.text)
    form = _FORM.fullmatch(found["form"]) if found else None
    if found is None or form is None:
        return None
    source, start, end = comment.span.source, comment.span.start + found.start(), comment.span.end
    at, start_of_form = Span(source, start, end), comment.span.start + found.start("form")
    removal = _comment_removal(at, own_line=comment.own_line and found.start() == 0)
    names = _names(form["names"] or "", at, start_of_form + form.start("names"), removal)
    return Directive(
        at=at,
        names=names,
        reasoned=bool(form["reason"].strip()),
        for_file=form["word"] == "ignore-file",
        own_line=comment.own_line,
        fault=_fault(form["word"], named=bool(names)),
        removal=removal,
    )


def _fault(word: str, *, named: bool) -> str:
    if word not in ("ignore", "ignore-file"):
        return f'svclint knows no comment "{word}"{did_you_mean(word, ("ignore", "ignore-file"))}'
    return "" if named else f"it names no rule; write {word}[RULE] and the reason"


def _names(text: str, at: Span, offset: int, removal: Span) -> tuple[SilencedName, ...]:
    """The names between the brackets. Of several, one goes with the comma beside it; the only one takes all with it."""
    found = list(_NAME.finditer(text))
    places = [Span(at.source, offset + each.start(), offset + each.end()) for each in found]
    removals = [Span(at.source, before.end, place.end) for before, place in itertools.pairwise(places)]
    first = Span(at.source, places[0].start, places[1].start) if len(places) > 1 else removal
    return tuple(
        SilencedName(each[0], place, removal=taken)
        for each, place, taken in zip(found, places, [first, *removals], strict=False)
    )


def _comment_removal(at: Span, *, own_line: bool) -> Span:
    """The whole line, or the comment with the blanks before it."""
    text = at.source.text
    start = at.start
    while start and text[start - 1] in " \t":
        start -= 1
    line = _LINE.match(text, at.end)
    return Span(at.source, start, line.end() if own_line and line else at.end)


def directives_on(each: Object) -> Iterator[Directive]:
    """The suppressions in the annotations of an object and of its pod template."""
    holders = [each.node]
    if isinstance(each, Workload) and each.template is not None and each.template.node is not each.node:
        holders.append(each.template.node)
    for holder in holders:
        metadata = mapping_at(holder, "metadata")
        annotations = mapping_at(metadata, "annotations")
        value = annotations.get(ANNOTATION) if annotations else None
        if metadata is not None and annotations is not None and value is not None:
            yield _annotated(metadata, annotations, value if isinstance(value, Scalar) else None)


def _annotated(metadata: Mapping, annotations: Mapping, value: Scalar | None) -> Directive:
    key, node = next((key, node) for key, node in annotations.entries if key.text == ANNOTATION)
    source = key.document.source
    parts = [part.partition(":") for part in (value.text if value else "").split(";") if part.strip()]
    words = [word.strip() for names, _, _ in parts for word in names.split(",") if word.strip()]
    removal = _annotation_removal(metadata, annotations)
    return Directive(
        at=Span(source, key.start, max(key.end, node.end)),
        names=tuple(_placed(words, Span(source, node.start, node.end), removal if len(words) == 1 else None)),
        reasoned=all(reason.strip() for _, _, reason in parts),
        fault="" if words else "it names no rule; write RULE: reason",
        cut=_cut(value) if value else None,
        removal=removal,
    )


def _placed(words: list[str], value: Span, removal: Span | None) -> Iterator[SilencedName]:
    """The place of each word inside the value; the whole value where escapes hide it."""
    position = value.start
    for word in words:
        start = value.source.text.find(word, position, value.end)
        place = Span(value.source, start, start + len(word)) if start >= 0 else value
        yield SilencedName(word, place, removal=removal)
        position = max(position, start + len(word))


def _cut(value: Scalar) -> Span | None:
    """The comment behind an unquoted value on its last line."""
    source = value.document.source
    rest = source.text[value.end : _line_end(value)]
    behind = rest.lstrip()
    if value.style or not behind.startswith("#"):
        return None
    return Span(source, value.end + len(rest) - len(behind), value.end + len(rest.rstrip()))


def _line_end(node: Node) -> int:
    found = _LINE.match(node.document.source.text, node.end)
    return found.end() if found else node.end


def _annotation_removal(metadata: Mapping, annotations: Mapping) -> Span | None:
    """The lines of the entry; those of `annotations` where nothing else is in there; None inside braces."""
    holder, name = (annotations, ANNOTATION) if len(annotations) > 1 else (metadata, "annotations")
    key, value = next((key, value) for key, value in holder.entries if key.text == name)
    text = key.document.source.text
    start, end = text.rfind("\n", 0, key.start) + 1, value.end
    if text[end - 1] != "\n":  # which a block scalar takes with it
        end = _line_end(value)
    before, behind = text[start : key.start], text[value.end : end].partition("#")[0]
    if before.strip() or behind.strip() or len(holder) == 1:
        return None
    return Span(key.document.source, start, end)
