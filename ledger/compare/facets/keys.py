"""Integer keys for every claim, so that rules can group and join instead of comparing texts."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import NamedTuple

from ledger.compare.facets.copies import copied_sentences
from ledger.compare.facets.intervals import usually_apart
from ledger.compare.facets.names import fold
from ledger.compare.facets.scopes import ClaimRow, Knowledge, Scope, adds_to_another, read_scope
from ledger.compare.facets.words import lexicon
from ledger.compare.rows import Filled

OPEN = 1e300
"""Stands for an open end, so that rules need no NULL; far enough from the largest float that sums stay finite."""
_OF_THEM = re.compile(r" of (?:them|these|those|which|whom)\b| (?:is|are|was|were) (?:new|old|former|other)\b")
"""'Five of them', '22 members are new': a part of what was told before."""
_OF_ALL = re.compile(
    r" of those (?:who|in|on|with|aged|entitled|eligible|polled|surveyed|questioned|asked|interviewed)\b"
)
"""'73 % of those entitled to vote': a share of a whole that is told with it."""
_SMALL = 20
"""Sums up to here come out by chance."""
_VERSUS = re.compile(r"\b(?:vs|versus)\b.*[^.!?”\"'’)]$", re.DOTALL)
"""A row of results ('Net profit 10.2m vs 8.1m'): its period stands in a head that is not read."""
_BESIDE = 1
"""Sentences of one article that are no further apart than this are told side by side."""
_SLACK = 1e-12
"""Relative width that binary fractions lose: 0.1 + 0.2 is not quite 0.3."""


class Keyed(NamedTuple):
    """A claim with its scope and its slot."""

    claim: ClaimRow
    scope: Scope
    position: int
    slot: int | None

    @property
    def unitless(self) -> bool:
        """Whether a figure is printed without its unit, which was taken from elsewhere or not read at all."""
        return not self.claim.unit or (self.claim.quote == self.claim.value_text and self.claim.unit != "%")


@dataclass(slots=True)
class _Numbers:
    """Gives each distinct value a number; None stays None."""

    _of: dict[Hashable, int] = field(default_factory=dict)

    def of(self, value: Hashable) -> int | None:
        return None if value is None else self._of.setdefault(value, len(self._of) + 1)


def key_claims(claims: Sequence[ClaimRow], knowledge: Knowledge) -> list[Keyed]:
    """Scopes and slots of claims given in order. Only quantities have slots."""
    numbers = _Numbers()
    scopes = [read_scope(claim, knowledge) for claim in claims]
    things = [
        _thing(scope, knowledge) if _may_meet(claim) else None for claim, scope in zip(claims, scopes, strict=True)
    ]
    slots = [
        None if thing is None else numbers.of((thing, scope.speaker))
        for thing, scope in zip(things, scopes, strict=True)
    ]
    apart, again = _told_apart(claims, things), _second_readings(claims)
    parts, borrowed = _parts_of_sums(claims, scopes), _borrowed(claims, scopes)
    for silent in chain(apart, again, parts, borrowed):
        slots[silent] = None
    return [
        Keyed(claim, scope, position, slot)
        for position, (claim, scope, slot) in enumerate(zip(claims, scopes, slots, strict=True))
    ]


def key_rows(keyed: Sequence[Keyed], knowledge: Knowledge, copies: bool = True) -> Filled:
    """The rows of `claim_keys`; without `copies`, every sentence counts as a source of its own."""
    columns: Mapping[str, _Numbers] = defaultdict(_Numbers)
    sentences = ((entry.claim.sentence_id, entry.claim.text) for entry in keyed)
    sources = copied_sentences(sentences) if copies else {}
    rows = (_row(e, knowledge, columns, sources.get(e.claim.sentence_id, e.claim.sentence_id)) for e in keyed)
    return Filled("claim_keys", rows)


def _row(
    entry: Keyed, knowledge: Knowledge, columns: Mapping[str, _Numbers], source: int
) -> tuple[int | float | None, ...]:
    claim, scope = entry.claim, entry.scope
    number = {name: columns[name].of for name in ("article", "unit", "head", "measure", "subject", "place")}
    return (
        claim.rowid,
        entry.position,
        number["article"](claim.article),
        claim.sentence_id,
        source,
        entry.slot,
        number["unit"](scope.measure.unit or None),
        number["head"](scope.measure.head or None),
        number["measure"](scope.measure),
        int(scope.measure.additive),
        number["subject"](scope.subject),
        number["place"](knowledge.places.chain(scope.place) if scope.place else None),
        scope.days.first if scope.days else None,
        scope.days.last if scope.days else None,
        columns["programme"].of(knowledge.programmes.key(scope.programme)),
        columns["population"].of(_words(scope.population, knowledge)),
        columns["modality"].of(scope.modality),
        columns["speaker"].of(scope.speaker),
        claim.value,
        *bounds(claim.low, claim.high),
        *bounds(claim.usual_low, claim.usual_high),
    )


def bounds(low: float | None, high: float | None) -> tuple[float, float]:
    """Bounds as stored: open ends become numbers, and both ends move out by what binary fractions lose."""
    return (
        -OPEN if low is None else low - abs(low) * _SLACK,
        OPEN if high is None else high + abs(high) * _SLACK,
    )


def _words(text: str | None, knowledge: Knowledge) -> frozenset[str] | None:
    return frozenset(knowledge.terms.words(text)) if text else None


def of_them(claim: ClaimRow) -> bool:
    """Whether a figure is a part of what was told before: 'five of them'."""
    return bool(_OF_THEM.match(claim.text, claim.offset + len(claim.quote)))


def _may_meet(claim: ClaimRow) -> bool:
    """Whether a claim is a figure that stands for itself."""
    bounded = claim.low is not None or claim.high is not None
    end = claim.offset + len(claim.quote)
    shared = claim.unit == "%" and _OF_ALL.match(claim.text, end)
    part = (of_them(claim) and not shared) or _VERSUS.search(claim.text)
    return claim.kind == "quantity" and bounded and not part and not adds_to_another(claim)


def _thing(scope: Scope, knowledge: Knowledge) -> tuple[Hashable, ...]:
    """All that must be equal for two claims to tell one thing, whoever says so."""
    return (
        scope.measure,
        scope.subject,
        knowledge.places.chain(scope.place) if scope.place else None,
        scope.place_carried,
        scope.days,
        knowledge.programmes.key(scope.programme),
        _words(scope.population, knowledge),
        scope.modality,
        scope.told,
        scope.about,
    )


def _told_apart(claims: Sequence[ClaimRow], things: Sequence[Hashable]) -> Iterable[int]:
    """Claims that one sentence, or two side by side, tell with one scope and different values, whoever says so.

    The text means different things by them ('The north wing has 40 beds. The south wing has 25 beds'), and what tells
    them apart was not read: none can be compared.
    """
    groups: dict[tuple[str, Hashable], list[int]] = defaultdict(list)
    for index, (claim, thing) in enumerate(zip(claims, things, strict=True)):
        if thing is not None:
            groups[claim.article, thing].append(index)
    for group in groups.values():
        apart: set[int] = set()
        for a, b in pairwise(claims[index] for index in group):
            if usually_apart(a, b) and _contrasted(a, b):
                apart |= {a.sentence, b.sentence}
        yield from (index for index in group if claims[index].sentence in apart)


def _contrasted(a: ClaimRow, b: ClaimRow) -> bool:
    """Whether one sentence tells two figures, or two side by side do, each in a word that the other has not."""
    if b.sentence - a.sentence > _BESIDE or a.sentence == b.sentence:
        return a.sentence == b.sentence
    left, right = ({word for word in fold(claim.text).split() if word.isalpha()} for claim in (a, b))
    return bool(left - right and right - left)


def _borrowed(claims: Sequence[ClaimRow], scopes: Sequence[Scope]) -> Iterable[int]:
    """Counts that only borrow the noun of an earlier one of their sentence: 'ten members for it, eight against'."""
    nouns: set[tuple[int, str]] = set()
    for index, (claim, scope) in enumerate(zip(claims, scopes, strict=True)):
        if claim.kind != "quantity" or not scope.measure.counted:
            continue
        told = (claim.sentence_id, scope.measure.unit)
        bare = fold(claim.quote) == fold(claim.value_text) and len(fold(claim.measure).split()) < 2
        if bare and told in nouns and scope.measure.words.isdisjoint(lexicon().to_people):
            yield index
        nouns.add(told)


def _parts_of_sums(claims: Sequence[ClaimRow], scopes: Sequence[Scope]) -> Iterable[int]:
    """Figures of one sentence that make just another figure of the article between them: its parts, and no totals."""
    told: dict[str, set[tuple[str, float]]] = defaultdict(set)
    sentences: dict[int, list[int]] = defaultdict(list)
    for index, (claim, scope) in enumerate(zip(claims, scopes, strict=True)):
        if claim.kind == "quantity" and claim.value and scope.measure.additive:
            told[claim.article].add((scope.measure.unit, float(f"{claim.value:.9g}")))
            sentences[claim.sentence_id].append(index)
    for figures in sentences.values():
        units = {scopes[index].measure.unit for index in figures}
        for unit in sorted(units - {""}) if len(figures) > 1 else ():
            parts = [index for index in figures if scopes[index].measure.unit in (unit, "")]
            total = sum(claims[index].value or 0.0 for index in parts)
            if len(parts) > 1 and total > _SMALL and (unit, float(f"{total:.9g}")) in told[claims[parts[0]].article]:
                yield from parts


def _second_readings(claims: Sequence[ClaimRow]) -> Iterable[int]:
    """Quantities on a span that an earlier one of another extractor already covers: one witness, not two."""
    article, end, extractor = "", 0, ""
    for index, claim in enumerate(claims):
        if claim.kind != "quantity":
            continue
        if claim.article == article and claim.start < end and claim.extractor != extractor:
            yield index
            continue
        article, end, extractor = claim.article, claim.end, claim.extractor
