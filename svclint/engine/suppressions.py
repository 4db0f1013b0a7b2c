"""Which findings the manifests themselves silence, and which of these suppressions are worth nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from svclint.catalogue.outcome import Crash, Suppression
from svclint.engine.directives import MARK, Directive, directive_in, directives_on
from svclint.engine.scopes import Scopes
from svclint.engine.selection import rule_words
from svclint.errors import nearest
from svclint.syntax.comments import comments_of
from svclint.syntax.places import Span

if TYPE_CHECKING:
    from svclint.catalogue.loader import AnyRule
    from svclint.graph.given.world import World
    from svclint.model.objects import Object
    from svclint.sources.source import Source
    from svclint.syntax.document import Document

_NOWHERE = "nothing follows it here; put it above the key it is about or behind its value"
_LATE = "this rule is about svclint's own run and is not suppressed in a manifest; name it under `ignore` in .svclint.yaml"
_REFUSED = "the configuration says `inline-suppressions: false`"
_UNREASONED = "it gives no reason, and the configuration says `require-reason: true`"


@dataclass(frozen=True)
class Policy:
    """What the configuration allows manifests to silence. `judge_unused` is off where not everything is looked at."""

    inline: bool = True
    require_reason: bool = False
    judge_unused: bool = True


@dataclass
class _Held:
    """A directive where it holds. `scope` is None where it holds for nothing, `used` are the words that hid something."""

    directive: Directive
    scope: Span | None
    idle: str
    certain: bool
    used: set[str] = field(default_factory=set)


class Suppressions:
    """All suppressions of a world."""

    def __init__(self, world: World, rules: Iterable[AnyRule], policy: Policy) -> None:
        """Read the comments and annotations of every source that has any."""
        known = tuple(rules)
        self._policy = policy
        self._words = rule_words(known)
        self._late = frozenset(each.id for each in known if each.on in (Crash, Suppression))
        self._held: dict[Source, list[_Held]] = defaultdict(list)
        documents: dict[Source, list[Document]] = defaultdict(list)
        for document in world.documents:
            documents[document.source].append(document)
        uncertain = {each.source for each in world.faults} | {each.source for each in world.unreadable}
        uncertain |= {each.object.document.source for each in world.placeholders}
        for source, its in documents.items():
            if MARK in source.text:
                self._held[source] += self._commented(source, its, certain=source not in uncertain)
        for each in world.objects:
            if each.document.source in self._held:
                self._held[each.document.source] += self._annotated(each, certain=each.document.source not in uncertain)

    def hide(self, rule: AnyRule, source: Source, offset: int) -> bool:
        """Whether a finding of a rule at an offset is silenced; every suppression that does so counts as used."""
        hidden = False
        for held in self._held.get(source, ()):
            if held.scope is None or not held.scope.start <= offset < held.scope.end:
                continue
            words = {each.word for each in held.directive.names if rule.id in self._words.get(each.word, ())}
            held.used |= words
            hidden = hidden or bool(words)
        return hidden

    def report(self, ran: frozenset[str]) -> tuple[Suppression, ...]:
        """All suppressions with what is wrong with them, after the findings went through `hide`; `ran` are rule ids."""
        return tuple(self._reported(held, ran) for each in self._held.values() for held in each)

    def _commented(self, source: Source, documents: list[Document], *, certain: bool) -> Iterator[_Held]:
        scopes = Scopes(documents)
        for comment in comments_of(source, documents):
            directive = directive_in(comment) if MARK in comment.text else None
            if directive is not None and directive.for_file:
                yield self._judged(directive, Span(source, 0, len(source.text) + 1), certain=certain)
            elif directive is not None:
                scope = scopes.of(directive.at, own_line=directive.own_line)
                yield self._judged(directive, scope, certain=certain)

    def _annotated(self, each: Object, *, certain: bool) -> Iterator[_Held]:
        scope = Span(each.document.source, each.node.start, each.node.end + 1)
        for directive in directives_on(each):
            yield self._judged(directive, scope, certain=certain)

    def _judged(self, directive: Directive, scope: Span | None, *, certain: bool) -> _Held:
        ids = frozenset[str]().union(*(self._words.get(each.word, ()) for each in directive.names))
        reasons = {
            directive.fault: bool(directive.fault),
            _REFUSED: not self._policy.inline,
            _UNREASONED: self._policy.require_reason and not directive.reasoned,
            _LATE: bool(ids) and ids <= self._late,
            _NOWHERE: scope is None and certain,
        }
        idle = next((reason for reason, holds in reasons.items() if holds), "")
        return _Held(directive, None if idle else scope, idle, certain)

    def _reported(self, held: _Held, ran: frozenset[str]) -> Suppression:
        directive = held.directive
        names = directive.names
        unknown = [each._replace(near=nearest(each.word, self._words)) for each in names if each.word not in self._words]
        unused = [each for each in names if self._is_unused(held, each.word, ran)]
        if len(unused) == len(names):
            unused = [each._replace(removal=directive.removal) for each in unused]
        return Suppression(
            at=directive.at,
            unknown=tuple(unknown),
            unused=tuple(unused),
            idle=held.idle,
            removal=directive.removal if held.idle in (_LATE, _NOWHERE) else None,
            cut=directive.cut,
        )

    def _is_unused(self, held: _Held, word: str, ran: frozenset[str]) -> bool:
        """Only what every rule behind the word had the chance to say counts, and only where everything was understood."""
        ids = self._words.get(word, frozenset())
        judged = self._policy.judge_unused and held.certain and not held.idle
        return judged and bool(ids) and ids <= ran and word not in held.used
