"""Deeds of which there is one, dated by two articles on one matter: 'built in 1978' here, 'built in 1987' there.

A sentence that says nothing but what was done and when shares too few words with another to be known as its twin. Two
articles on one matter that each date such a deed once tell the same one when their sentences share what it was done to.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ledger.claims import verbs
from ledger.compare.keys import Keyed
from ledger.compare.likeness import printed_words
from ledger.compare.names import capitalised, fold
from ledger.compare.occasions import Dates
from ledger.compare.order import told_as_done
from ledger.compare.periods import Days, parse_period
from ledger.compare.scopes import ClaimRow, Knowledge
from ledger.compare.words import lexicon
from ledger.resources import data_table

_FAR = 366
"""Days that two dates of one deed may be apart at most, where they are told to the day."""
_YEAR = len("2024")
_PRINTED = (_YEAR, len("2024-05"))
_DAY = len("2024-05-01")
_PARTS = 3
_AHEAD = "ahead"
"""Stands for whatever an article says will be done on a day to come."""
_ONCE = re.compile(
    r"\b(first|last) (?!(?:quarter|half|month|week|day|night|year|decade|season|summer|autumn|spring|winter|few|two|"
    r"three|four|five|six)s?\b)(?=[a-z])(?:[\w'’-]+,? ){0,7}$"
)
"""'was first held', 'the last blockade', but not 'the first quarter' and 'last May'."""


@cache
def _deeds() -> Mapping[str, str]:
    """Lemmas of verbs to the one that stands for their deed."""
    lines: list[str] = data_table("compare", "deeds")["deeds"]
    return {lemma: line.split()[0] for line in lines for lemma in line.split()}


def find_deeds(
    keyed: Sequence[Keyed], before: Mapping[int, str], related: set[frozenset[str]], knowledge: Knowledge
) -> Iterator[Dates]:
    """Pairs of date claims of two related articles that date one deed differently.

    `before` gives for a sentence's id the text of the sentence before it in its paragraph.
    """
    near = {article for pair in related for article in pair}
    told: dict[str, dict[tuple[str, int], list[Keyed]]] = defaultdict(lambda: defaultdict(list))
    for entry in keyed:
        for deed in deeds_of(entry) if entry.claim.article in near else ():
            told[entry.claim.article][deed, _printed(entry)].append(entry)
    for left, right in sorted(tuple(sorted(pair)) for pair in related):
        for deed, printed in sorted(told[left].keys() & told[right].keys()):
            a, b = (_only(told[article][deed, printed]) for article in (left, right))
            if a and b and a.claim.period != b.claim.period and not _apart(a, b, knowledge):
                if deed == _AHEAD and not _slip(a, b):
                    continue
                things = [_Things(e, before.get(e.claim.sentence_id, ""), deed, knowledge) for e in (a, b)]
                if shared := things[0].shared(things[1]):
                    words = printed_words(" ".join((before.get(a.claim.sentence_id, ""), a.claim.text)), shared)
                    yield Dates(a, b, False, 0.0, f"both told with {', '.join(words[:5])}, in articles on one matter")


def deeds_of(entry: Keyed) -> Iterator[str]:
    """The deeds that a claim dates to a day, a month or a year: one that happens once, what was done first, and what is
    still to come."""
    claim, days = entry.claim, entry.scope.days
    if claim.kind != "date" or claim.measure != "date" or days is None:
        return
    one_day = days.first == days.last
    if _printed(entry) == _DAY and _is_ahead(claim):
        yield _AHEAD
    if claim.period_kind not in ("during", "as_of") or not (one_day or len(claim.period or "") in _PRINTED):
        return
    done = [_deeds().get(verbs.lemma(word) or word) for word in fold(claim.subject or "").split()]
    if deed := next(filter(None, reversed(done)), None):
        yield deed
    if once := _ONCE.search(claim.before):
        yield once[1]


def _printed(entry: Keyed) -> int:
    """How many characters tell the date: dates told to the day are held against such, and years against years."""
    return len(str(entry.claim.period).removesuffix("/.."))


def _is_ahead(claim: ClaimRow) -> bool:
    """Whether a day that is told by its number lies after the article's own, and is not told as gone."""
    published, day = parse_period(claim.published), parse_period(str(claim.period).removesuffix("/.."))
    told = any(map(str.isdigit, claim.quote)) and not told_as_done(claim.text)
    return told and published is not None and day is not None and day.first > published.last


def _slip(a: Keyed, b: Keyed) -> bool:
    """Whether two days differ in a digit of the day, or in the month alone."""
    left, right = (str(e.claim.period).removesuffix("/..").split("-") for e in (a, b))
    if len(left) != _PARTS or len(right) != _PARTS or left[0] != right[0]:
        return False
    if left[1] != right[1]:
        return left[2] == right[2] and abs(int(left[1]) - int(right[1])) == 1
    swapped = left[2] == right[2][::-1]
    return swapped or sum(x != y for x, y in zip(left[2], right[2], strict=True)) == 1


def _only(entries: Sequence[Keyed]) -> Keyed | None:
    """The first date of a deed, where its article tells no other."""
    return entries[0] if len({entry.claim.period for entry in entries}) == 1 else None


class _Things:
    """The words of a sentence that name something, but for what was done, and those of the sentence before it."""

    def __init__(self, entry: Keyed, before: str, deed: str, knowledge: Knowledge) -> None:
        aside = lexicon().calendar | frozenset(knowledge.terms.words(deed))
        self.own, self.before = (knowledge.terms.content(text) - aside for text in (entry.claim.text, before))

    def shared(self, other: "_Things") -> frozenset[str]:
        """What both sentences name; where they name nothing in common, two words of theirs and of those before."""
        around = (self.own | self.before) & (other.own | other.before)
        return self.own & other.own or (around if len(around) > 1 else frozenset())


def _apart(a: Keyed, b: Keyed, knowledge: Knowledge) -> bool:
    """Whether the days are too far apart, or a deed is told of a name that the other article or deed has not."""
    days = a.scope.days, b.scope.days
    by_day = _printed(a) == _DAY
    if by_day and _gap(*days) > _FAR:
        return True
    names = [frozenset(_names(e.claim)) for e in (a, b)]
    known = [knowledge.mentioned(e.claim.article) for e in (b, a)]
    unknown = any(told and told.isdisjoint(other) for told, other in zip(names, known, strict=True))
    return unknown or (bool(names[0] and names[1]) and names[0].isdisjoint(names[1]))


def _names(claim: ClaimRow) -> Iterator[str]:
    """The names in what the deed is told of; a word that begins the sentence has its capital from there."""
    first = fold(claim.text.split(maxsplit=1)[0])
    yield from (fold(word) for word in capitalised(claim.subject or "", within=False) if fold(word) != first)


def _gap(a: Days | None, b: Days | None) -> int:
    return abs(a.first - b.first) if a and b else 0
